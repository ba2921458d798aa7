import type { MenuDto, VoidBody } from '@meja/domain';
import { languageOf, refusalText } from '@meja/domain';
import { currentContext, mayUseOutlet } from '../../../platform/context';
import { Problem, assertVersion, notFound } from '../../../platform/http';
import { closedMenu, freshMenuSnapshot, menuSnapshot } from '../../catalog';
import { menuLookup } from '../menu-lookup';
import type { MenuLookup } from '../menu-lookup';
import { isLive, reprice, settleStates, startWork } from '../order-work';
import type { OrderWork } from '../order-work';
import { readOrder } from '../orders.repository';
import type { OrderDocument, OrderItemRow, PaymentRow } from '../orders.rows';
import type { Command, Deciding, Deed, Ground } from '../perform';

export interface OrderParams {
  id: string;
}
export interface ItemParams extends OrderParams {
  itemId: string;
}

/** What a change of an order stands on. */
export interface Change {
  work: OrderWork;
  lookup: MenuLookup;
  approved: Deciding['approved'];
}

/** What a change asks of the menu, or that nothing is left to do. */
export interface Changed {
  /** Something came from the menu: it must be the current one when the change is recorded. */
  isPriced?: boolean;
}
export interface Unchanged {
  asItIs: OrderDocument;
  taken: PaymentRow[];
  isRepeated: boolean;
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

async function standOn(
  { tenantId, actor, params, version }: Command<unknown, OrderParams>,
  isStale: boolean,
): Promise<Ground> {
  const before = await readOrder(tenantId, params.id);
  if (!before || !mayUseOutlet(actor, before.order.outlet_id)) throw notFound();
  assertVersion(version, before.order.version);
  return { before, lookup: menuLookup(await menuOf(tenantId, before.order.outlet_id, isStale)) };
}

/** A change of an order that exists. `takesMoney`: money comes in, it belongs to a shift. */
export const changing = <B, P extends OrderParams = OrderParams>(
  apply: (change: Change, command: Command<B, P>) => Changed | Unchanged | void,
  { takesMoney = false } = {},
): Deed<B, P> => ({
  ground: standOn,
  decide({ lookup, before, at, approved }, command) {
    const { timeZone, businessDayCutoff } = lookup.menu.settings;
    const place = { timeZone, businessDayCutoff };
    const work = startWork({ actor: command.actor, place, at, before, document: before! });
    const changed = apply({ work, lookup, approved }, command) ?? {};
    if ('asItIs' in changed) return changed;
    return { work, isPriced: changed.isPriced ?? false, takesMoney };
  },
});

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

/** Who stands for less of what was sent: null for the actor by permission, or an approver by PIN. */
export function approver(
  { work, approved }: Change,
  { actor }: Command<Pick<VoidBody, 'approval'>>,
): string | null {
  if (actor.permissions.has('order:void')) return null;
  return approved({ permission: 'order:void', outletId: work.document.order.outlet_id }).id;
}
