import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref, watch } from 'vue';
import { useGathered } from '@/shared/composables/use-gathered';
import { setFormatPlace } from '@/shared/i18n';
import { onEvent, realtimeGaps } from '@/shared/realtime';
import { fetchMenu } from '../till.api';
import { indexMenu } from './menu-index';

/** The outlet's menu, followed live. */
export function useMenu(outletId: Ref<string | null>) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: computed(() => ['menu', outletId.value]),
    queryFn: () => fetchMenu(outletId.value as string),
    /** A menu is only ever replaced: making each of its thousand parts reactive would cost the first paint. */
    shallow: true,
    enabled: computed(() => outletId.value !== null),
    staleTime: 60_000,
    refetchInterval: 5 * 60_000,
  });
  const index = computed(() => (query.data.value ? indexMenu(query.data.value) : null));

  const readAgain = useGathered(() => queries.invalidateQueries({ queryKey: ['menu'] }));
  onEvent('menu.changed', readAgain);
  watch(realtimeGaps, readAgain);
  watch(
    query.data,
    (menu) => menu && setFormatPlace({ currency: menu.currency, timeZone: menu.settings.timeZone }),
    { immediate: true },
  );
  return { query, index };
}
