import type { AnyEvent, EventType, OrderEventData } from '@meja/domain';
import type { AuditEntry } from '../../platform/audit';
import { ticketsOf } from '../kitchen';
import type { TicketItemRow, TicketRow, Tickets } from '../kitchen';
import { paymentEntry, saleEntry } from '../ledger';
import type { Posting } from '../ledger';
import type { Fact } from './facts';
import type { OrderWork } from './order-work';
import type { ChangedItemRow, OrderItemRow } from './orders.rows';

/** An event of the work; where the order's number is not known yet, `numberKey` names where in its data it belongs. */
export interface Told {
  type: EventType;
  data: AnyEvent['data'];
  numberKey: 'number' | 'orderNumber' | null;
}

/** Every row that goes with an order's own, read from the facts: one projection per concern, none reads another's. */
export interface Effects {
  tickets: TicketRow[];
  ticketItems: TicketItemRow[];
  /** Of the items that earlier tickets carry: those voided, and what the others are from now on. */
  voidedItems: string[];
  changedItems: ChangedItemRow[];
  postings: Posting[];
  events: Told[];
  audits: AuditEntry[];
}

type Of<K extends Fact['fact']> = Extract<Fact, { fact: K }>;
const factsOf = <K extends Fact['fact']>(work: OrderWork, kind: K): Of<K>[] =>
  work.facts.filter((fact): fact is Of<K> => fact.fact === kind);

/** The journal's entries, in the order in which they came about. */
function postingsOf(work: OrderWork): Posting[] {
  const { order } = work.document;
  return work.facts.flatMap((fact) => {
    if (fact.fact === 'paid') {
      const { payment, stamp } = fact;
      const collected = payment.amount + payment.tip;
      if (collected === 0) return [];
      return paymentEntry({ id: payment.id, orderId: order.id, method: payment.method, collected }, stamp);
    }
    if (fact.fact !== 'settled') return [];
    const amounts = {
      subtotal: order.subtotal,
      discountTotal: order.discount_total,
      serviceCharge: order.service_charge,
      taxTotal: order.tax_total,
      taxIncludedTotal: order.tax_included_total,
      rounding: order.rounding,
      tipTotal: order.tip_total,
      total: order.total,
    };
    return saleEntry(order.id, amounts, fact.stamp);
  });
}

/** What a cook reads of an item. */
export const readOf = ({ quantity_milli, variant_name, modifiers, note }: OrderItemRow) => ({
  quantity: quantity_milli / 1000,
  variantName: variant_name,
  modifiers: modifiers.map(({ name, quantity, isDefault = false }) => ({ name, quantity, isDefault })),
  note,
});
export const readsTheSame = (a: OrderItemRow, b: OrderItemRow): boolean =>
  JSON.stringify(readOf(a)) === JSON.stringify(readOf(b));

const changedItemsOf = (work: OrderWork): ChangedItemRow[] =>
  factsOf(work, 'itemChanged')
    .filter(({ before, after }) => before.station_id && !readsTheSame(before, after))
    .map(({ after }) => ({
      order_item_id: after.id,
      name: after.name,
      variant_name: after.variant_name,
      quantity_milli: after.quantity_milli,
      modifiers: readOf(after).modifiers,
      note: after.note,
      status: after.kitchen_status,
    }));

const voidedItemsOf = (work: OrderWork): string[] => [
  ...factsOf(work, 'itemVoided').flatMap(({ item }) => (item.sent_at ? [item.id] : [])),
  ...factsOf(work, 'orderVoided').flatMap(({ sentItems }) => sentItems),
];

/** What every order event tells. */
function orderEvent({ document: { order } }: OrderWork): OrderEventData {
  return {
    orderId: order.id,
    number: String(order.number),
    status: order.status,
    paymentStatus: order.payment_status,
    total: order.total,
    version: order.version,
    type: order.type,
  };
}

/** Which of the order's own events the work is. */
export function ownEvent(work: OrderWork): 'order.created' | 'order.updated' | 'order.voided' {
  if (factsOf(work, 'orderVoided').length > 0) return 'order.voided';
  return work.before ? 'order.updated' : 'order.created';
}

