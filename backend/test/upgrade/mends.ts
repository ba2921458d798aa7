import type { observe } from './observe';

type Observed = Awaited<ReturnType<typeof observe>>;

/** What earlier versions saw, less what they saw wrongly and a migration has put right since. */
export function withMends(seen: Observed): Observed {
  // F-06: an order whose last item was voided was called paid, and counted as a sale of nothing.
  const isEmptySale = ({ status, paymentStatus }: Observed['orders'][number]): boolean =>
    status === 'VOIDED' && paymentStatus === 'PAID';
  const emptySales = seen.orders.filter(isEmptySale).length;
  return {
    ...seen,
    orders: seen.orders.map((order) => (isEmptySale(order) ? { ...order, paymentStatus: 'UNPAID' } : order)),
    sales: { ...seen.sales, orders: Number(seen.sales.orders) - emptySales },
  };
}
