import { businessDate, type OrderSummaryDto } from '@meja/domain';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, watch, type Ref } from 'vue';
import { useSession } from '@/features/auth';
import type { Page } from '@/shared/api';
import { useGathered } from '@/shared/composables/use-gathered';
import { onEvent, realtimeGaps } from '@/shared/realtime';
import * as api from './orders.api';
import { pageOf, patchPages, putPage, type SalesPages } from './patch-sales';

const ROOT = ['orders'] as const;
/** So many orders may be waiting to be read; of more, everything is. */
const TOUCHED_MAX = 500;
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

/**
 * Orders of a filter, newest first. What an event tells is in its row at once; the rest of the row comes with the one page
 * that has it. After a gap in the line all loaded pages are read, once.
 */
export function useSales(filter: Ref<api.SalesFilter>) {
  const queries = useQueryClient();
  const queryKey = computed(() => [...ROOT, 'list', filter.value]);
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => api.fetchOrders(filter.value, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<OrderSummaryDto>) => page.nextCursor,
    enabled: computed(() => filter.value.from !== ''),
    placeholderData: (previous) => previous,
  });

  /** Orders whose page is to be read again. */
  const touched = new Set<string>();
  let hasGap = false;

  async function readOnce(): Promise<void> {
    const key = queryKey.value;
    const pages = queries.getQueryData<SalesPages>(key);
    if (hasGap || !pages) {
      hasGap = false;
      touched.clear();
      return queries.invalidateQueries({ queryKey: [...ROOT, 'list'] });
    }
    // A page that is under way would put back what was read before it.
    if (list.isFetching.value) return readSoon();
    const [first] = touched;
    if (first === undefined) return;
    const at = pageOf(pages, first);
    const read = [...touched].filter((id) => pageOf(pages, id) === at);
    for (const id of read) touched.delete(id);
    const fresh = await api.fetchOrders(filter.value, pages.pageParams[at] ?? null);
    queries.setQueryData<SalesPages>(key, (now) => now && putPage(now, at, fresh));
    if (touched.size > 0) readSoon();
  }
  const readSoon = useGathered(readOnce);
  const sumSoon = useGathered(() => queries.invalidateQueries({ queryKey: [...ROOT, 'payments'] }));

  onEvent(['order.created', 'order.updated', 'order.voided'], ({ data }) => {
    queries.setQueriesData<SalesPages>(
      { queryKey: [...ROOT, 'list'] },
      (now) => now && patchPages(now, data),
    );
    if (touched.size < TOUCHED_MAX) touched.add(data.orderId);
    else hasGap = true;
    void queries.invalidateQueries({ queryKey: [...ROOT, 'one', data.orderId] }, { cancelRefetch: false });
    readSoon();
    sumSoon();
  });
  onEvent('payment.received', sumSoon);
  watch(realtimeGaps, () => {
    hasGap = true;
    void queries.invalidateQueries({ queryKey: [...ROOT, 'one'] });
    readSoon();
    sumSoon();
  });

  return list;
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
