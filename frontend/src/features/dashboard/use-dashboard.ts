import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, watch, type Ref } from 'vue';
import { useSession } from '@/features/auth';
import { onEvent, realtimeGaps } from '@/shared/realtime';
import * as api from './dashboard.api';

const ROOT = ['dashboard'] as const;
/** Many sales within this time are one reading. */
const GATHER_MS = 1_000;

/** Today's figures, read again shortly after every sale. */
export function useDashboard(outletId: Ref<string>) {
  const queries = useQueryClient();
  const dashboard = useQuery({
    queryKey: [...ROOT, 'today', outletId],
    queryFn: () => api.fetchDashboard(outletId.value),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  function readSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: ROOT });
    }, GATHER_MS);
  }
  onEvent(['order.created', 'order.updated', 'order.voided', 'payment.received'], readSoon);
  watch(realtimeGaps, readSoon);
  onScopeDispose(() => clearTimeout(timer));

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
  return computed(() => (enabled.value ? (steps.data.value ?? null) : null));
}
