import type {
  AddOrderItemsBody,
  RemoveItemBody,
  TakePaymentBody,
  UpdateOrderBody,
  VoidBody,
} from '@meja/domain';
import { explainRefusal } from '@meja/domain';
import { Problem, isSameRequest } from '../../../platform/http';
import { buildItems } from '../build-items';
import { assertMethodTaken, assertTypeOffered } from '../offered.rules';
import { isLive, sendItems, setItems, setOrder, settleStates, voidWhole } from '../order-work';
import type { OrderWork } from '../order-work';
import type { OrderItemRow } from '../orders.rows';
import { takePayment as bookPayment } from '../take-payments';
import { approver, assertOpen, changing, liveItem, refuse, repriceOpen, unsentItem } from './change-base';
import type { ItemParams } from './change-base';

/** Takes an item off and prices what is left; with nothing left the order is voided. */
function takeOff(
  work: OrderWork,
  item: OrderItemRow,
  why: { reason: string; approvedBy: string | null },
): void {
  setItems(work, (row) => (row.id === item.id ? item : row));
  repriceOpen(work);
  if (!work.document.items.some(isLive)) voidWhole(work, why);
}

/** Adds items; they go to the kitchen at the next submit. */
export const addItems = changing<AddOrderItemsBody>(({ work, lookup }, { body }) => {
  assertOpen(work);
  const { order, items } = work.document;
  const known = new Set(items.map(({ id }) => id));
  // An earlier try arrived although its answer did not, and the client has changed what it sends since.
  if (body.items.some(({ id }) => id !== undefined && known.has(id))) throw new Problem('duplicate');
  const added = buildItems(lookup, order.id, body.items, items.length);
  work.document = { ...work.document, items: [...items, ...added] };
  repriceOpen(work);
  return { isPriced: true };
});

/** The reason of what was taken off before it was sent: nobody was asked for one. */
const REMOVED = 'removed';

/** Takes an item off that was not sent yet; it stays on record as removed. The last one takes the order with it. */
export const removeItem = changing<RemoveItemBody, ItemParams>(({ work }, { params }) => {
  assertOpen(work);
  const item = unsentItem(work, params.itemId);
  const removed = { ...item, voided_at: work.at.toISOString(), void_reason: REMOVED };
  takeOff(work, removed, { reason: REMOVED, approvedBy: null });
});

/** Changes what is on the order's head: type, table, queue name, note, discount. */
export const updateOrder = changing<UpdateOrderBody>(({ work, lookup }, { body }) => {
  const { type, tableName, queueName, note, discount } = body;
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

/** Sends what is new to the kitchen. Nothing new: the order stays as it is. */
export const submitOrder = changing<unknown>(({ work }) => {
  const { status } = work.document.order;
  if (status === 'VOIDED') throw refuse(work.document, 'already_voided');
  const live = work.document.items.filter(isLive);
  if (!live.length) throw new Problem('order_empty');
  const isFresh = live.some((item) => item.sent_at === null);
  if (!isFresh && status !== 'DRAFT') return { asItIs: work.document, taken: [], isRepeated: false };
  if (status === 'COMPLETED') throw refuse(work.document, 'already_completed');
  sendItems(work);
  settleStates(work);
});

/** Takes a payment; a draft is sent by it. The same payment id again leaves the order as it is. */
export const takePayment = changing<TakePaymentBody>(
  ({ work, lookup }, { body, mark }) => {
    const { order, items, payments } = work.document;
    const known = payments.find(({ id }) => id === body.id);
    if (known) {
      if (!isSameRequest(known.request_hash, mark)) throw new Problem('duplicate');
      return { asItIs: work.document, taken: [known], isRepeated: true };
    }
    if (order.status === 'VOIDED') throw refuse(work.document, 'already_voided');
    if (!items.some(isLive)) throw new Problem('order_empty');
    if (items.some((item) => isLive(item) && item.sent_at === null)) sendItems(work);
    assertMethodTaken(lookup.menu.settings, body.method);
    bookPayment(work, body, mark, work.at);
  },
  { takesMoney: true },
);

/** Voids one item, sent or not; the kitchen sees it struck through. */
export const voidItem = changing<VoidBody, ItemParams>((change, command) => {
  const { work } = change;
  assertOpen(work);
  const item = liveItem(work, command.params.itemId);
  const approvedBy = item.sent_at ? approver(change, command) : null;
  const { reason } = command.body;
  work.facts.push({ fact: 'itemVoided', item, reason, approvedBy });
  const at = work.at.toISOString();
  const voided: OrderItemRow = { ...item, voided_at: at, void_reason: reason, kitchen_status: 'VOIDED' };
  takeOff(work, voided, { reason, approvedBy });
});

/** Voids a whole order that has taken no money. */
export const voidOrder = changing<VoidBody>((change, command) => {
  const { document } = change.work;
  const { status, paid_total, sale_entry_id } = document.order;
  const refusal = explainRefusal(status, 'VOIDED', { paid: paid_total > 0 || sale_entry_id !== null });
  if (refusal) throw refuse(document, refusal);
  const isSent = document.items.some((item) => isLive(item) && item.sent_at);
  const approvedBy = isSent ? approver(change, command) : null;
  voidWhole(change.work, { reason: command.body.reason, approvedBy });
});
