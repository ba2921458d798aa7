import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { useSession } from '@/features/auth';
import { useGathered } from '@/shared/composables/use-gathered';
import { onEvent } from '@/shared/realtime';
import { fetchCurrentShift } from '../till.api';

/** The cashier's own open shift in the outlet; null where there is none. */
export function useShift(outletId: Ref<string | null>) {
  const session = useSession();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: computed(() => ['shift', outletId.value]),
    queryFn: async () => (await fetchCurrentShift(outletId.value as string)) ?? null,
    enabled: computed(() => outletId.value !== null && session.can('shift:read')),
  });
  const readAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['shift'] });
  onEvent(['shift.opened', 'shift.closed'], useGathered(readAgain));
  return { shift: query.data, isKnown: query.isSuccess, readAgain };
}
