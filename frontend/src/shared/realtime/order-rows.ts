import type { EventData, OrderSummaryDto } from '@meja/domain';

/** What events tell of an order. */
export type OrderData = EventData['order.created'];

/** Rows with what an event tells of one of them; the same rows where it tells nothing newer than they have. Pure. */
export function patchRows(rows: OrderSummaryDto[], data: OrderData): OrderSummaryDto[] {
  const at = rows.findIndex(({ id }) => id === data.orderId);
  const row = rows[at];
  if (!row || row.version >= data.version) return rows;
  const { number, status, paymentStatus, total, version, type } = data;
  return rows.with(at, { ...row, number, status, paymentStatus, total, version, type });
}
