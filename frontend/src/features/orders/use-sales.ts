import { businessDate, type OrderSummaryDto } from '@meja/domain';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, watch, type Ref } from 'vue';
import { useSession } from '@/features/auth';
import type { Page } from '@/shared/api';
import { onEvent, realtimeGaps } from '@/shared/realtime';
import * as api from './orders.api';

const ROOT = ['orders'] as const;
const GATHER_MS = 1_000;
/** What a new business starts with, for those who may not read its settings. */
const START = { timeZone: 'Asia/Jakarta', businessDayCutoff: '04:00' };

/** Today's business date by an outlet's clock (null: the business's), or '' until the settings are known. */
export function useToday(ownZone: () => string | null) {
  const session = useSession();
  const enabled = computed(() => session.can('settings:read'));
  const settings = useQuery({ queryKey: ['settings'], queryFn: api.fetchSettings, enabled });
  return computed(() => {
    if (enabled.value && settings.isPending.value) return '';
    const { timeZone, businessDayCutoff } = settings.data.value ?? START;
    return businessDate(new Date(), ownZone() ?? timeZone, businessDayCutoff);
  });
}

/** Orders of a filter, newest first, read again shortly after anything changes. */
export function useSales(filter: Ref<api.SalesFilter>) {
  const queries = useQueryClient();
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

  return useInfiniteQuery({
    queryKey: [...ROOT, 'list', filter],
    queryFn: ({ pageParam }) => api.fetchOrders(filter.value, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<OrderSummaryDto>) => page.nextCursor,
    enabled: computed(() => filter.value.from !== ''),
    placeholderData: (previous) => previous,
  });
}

/** The period's sum and its payment methods, for those who may read reports. */
export function usePayments(filter: Ref<api.SalesFilter>) {
  const session = useSession();
  const period = computed(() => {
    const { from, to, outletId } = filter.value;
    return { from, to, outletId };
  });
  return useQuery({
    queryKey: [...ROOT, 'payments', period],
    queryFn: () => api.fetchPayments(period.value),
    enabled: computed(() => session.can('report:read') && period.value.from !== ''),
    placeholderData: (previous) => previous,
  });
}

export const useOrder = (id: Ref<string>) =>
  useQuery({
    queryKey: [...ROOT, 'one', id],
    queryFn: () => api.fetchOrder(id.value),
    enabled: computed(() => id.value !== ''),
  });

export const useReceipt = (id: Ref<string>, wanted: Ref<boolean>) =>
  useQuery({
    queryKey: [...ROOT, 'receipt', id],
    queryFn: () => api.fetchReceipt(id.value),
    enabled: computed(() => wanted.value && id.value !== ''),
  });
