import { invalid } from '../../platform/http';
import type { OrderDocument } from './orders.rows';

/** On one order, however it came there. */
export const MOST_ITEMS = 300;
/** Different options of one item. */
export const MOST_OPTIONS = 50;
/** Lines on record, those taken off before they were sent included: they are read with the order. */
const MOST_ROWS = 1_000;
/** In parts; the part that settles is always taken, so that no order is stuck. */
const MOST_PAYMENTS = 100;

/**
 * Throws 422 `too_many` where an order would grow past what one may be: whoever writes one asks here. What makes it no
 * longer is never refused, however long it is.
 */
export function assertWithinBounds(document: OrderDocument, before: OrderDocument | null): void {
  const { order, items, payments } = document;
  if (items.length > (before?.items.length ?? 0)) {
    const shown = items.filter((item) => item.voided_at === null || item.kitchen_status === 'VOIDED').length;
    const most = shown > MOST_ITEMS ? MOST_ITEMS : items.length > MOST_ROWS ? MOST_ROWS : null;
    if (most !== null) throw invalid({ path: 'items', code: 'too_many', params: { max: most } });
  }
  const isPaying = payments.length > (before?.payments.length ?? 0);
  if (isPaying && payments.length > MOST_PAYMENTS && order.payment_status !== 'PAID')
    throw invalid({ path: 'payments', code: 'too_many', params: { max: MOST_PAYMENTS } });
}
