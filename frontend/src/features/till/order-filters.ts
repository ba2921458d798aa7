import type { OrderSummaryDto } from '@meja/domain';
import { isSold } from './basket/meet-order';

/** What of the orders a cashier looks for. `finished`: paid and handed out, of the cashier's own shift. */
export const ORDER_FILTERS = ['all', 'unpaid', 'preparing', 'ready', 'finished'] as const;
export type OrderFilter = (typeof ORDER_FILTERS)[number];

const MATCHES: Record<Exclude<OrderFilter, 'finished'>, (order: OrderSummaryDto) => boolean> = {
  all: () => true,
  unpaid: (order) => !isSold(order),
  preparing: ({ status }) => status === 'OPEN' || status === 'PREPARING',
  ready: ({ status }) => status === 'READY',
};

/** Open orders as a filter has them. */
export const filterOrders = (
  orders: readonly OrderSummaryDto[],
  filter: Exclude<OrderFilter, 'finished'>,
): OrderSummaryDto[] => orders.filter(MATCHES[filter]);
