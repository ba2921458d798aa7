import type {
  AddOrderItemsBody,
  RemoveItemBody,
  TakePaymentBody,
  UpdateOrderBody,
  VoidBody,
} from '@meja/domain';
import { explainRefusal } from '@meja/domain';
import { auditRow } from '../../../platform/audit';
import { Problem, isSameRequest } from '../../../platform/http';
import type { Reply } from '../../../platform/http';
import { buildItems } from '../build-items';
import { assertMethodTaken, assertTypeOffered } from '../offered.rules';
import { isLive, sendItems, setItems, setOrder, settleStates, voidWhole } from '../order-work';
import type { OrderWork } from '../order-work';
import { presentPaidOrder } from '../orders.presenter';
import type { OrderItemRow } from '../orders.rows';
import { takePayment as bookPayment } from '../take-payments';
import { approver, assertOpen, change, liveItem, refuse, repriceOpen, unsentItem } from './change-base';
import type { Changed, ItemParams, OrderCall } from './change-base';

/** Voids the whole order, which has taken no money, and tells the audit log. */
function voidAll(
  call: OrderCall<unknown>,
  work: OrderWork,
  reason: string,
  approvedBy: string | null,
): object {
  const { number, total } = (work.before ?? work.document).order;
  voidWhole(work, reason);
  return auditRow(call.tenantId, {
    action: 'order.void',
    entity: 'order',
    entityId: call.params.id,
    outletId: work.document.order.outlet_id,
    before: { number, total },
    after: { reason, approvedBy },
  });
}

/** Takes an item off and prices what is left; with nothing left the order is voided. */
function takeOff(
  call: OrderCall<unknown>,
  work: OrderWork,
  item: OrderItemRow,
  { reason, approvedBy }: { reason: string; approvedBy: string | null },
): Changed {
  setItems(work, (row) => (row.id === item.id ? item : row));
  repriceOpen(work);
  if (work.document.items.some(isLive)) return {};
  return { event: 'order.voided', audits: [voidAll(call, work, reason, approvedBy)] };
}

/** Adds items; they go to the kitchen at the next submit. */
export function addItems(call: OrderCall<AddOrderItemsBody>): Promise<Reply> {
  return change(call, { status: 201 }, ({ work, lookup }) => {
    assertOpen(work);
    const known = new Set(work.document.items.map(({ id }) => id));
    // An earlier try arrived although its answer did not, and the client has changed what it sends since.
    if (call.body.items.some(({ id }) => id !== undefined && known.has(id))) throw new Problem('duplicate');
    const items = buildItems(lookup, work.document.order.id, call.body.items, work.document.items.length);
    work.document = { ...work.document, items: [...work.document.items, ...items] };
    repriceOpen(work);
    return { isPriced: true };
  });
}

/** The reason of what was taken off before it was sent: nobody was asked for one. */
const REMOVED = 'removed';

/** Takes an item off that was not sent yet; it stays on record as removed. The last one takes the order with it. */
export function removeItem(call: OrderCall<RemoveItemBody, ItemParams>): Promise<Reply> {
  return change(call, {}, ({ work }) => {
    assertOpen(work);
    const item = unsentItem(work, call.params.itemId);
    const at = work.at.toISOString();
    const removed = { ...item, voided_at: at, void_reason: REMOVED };
    return takeOff(call, work, removed, { reason: REMOVED, approvedBy: null });
  });
}

/** Changes what is on the order's head: type, table, queue name, note, discount. */
export function updateOrder(call: OrderCall<UpdateOrderBody>): Promise<Reply> {
  const { type, tableName, queueName, note, discount } = call.body;
  return change(call, {}, ({ work, lookup }) => {
    assertOpen(work);
    // What it was ordered as stays possible, also where the business has stopped selling so.
    if (type && type !== work.document.order.type) assertTypeOffered(lookup.menu.settings, type);
    setOrder(work, {
      ...(type && { type }),
      ...(tableName !== undefined && { table_name: tableName || null }),
      ...(queueName !== undefined && { queue_name: queueName || null }),
      ...(note !== undefined && { note: note || null }),
      ...(discount !== undefined && { discount }),
    });
    repriceOpen(work);
  });
}

