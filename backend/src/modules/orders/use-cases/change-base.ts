import type { MenuDto, RepricedItemDto, VoidBody } from '@meja/domain';
import { languageOf, refusalText } from '@meja/domain';
import { now } from '../../../platform/clock';
import { currentContext, mayUseOutlet } from '../../../platform/context';
import { Problem, assertVersion, notFound } from '../../../platform/http';
import type { Call, Reply } from '../../../platform/http';
import { closedMenu, freshMenuSnapshot, menuSnapshot } from '../../catalog';
import { approveOnce } from '../approve-once';
import { menuLookup } from '../menu-lookup';
import type { MenuLookup } from '../menu-lookup';
import { isLive, reprice, settleStates, startWork } from '../order-work';
import type { OrderWork } from '../order-work';
import { readOrder } from '../orders.repository';
import type { OrderDocument, OrderItemRow } from '../orders.rows';
import { answerOnce, keepAnswer, saveOrder } from '../save-order';

export interface OrderParams {
  id: string;
}
export interface ItemParams extends OrderParams {
  itemId: string;
}
export type OrderCall<B, P extends OrderParams = OrderParams> = Call<B, object, P>;

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
export interface Changed {
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
export function change(
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

export function refuse(document: OrderDocument, reason: Parameters<typeof refusalText>[0]): Problem {
  const locale = languageOf(currentContext()?.locale);
  return new Problem('invalid_transition', {
    params: { from: document.order.status, to: document.order.status, reason: refusalText(reason, locale) },
  });
}

/** An order that is finished, voided or paid takes no more changes of what is on it. */
export function assertOpen({ document }: OrderWork): void {
  const { status, sale_entry_id } = document.order;
  if (status === 'VOIDED') throw refuse(document, 'already_voided');
  if (status === 'COMPLETED') throw refuse(document, 'already_completed');
  if (sale_entry_id) throw new Problem('order_already_paid');
}

/** A price below what was already paid would leave money nowhere. */
export function repriceOpen(work: OrderWork): void {
  reprice(work);
  const { total, paid_total } = work.document.order;
  if (paid_total > total) throw refuse(work.document, 'paid');
  settleStates(work);
}

/** An item that is still on the order. Throws 404. */
export function liveItem(work: OrderWork, itemId: string): OrderItemRow {
  const item = work.document.items.find(({ id }) => id === itemId);
  if (!item || !isLive(item)) throw notFound();
  return item;
}

/** An item that is still on the order and was not sent yet. Throws 404, and 409 `item_already_sent`. */
export function unsentItem(work: OrderWork, itemId: string): OrderItemRow {
  const item = liveItem(work, itemId);
  if (item.sent_at) throw new Problem('item_already_sent', { params: { name: item.name } });
  return item;
}

/** Who stands for less of what was sent: the caller by permission, or an approver by PIN. */
export async function approver(
  call: OrderCall<Pick<VoidBody, 'approval'>>,
  outletId: string,
): Promise<string | null> {
  if (call.actor.permissions.has('order:void')) return null;
  return (await approveOnce(call, { permission: 'order:void', outletId })).id;
}
