import type { OnboardingBody } from '@meja/domain';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, watch, type Ref } from 'vue';
import { useSession } from '@/features/auth';
import { useGathered } from '@/shared/composables/use-gathered';
import { onEvent, realtimeGaps } from '@/shared/realtime';
import { toastError } from '@/shared/ui';
import * as api from './dashboard.api';

const ROOT = ['dashboard'] as const;

/** Today's figures, read again shortly after every sale. */
export function useDashboard(outletId: Ref<string>) {
  const queries = useQueryClient();
  const dashboard = useQuery({
    queryKey: [...ROOT, 'today', outletId],
    queryFn: () => api.fetchDashboard(outletId.value),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const readSoon = useGathered(() => queries.invalidateQueries({ queryKey: [...ROOT, 'today'] }));
  onEvent(['order.created', 'order.updated', 'order.voided', 'payment.received'], readSoon);
  watch(realtimeGaps, readSoon);

  return { dashboard };
}

/** The first steps of a new business; null until they are known, or where they are not this person's to take. */
export function useFirstSteps() {
  const session = useSession();
  const queries = useQueryClient();
  const queryKey = [...ROOT, 'first-steps'];
  const enabled = computed(() => session.can('settings:manage'));
  const steps = useQuery({ queryKey, queryFn: api.fetchOnboarding, enabled });
  const readSoon = useGathered(() => steps.refetch());
  /** What is done by others shows when they come back; only the first sale is waited for. */
  const awaitsSale = (): boolean => enabled.value && steps.data.value?.done.sale === false;
  onEvent(['order.created', 'payment.received'], () => awaitsSale() && readSoon());
  watch(realtimeGaps, () => awaitsSale() && readSoon());

  async function say(body: OnboardingBody): Promise<void> {
    try {
      const changed = await api.changeOnboarding(body);
      // A reading that began before would put back what was.
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, changed);
    } catch (error) {
      toastError(error);
    }
  }
  const known = computed(() => (enabled.value ? (steps.data.value ?? null) : null));
  return { steps: known, say };
}