/** Sends what is new to the kitchen. Nothing new: answers with the order as it is. */
export function submitOrder(call: OrderCall<unknown>): Promise<Reply> {
  return change(call, {}, ({ work, lookup }) => {
    const { status } = work.document.order;
    if (status === 'VOIDED') throw refuse(work.document, 'already_voided');
    const live = work.document.items.filter(isLive);
    if (!live.length) throw new Problem('order_empty');
    const fresh = live.some((item) => item.sent_at === null);
    if (!fresh && status !== 'DRAFT')
      return { status: 200, json: { data: presentPaidOrder(work.document, []) } };
    if (status === 'COMPLETED') throw refuse(work.document, 'already_completed');
    sendItems(work, lookup);
    settleStates(work);
  });
}

/** Takes a payment; a draft is sent by it. The same payment id again answers with the order as it is. */
export function takePayment(call: OrderCall<TakePaymentBody>): Promise<Reply> {
  return change(call, { shift: true, status: 201 }, ({ work, lookup }) => {
    const { order, items, payments } = work.document;
    const known = payments.find(({ id }) => id === call.body.id);
    if (known) {
      if (!isSameRequest(known.request_hash, call.requestHash)) throw new Problem('duplicate');
      const data = presentPaidOrder(work.document, [known]);
      return { status: 201, json: { data }, headers: { 'Idempotent-Replayed': 'true' } };
    }
    if (order.status === 'VOIDED') throw refuse(work.document, 'already_voided');
    if (!items.some(isLive)) throw new Problem('order_empty');
    if (items.some((item) => isLive(item) && item.sent_at === null)) sendItems(work, lookup);
    assertMethodTaken(lookup.menu.settings, call.body.method);
    bookPayment(work, call.body, call.requestHash, work.at);
  });
}

/** Voids one item, sent or not; the kitchen sees it struck through. */
export function voidItem(call: OrderCall<VoidBody, ItemParams>): Promise<Reply> {
  return change(call, {}, async ({ work }) => {
    assertOpen(work);
    const item = liveItem(work, call.params.itemId);
    const approvedBy = item.sent_at ? await approver(call, work.document.order.outlet_id) : null;
    const at = work.at.toISOString();
    const { reason } = call.body;
    const voided: OrderItemRow = { ...item, voided_at: at, void_reason: reason, kitchen_status: 'VOIDED' };
    if (item.sent_at) work.voidedItems.push(item.id);
    const { event, audits = [] } = takeOff(call, work, voided, { reason, approvedBy });
    const ofItem = auditRow(call.tenantId, {
      action: 'order.item.void',
      entity: 'order',
      entityId: call.params.id,
      outletId: work.document.order.outlet_id,
      before: { name: item.name, quantity: item.quantity_milli / 1000, total: item.total },
      after: { reason, approvedBy },
    });
    return { ...(event && { event }), audits: [ofItem, ...audits] };
  });
}

/** Voids a whole order that has taken no money. */
export function voidOrder(call: OrderCall<VoidBody>): Promise<Reply> {
  return change(call, {}, async ({ work }) => {
    const { document } = work;
    const { status, paid_total, sale_entry_id } = document.order;
    const refusal = explainRefusal(status, 'VOIDED', { paid: paid_total > 0 || sale_entry_id !== null });
    if (refusal) throw refuse(document, refusal);
    const isSent = document.items.some((item) => isLive(item) && item.sent_at);
    const approvedBy = isSent ? await approver(call, document.order.outlet_id) : null;
    return { event: 'order.voided', audits: [voidAll(call, work, call.body.reason, approvedBy)] };
  });
}
