import { isLiveCharge, type InvoicePaymentDto, type PayInvoiceBody } from '@meja/domain';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, watch } from 'vue';
import { checkPayment, fetchPayment, startPayment } from './billing.api';

/** While somebody pays, what is known is read again so often; the gateway tells the service, not this page. */
const LOOK_MS = 3_000;

/** Paying one invoice: where it stands, read again for as long as a payment may arrive. */
export function usePayment(id: string) {
  const queries = useQueryClient();
  const key = ['billing', 'payment', id];
  const payment = useQuery({
    queryKey: key,
    queryFn: () => fetchPayment(id),
    refetchInterval: ({ state: { data } }) => (data && isWaiting(data) ? LOOK_MS : false),
    staleTime: 0,
  });
  const data = computed(() => payment.data.value);
  const keep = (next: InvoicePaymentDto): InvoicePaymentDto => {
    queries.setQueryData(key, next);
    return next;
  };

  // The plan and the list of invoices behind this page are others now.
  watch(
    () => data.value?.invoice.status,
    (now, before) => {
      if (before === 'OPEN' && now !== 'OPEN') void queries.invalidateQueries({ queryKey: ['billing'] });
    },
  );

  return {
    payment,
    data,
    /** Throws `ApiProblem`; what became of a try that failed is read again. */
    start: async (body: PayInvoiceBody): Promise<void> => {
      try {
        keep(await startPayment(id, body));
      } catch (error) {
        await payment.refetch();
        throw error;
      }
    },
    check: async (): Promise<InvoicePaymentDto> => keep(await checkPayment(id)),
  };
}

/** Whether a payment may arrive. */
export const isWaiting = ({ invoice, charge }: InvoicePaymentDto): boolean =>
  invoice.status === 'OPEN' && charge !== null && isLiveCharge(charge.status);
