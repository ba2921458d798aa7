import type {
  AddOrderItemsBody,
  RemoveItemBody,
  MenuDto,
  RepricedItemDto,
  TakePaymentBody,
  UpdateOrderBody,
  UpdateOrderItemBody,
  VoidBody,
} from '@meja/domain';
import { explainRefusal, languageOf, refusalText } from '@meja/domain';
import { now } from '../../../platform/clock';
import { currentContext, mayUseOutlet } from '../../../platform/context';
import { auditRow } from '../../../platform/audit';
import { Problem, assertVersion, isSameRequest, notFound } from '../../../platform/http';
import type { Call, Reply } from '../../../platform/http';
import { closedMenu, freshMenuSnapshot, menuSnapshot } from '../../catalog';
import { approveOnce } from '../approve-once';
import { buildItems } from '../build-items';
import { menuLookup } from '../menu-lookup';
import { assertMethodTaken, assertTypeOffered } from '../offered.rules';
import type { MenuLookup } from '../menu-lookup';
import {
  isLive,
  reprice,
  sendItems,
  setItems,
  setOrder,
  settleStates,
  startWork,
  voidWhole,
} from '../order-work';
import type { OrderWork } from '../order-work';
import { presentPaidOrder } from '../orders.presenter';
import { readOrder } from '../orders.repository';
import type { OrderDocument, OrderItemRow } from '../orders.rows';
import { rechooseItem } from '../rechoose-item';
import { answerOnce, keepAnswer, saveOrder } from '../save-order';
import { takePayment as bookPayment } from '../take-payments';

interface OrderParams {
  id: string;
}
interface ItemParams extends OrderParams {
  itemId: string;
}
type OrderCall<B, P extends OrderParams = OrderParams> = Call<B, object, P>;

interface Change {
  work: OrderWork;
  lookup: MenuLookup;
}

interface ChangeOptions {
  /** Money comes in: it belongs to a shift. */
  shift?: boolean;
  status?: number;
}

/** What a change was, where it was more than an update, and what the audit log says of it. */
interface Changed {
  event?: 'order.voided';
  audits?: object[];
  /** Something came from the menu: it must be the current one when the change is written. */
  isPriced?: boolean;
  repriced?: RepricedItemDto[];
}

/** The outlet's menu; where the outlet is gone, what is needed to finish an order that was left open in it. */
async function menuOf(tenantId: string, outletId: string, fresh: boolean): Promise<MenuDto> {
  try {
    return (await (fresh ? freshMenuSnapshot : menuSnapshot)(tenantId, outletId)).menu;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return closedMenu(tenantId, outletId);
    throw error;
  }
}

async function open(call: OrderCall<unknown>, fresh: boolean): Promise<Change> {
  const document = await readOrder(call.tenantId, call.params.id);
  if (!document || !mayUseOutlet(call.actor, document.order.outlet_id)) throw notFound();
  const menu = await menuOf(call.tenantId, document.order.outlet_id, fresh);
  const { timeZone, businessDayCutoff } = menu.settings;
  const work = startWork({
    actor: call.actor,
    place: { timeZone, businessDayCutoff },
    at: now(),
    before: document,
    document,
  });
  return { work, lookup: menuLookup(menu) };
}

/** Reads, changes and writes an order; runs again where somebody else was faster and the caller named no version. */
function change(
  call: OrderCall<unknown>,
  options: ChangeOptions,
  apply: (change: Change) => Promise<Changed | void> | Changed | Parameters<typeof keepAnswer>[1] | void,
): Promise<Reply> {
  return answerOnce(call, null, async (attempt) => {
    const opened = await open(call, attempt > 0);
    assertVersion(call.ifMatch, opened.work.document.order.version);
    const result = await apply(opened);
    if (result && 'status' in result) return keepAnswer(call, result);
    const { settings, version } = opened.lookup.menu;
    return saveOrder(call, opened.work, {
      ownEvent: result?.event ?? 'order.updated',
      catalogVersion: result?.isPriced ? version : null,
      repriced: result?.repriced ?? [],
      shift: options.shift ? { required: settings.requireOpenShift } : null,
      status: options.status ?? 200,
      audits: result?.audits ?? [],
      discountLimits: settings.discountLimits,
    });
  });
}

function refuse(document: OrderDocument, reason: Parameters<typeof refusalText>[0]): Problem {
  const locale = languageOf(currentContext()?.locale);
  return new Problem('invalid_transition', {
    params: { from: document.order.status, to: document.order.status, reason: refusalText(reason, locale) },
  });
}

/** An order that is finished, voided or paid takes no more changes of what is on it. */
function assertOpen({ document }: OrderWork): void {
  const { status, sale_entry_id } = document.order;
  if (status === 'VOIDED') throw refuse(document, 'already_voided');
  if (status === 'COMPLETED') throw refuse(document, 'already_completed');
  if (sale_entry_id) throw new Problem('order_already_paid');
}

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

/** A price below what was already paid would leave money nowhere. */
function repriceOpen(work: OrderWork): void {
  reprice(work);
  const { total, paid_total } = work.document.order;
  if (paid_total > total) throw refuse(work.document, 'paid');
  settleStates(work);
}

function unsentItem(work: OrderWork, itemId: string): OrderItemRow {
  const item = work.document.items.find(({ id }) => id === itemId);
  if (!item || !isLive(item)) throw notFound();
  if (item.sent_at) throw new Problem('item_already_sent', { params: { name: item.name } });
  return item;
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

/**
 * Changes an item that was not sent yet. It is priced anew only where what it is or how many changes, and the answer
 * says so (`repriced`); a note, a seat, a course or a discount is changed whatever became of its product.
 */
export function updateItem(call: OrderCall<UpdateOrderItemBody, ItemParams>): Promise<Reply> {
  const { body, params } = call;
  return change(call, {}, ({ work, lookup }) => {
    assertOpen(work);
    const { item, isPriced, repriced } = rechooseItem(lookup, unsentItem(work, params.itemId), body);
    const { discount, note, seat, course } = body;
    setItems(work, (row) =>
      row.id === item.id
        ? {
            ...item,
            ...(discount !== undefined && { discount }),
            ...(note !== undefined && { note: note || null }),
            ...(seat !== undefined && { seat }),
            ...(course !== undefined && { course }),
          }
        : row,
    );
    repriceOpen(work);
    return { isPriced, repriced };
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

/** Who stands for a void of what was sent: the caller by permission, or an approver by PIN. */
async function approver(call: OrderCall<VoidBody>, outletId: string): Promise<string | null> {
  if (call.actor.permissions.has('order:void')) return null;
  return (await approveOnce(call, { permission: 'order:void', outletId })).id;
}

/** Voids one item, sent or not; the kitchen sees it struck through. */
export function voidItem(call: OrderCall<VoidBody, ItemParams>): Promise<Reply> {
  return change(call, {}, async ({ work }) => {
    assertOpen(work);
    const item = work.document.items.find(({ id }) => id === call.params.itemId);
    if (!item || !isLive(item)) throw notFound();
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
