import type { ChangeItemBody, KitchenStatus, RepricedItemDto, UpdateOrderItemBody } from '@meja/domain';
import { invalid } from '../../../platform/http';
import { readsTheSame } from '../effects';
import { setItems } from '../order-work';
import type { OrderWork } from '../order-work';
import type { OrderItemRow } from '../orders.rows';
import { rechooseItem, takesAwayOf } from '../rechoose-item';
import type { Rechosen } from '../rechoose-item';
import type { MenuLookup } from '../menu-lookup';
import { approver, assertOpen, changing, liveItem, repriceOpen, unsentItem } from './change-base';
import type { ItemParams } from './change-base';

/** What an item becomes by a body, its note, seat, course and discount included. */
function changed(lookup: MenuLookup, before: OrderItemRow, body: UpdateOrderItemBody): Rechosen {
  const { discount, note, seat, course } = body;
  const { item, ...rest } = rechooseItem(lookup, before, body);
  return {
    ...rest,
    item: {
      ...item,
      ...(discount !== undefined && { discount }),
      ...(note !== undefined && { note: note || null }),
      ...(seat !== undefined && { seat }),
      ...(course !== undefined && { course }),
    },
  };
}

/** Puts the changed item in its place and prices the order anew. */
function replace(work: OrderWork, item: OrderItemRow, repriced: RepricedItemDto[]): void {
  setItems(work, (row) => (row.id === item.id ? item : row));
  if (repriced.length > 0) work.facts.push({ fact: 'repriced', items: repriced });
  repriceOpen(work);
}

/**
 * Changes an item that was not sent yet. It is priced anew only where what it is or how many changes, and the answer
 * says so (`repriced`); a note, a seat, a course or a discount is changed whatever became of its product.
 */
export const updateItem = changing<UpdateOrderItemBody, ItemParams>(({ work, lookup }, { body, params }) => {
  assertOpen(work);
  const { item, isPriced, repriced } = changed(lookup, unsentItem(work, params.itemId), body);
  replace(work, item, repriced);
  return { isPriced };
});

/** Less of the same: nothing of it is to be made. */
const isOnlyLess = (before: OrderItemRow, after: OrderItemRow): boolean =>
  after.quantity_milli <= before.quantity_milli &&
  readsTheSame(before, { ...after, quantity_milli: before.quantity_milli });

/** Where a changed item stands in the kitchen: what was made already is made again, unless it is only less of it. */
function progressOf(before: OrderItemRow, after: OrderItemRow): KitchenStatus | null {
  const isMade = before.kitchen_status === 'READY' || before.kitchen_status === 'SERVED';
  return isMade && !isOnlyLess(before, after) ? 'QUEUED' : before.kitchen_status;
}

/**
 * Changes an item that may have been sent: the kitchen's ticket then says what it was and what it is («UBAH»). Less of
 * what was sent, or something else, is as grave as voiding it: it takes a reason, and permission or an approver's PIN.
 */
export const changeItem = changing<ChangeItemBody, ItemParams>((change, command) => {
  const { work, lookup } = change;
  const { body, params } = command;
  assertOpen(work);
  const before = liveItem(work, params.itemId);
  const { item, isPriced, repriced } = changed(lookup, before, body);
  if (!before.sent_at) {
    replace(work, item, repriced);
    return { isPriced };
  }
  const isLoss = takesAwayOf(before, item);
  if (isLoss && !body.reason) throw invalid({ path: 'reason', code: 'required' });
  const approvedBy = isLoss ? approver(change, command) : null;
  // It stays where it was sent to.
  const after = { ...item, station_id: before.station_id, kitchen_status: progressOf(before, item) };
  work.facts.push({ fact: 'itemChanged', before, after, reason: body.reason ?? null, approvedBy });
  replace(work, after, repriced);
  return { isPriced };
});
