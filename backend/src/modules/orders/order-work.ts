import { businessDate, deriveOrderStatus } from '@meja/domain';
import { newId } from '../../lib/id';
import type { Actor } from '../../platform/context';
import type { Stamp } from '../ledger';
import type { Fact } from './facts';
import { priceDocument, remainingOf } from './orders.pricing';
import type { OrderDocument, OrderItemRow } from './orders.rows';

/** What an outlet's clock and day are. */
export interface Place {
  timeZone: string;
  businessDayCutoff: string;
}

/** What a command makes of an order: the order as it becomes, and what happened to it, in the order it happened. */
export interface OrderWork {
  readonly actor: Pick<Actor, 'userId' | 'name'>;
  readonly place: Place;
  readonly at: Date;
  /** As stored, or null for a new order. */
  readonly before: OrderDocument | null;
  document: OrderDocument;
  facts: Fact[];
}

/** Opens the work on an order. */
export const startWork = (base: Omit<OrderWork, 'facts'>): OrderWork => ({ ...base, facts: [] });

export const isLive = (item: OrderItemRow): boolean => item.voided_at === null;
export const setOrder = (work: OrderWork, patch: Partial<OrderDocument['order']>): void => {
  work.document = { ...work.document, order: { ...work.document.order, ...patch } };
};

export const setItems = (work: OrderWork, change: (item: OrderItemRow) => OrderItemRow): void => {
  work.document = { ...work.document, items: work.document.items.map(change) };
};

/** Prices the order anew by its own rules. */
export const reprice = (work: OrderWork): void => {
  work.document = priceDocument(work.document);
};

/** An entry's stamp: ids of its own, the day by the outlet's clock. */
export function stampOf(work: OrderWork, occurredAt: Date): Stamp {
  const { timeZone, businessDayCutoff } = work.place;
  return {
    id: newId(),
    outletId: work.document.order.outlet_id,
    businessDate: businessDate(occurredAt, timeZone, businessDayCutoff),
    occurredAt,
    createdAt: work.at,
  };
}

/** Sends what is new; an order that was a draft is open from then on. */
export function sendItems(work: OrderWork): void {
  const at = work.at.toISOString();
  const isFresh = (item: OrderItemRow): boolean => isLive(item) && item.sent_at === null;
  const fresh = work.document.items.filter(isFresh);
  setItems(work, (item) =>
    isFresh(item) ? { ...item, sent_at: at, kitchen_status: item.station_id ? 'QUEUED' : null } : item,
  );
  const { status, submitted_at } = work.document.order;
  setOrder(work, { status: status === 'DRAFT' ? 'OPEN' : status, submitted_at: submitted_at ?? at });
  work.facts.push({ fact: 'sent', items: fresh });
}

/**
 * Brings states in line with items and payments, and posts the sale at the moment a payment settles the bill (a bill
 * of zero is settled by a payment of zero). That it was posted is kept with the order: from then on its bill stands,
 * and only refunds move its payment state.
 */
export function settleStates(work: OrderWork): void {
  const { order, items, payments } = work.document;
  if (order.status === 'VOIDED') return;
  const isSold = order.sale_entry_id !== null;
  const settles = !isSold && order.status !== 'DRAFT' && payments.length > 0 && remainingOf(order) === 0;
  const unsold = settles ? 'PAID' : order.paid_total > 0 ? 'PARTIALLY_PAID' : 'UNPAID';
  const payment_status = isSold ? order.payment_status : unsold;
  const states = items.map((item) => (isLive(item) ? item.kitchen_status : ('VOIDED' as const)));
  const status = deriveOrderStatus(states, payment_status, order.status);
  setOrder(work, {
    status,
    payment_status,
    completed_at: status === 'COMPLETED' ? (order.completed_at ?? work.at.toISOString()) : null,
  });
  if (settles) postSale(work);
}

function postSale(work: OrderWork): void {
  const { order } = work.document;
  const stamp = { ...stampOf(work, new Date(order.occurred_at)), businessDate: order.business_date };
  setOrder(work, { sale_entry_id: stamp.id });
  work.facts.push({ fact: 'settled', stamp });
}

/**
 * Voids an order with all that is still on it: the only way one becomes VOIDED. Money must not be in it; whoever calls
 * has made sure.
 */
export function voidWhole(
  work: OrderWork,
  { reason, approvedBy }: { reason: string; approvedBy: string | null },
): void {
  const at = work.at.toISOString();
  const { number, total } = (work.before ?? work.document).order;
  const isSent = (item: OrderItemRow): boolean => isLive(item) && item.sent_at !== null;
  const sentItems = work.document.items.filter(isSent).map(({ id }) => id);
  setItems(work, (item) =>
    isSent(item) ? { ...item, voided_at: at, void_reason: reason, kitchen_status: 'VOIDED' } : item,
  );
  setOrder(work, {
    status: 'VOIDED',
    voided_at: at,
    void_reason: reason,
    voided_by: work.actor.userId,
  });
  work.facts.push({ fact: 'orderVoided', reason, approvedBy, number, total, sentItems });
}