/** The order's own event first, then what happened, in its order. */
function eventsOf(work: OrderWork, tickets: Told[]): Told[] {
  const type = ownEvent(work);
  const { order } = work.document;
  const numberKey = work.before ? null : ('number' as const);
  const reason = type === 'order.voided' ? { reason: order.void_reason ?? '' } : {};
  const payments = factsOf(work, 'paid').map(({ payment, state }): Told => ({
    type: 'payment.received',
    data: {
      paymentId: payment.id,
      orderId: order.id,
      number: String(order.number),
      method: payment.method,
      amount: payment.amount,
      paymentStatus: state,
    },
    numberKey,
  }));
  return [{ type, data: { ...orderEvent(work), ...reason }, numberKey }, ...tickets, ...payments];
}

/** What the audit log says: of what was voided or changed after it was sent, and of discounts. */
function auditsOf(work: OrderWork): AuditEntry[] {
  const { id, outlet_id: outletId } = work.document.order;
  const about = { entity: 'order', entityId: id, outletId };
  const priced = new Map(work.document.items.map((item) => [item.id, item]));
  const told = work.facts.flatMap((fact): AuditEntry[] => {
    switch (fact.fact) {
      case 'itemVoided': {
        const { item, reason, approvedBy } = fact;
        const before = { name: item.name, quantity: item.quantity_milli / 1000, total: item.total };
        return [{ action: 'order.item.void', ...about, before, after: { reason, approvedBy } }];
      }
      case 'itemChanged': {
        const { before, after, reason, approvedBy } = fact;
        const { total } = priced.get(after.id) ?? after;
        return [
          {
            action: 'order.item.change',
            ...about,
            before: { name: before.name, ...readOf(before), total: before.total },
            after: { name: after.name, ...readOf(after), total, reason, approvedBy },
          },
        ];
      }
      case 'orderVoided': {
        const { number, total, reason, approvedBy } = fact;
        return [{ action: 'order.void', ...about, before: { number, total }, after: { reason, approvedBy } }];
      }
      default:
        return [];
    }
  });
  const discounts = factsOf(work, 'discounted').map(({ before, after, approver }): AuditEntry => ({
    action: 'order.discount',
    ...about,
    before,
    after: { ...after, approvedBy: approver?.id ?? null, approvedByName: approver?.name ?? null },
  }));
  return [...told, ...discounts];
}

function sentTickets(
  { document: { order }, at }: OrderWork,
  items: readonly OrderItemRow[],
  stationNames: ReadonlyMap<string, string>,
): Tickets {
  return ticketsOf({
    order: {
      id: order.id,
      outletId: order.outlet_id,
      type: order.type,
      tableName: order.table_name,
      queueName: order.queue_name,
      note: order.note,
    },
    items: items.map((item) => ({
      id: item.id,
      stationId: item.station_id,
      name: item.name,
      variantName: item.variant_name,
      quantityMilli: item.quantity_milli,
      modifiers: readOf(item).modifiers,
      note: item.note,
      position: item.position,
    })),
    at,
    numberText: String(order.number),
    stationNames,
  });
}

/** All that goes with the work's order, its items and its payments. Pure but for new ids. */
export function effectsOf(work: OrderWork, stationNames: ReadonlyMap<string, string>): Effects {
  const made = factsOf(work, 'sent').map(({ items }) => sentTickets(work, items, stationNames));
  const numberKey = work.before ? null : ('orderNumber' as const);
  const ticketEvents = made
    .flatMap(({ events }) => events)
    .map((data): Told => ({ type: 'kitchen.ticket.created', data, numberKey }));
  return {
    tickets: made.flatMap(({ tickets }) => tickets),
    ticketItems: made.flatMap(({ ticketItems }) => ticketItems),
    voidedItems: voidedItemsOf(work),
    changedItems: changedItemsOf(work),
    postings: postingsOf(work),
    events: eventsOf(work, ticketEvents),
    audits: auditsOf(work),
  };
}
