import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, watch, type Ref } from 'vue';
import { useSession } from '@/features/auth';
import { useGathered } from '@/shared/composables/use-gathered';
import { onEvent, realtimeGaps } from '@/shared/realtime';
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

/** What a new business has done so far; null until it is known, or where it is not this person's to do. */
export function useFirstSteps() {
  const session = useSession();
  const enabled = computed(() => session.can('catalog:manage') && session.can('staff:manage'));
  const steps = useQuery({
    queryKey: [...ROOT, 'first-steps'],
    queryFn: async () => {
      const [products, staff, orders] = await Promise.all([
        api.countProducts(),
        api.countStaff(),
        api.countOrders(),
      ]);
      return { menu: products > 0, staff: staff > 1, sale: orders > 0 };
    },
    enabled,
  });
  const readSoon = useGathered(() => steps.refetch());
  /** What is done stays done: only the first sale is waited for. */
  const awaitsSale = (): boolean => enabled.value && steps.data.value?.sale === false;
  onEvent('order.created', () => awaitsSale() && readSoon());
  watch(realtimeGaps, () => awaitsSale() && readSoon());
  return computed(() => (enabled.value ? (steps.data.value ?? null) : null));
}
