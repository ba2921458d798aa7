import type { ChangeItemBody, KitchenStatus, UpdateOrderItemBody } from '@meja/domain';
import { auditRow } from '../../../platform/audit';
import { invalid } from '../../../platform/http';
import type { Reply } from '../../../platform/http';
import { setItems } from '../order-work';
import type { OrderItemRow } from '../orders.rows';
import { rechooseItem, takesAwayOf } from '../rechoose-item';
import type { Rechosen } from '../rechoose-item';
import type { MenuLookup } from '../menu-lookup';
import { approver, assertOpen, change, liveItem, repriceOpen, unsentItem } from './change-base';
import type { ItemParams, OrderCall } from './change-base';

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

/**
 * Changes an item that was not sent yet. It is priced anew only where what it is or how many changes, and the answer
 * says so (`repriced`); a note, a seat, a course or a discount is changed whatever became of its product.
 */
export function updateItem(call: OrderCall<UpdateOrderItemBody, ItemParams>): Promise<Reply> {
  return change(call, {}, ({ work, lookup }) => {
    assertOpen(work);
    const { item, isPriced, repriced } = changed(lookup, unsentItem(work, call.params.itemId), call.body);
    setItems(work, (row) => (row.id === item.id ? item : row));
    repriceOpen(work);
    return { isPriced, repriced };
  });
}

/** What a cook reads of an item. */
const readOf = ({ quantity_milli, variant_name, modifiers, note }: OrderItemRow) => ({
  quantity: quantity_milli / 1000,
  variantName: variant_name,
  modifiers: modifiers.map(({ name, quantity, isDefault = false }) => ({ name, quantity, isDefault })),
  note,
});
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Less of the same: nothing of it is to be made. */
const isOnlyLess = (before: OrderItemRow, after: OrderItemRow): boolean =>
  after.quantity_milli <= before.quantity_milli &&
  same({ ...readOf(before), quantity: 0 }, { ...readOf(after), quantity: 0 });

/** Where a changed item stands in the kitchen: what was made already is made again, unless it is only less of it. */
function progressOf(before: OrderItemRow, after: OrderItemRow): KitchenStatus | null {
  const isMade = before.kitchen_status === 'READY' || before.kitchen_status === 'SERVED';
  return isMade && !isOnlyLess(before, after) ? 'QUEUED' : before.kitchen_status;
}

/**
 * Changes an item that may have been sent: the kitchen's ticket then says what it was and what it is («UBAH»). Less of
 * what was sent, or something else, is as grave as voiding it: it takes a reason, and permission or an approver's PIN.
 */
export function changeItem(call: OrderCall<ChangeItemBody, ItemParams>): Promise<Reply> {
  const { body, params } = call;
  return change(call, {}, async ({ work, lookup }) => {
    assertOpen(work);
    const before = liveItem(work, params.itemId);
    const { item, isPriced, repriced } = changed(lookup, before, body);
    if (!before.sent_at) {
      setItems(work, (row) => (row.id === item.id ? item : row));
      repriceOpen(work);
      return { isPriced, repriced };
    }
    const isLoss = takesAwayOf(before, item);
    if (isLoss && !body.reason) throw invalid({ path: 'reason', code: 'required' });
    const approvedBy = isLoss ? await approver(call, work.document.order.outlet_id) : null;
    // It stays where it was sent to.
    const after = { ...item, station_id: before.station_id, kitchen_status: progressOf(before, item) };
    setItems(work, (row) => (row.id === after.id ? after : row));
    const told = { before: readOf(before), after: readOf(after) };
    if (before.station_id && !same(told.before, told.after)) {
      work.changedItems.push({
        order_item_id: after.id,
        name: after.name,
        variant_name: after.variant_name,
        quantity_milli: after.quantity_milli,
        modifiers: told.after.modifiers,
        note: after.note,
        status: after.kitchen_status,
      });
    }
    repriceOpen(work);
    const priced = work.document.items.find(({ id }) => id === after.id)!;
    const audit = auditRow(call.tenantId, {
      action: 'order.item.change',
      entity: 'order',
      entityId: params.id,
      outletId: work.document.order.outlet_id,
      before: { name: before.name, ...told.before, total: before.total },
      after: {
        name: after.name,
        ...told.after,
        total: priced.total,
        reason: body.reason ?? null,
        approvedBy,
      },
    });
    return { isPriced, repriced, audits: [audit] };
  });
}
