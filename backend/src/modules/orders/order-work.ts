import { businessDate, deriveOrderStatus } from '@meja/domain';
import type { AnyEvent, EventType, KitchenTicketDto, OrderEventData } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../platform/context';
import { saleEntry } from '../ledger';
import type { Posting, Stamp } from '../ledger';
import type { MenuLookup } from './menu-lookup';
import { priceDocument } from './orders.pricing';
import { remainingOf } from './orders.presenter';
import type {
  ChangedItemRow,
  OrderDocument,
  OrderItemRow,
  PaymentRow,
  TicketItemRow,
  TicketRow,
} from './orders.rows';

/** Stands for the order's number until the database has given it; random, so that no text can be mistaken for it. */
export const NUMBER_TOKEN = `number-${uuidv7()}`;

/** What an outlet's clock and day are. */
export interface Place {
  timeZone: string;
  businessDayCutoff: string;
}

/** One change of an order in the making: what it will be, and every row that goes with it. */
export interface OrderWork {
  readonly actor: Actor;
  readonly place: Place;
  readonly at: Date;
  /** As stored, or null for a new order. */
  readonly before: OrderDocument | null;
  document: OrderDocument;
  newItems: Set<string>;
  payments: PaymentRow[];
  postings: Posting[];
  tickets: TicketRow[];
  ticketItems: TicketItemRow[];
  voidedItems: string[];
  /** Of items that were sent: what the kitchen's tickets say of them from now on. */
  changedItems: ChangedItemRow[];
  events: Pick<AnyEvent, 'type' | 'data'>[];
}

/** Opens the work on an order. */
export function startWork(
  base: Pick<OrderWork, 'actor' | 'place' | 'at' | 'before' | 'document'>,
  newItems: readonly OrderItemRow[] = [],
): OrderWork {
  return {
    ...base,
    newItems: new Set(newItems.map(({ id }) => id)),
    payments: [],
    postings: [],
    tickets: [],
    ticketItems: [],
    voidedItems: [],
    changedItems: [],
    events: [],
  };
}

export const isLive = (item: OrderItemRow): boolean => item.voided_at === null;
/** The number as clients will read it, or what stands for it. */
export const numberOf = (work: OrderWork): string =>
  work.before ? String(work.before.order.number) : NUMBER_TOKEN;

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
    id: uuidv7(),
    outletId: work.document.order.outlet_id,
    businessDate: businessDate(occurredAt, timeZone, businessDayCutoff),
    occurredAt,
    createdAt: work.at,
  };
}

function ticketOf(
  work: OrderWork,
  stationId: string,
  items: OrderItemRow[],
): { ticket: TicketRow; items: TicketItemRow[] } {
  const { order } = work.document;
  const at = work.at.toISOString();
  const ticket: TicketRow = {
    id: uuidv7(),
    outlet_id: order.outlet_id,
    station_id: stationId,
    order_id: order.id,
    type: order.type,
    table_name: order.table_name,
    queue_name: order.queue_name,
    note: order.note,
    status: 'QUEUED',
    version: 1,
    created_at: at,
    updated_at: at,
  };
  return {
    ticket,
    items: items.map((item, position) => ({
      id: uuidv7(),
      ticket_id: ticket.id,
      order_item_id: item.id,
      position,
      name: item.name,
      variant_name: item.variant_name,
      quantity_milli: item.quantity_milli,
      modifiers: item.modifiers.map(({ name, quantity, isDefault = false }) => ({
        name,
        quantity,
        isDefault,
      })),
      note: item.note,
      status: 'QUEUED',
      change: 'NEW',
    })),
  };
}

function ticketEvent(
  work: OrderWork,
  lookup: MenuLookup,
  ticket: TicketRow,
  items: TicketItemRow[],
): KitchenTicketDto {
  return {
    id: ticket.id,
    orderId: ticket.order_id,
    orderNumber: numberOf(work),
    outletId: ticket.outlet_id,
    stationId: ticket.station_id,
    stationName: lookup.stationNames.get(ticket.station_id) ?? '',
    type: ticket.type,
    tableName: ticket.table_name,
    queueName: ticket.queue_name,
    status: ticket.status,
    createdAt: ticket.created_at,
    version: ticket.version,
    items: items.map((item) => ({
      id: item.id,
      orderItemId: item.order_item_id,
      name: item.name,
      variantName: item.variant_name,
      quantity: item.quantity_milli / 1000,
      modifiers: item.modifiers,
      note: item.note,
      status: item.status,
      change: item.change,
      was: null,
    })),
  };
}

/** Sends what is new: one ticket per station, and an order that was a draft is open. */
export function sendItems(work: OrderWork, lookup: MenuLookup): void {
  const at = work.at.toISOString();
  const fresh = work.document.items.filter((item) => isLive(item) && item.sent_at === null);
  const byStation = new Map<string, OrderItemRow[]>();
  for (const item of fresh) {
    if (item.station_id) byStation.set(item.station_id, [...(byStation.get(item.station_id) ?? []), item]);
  }
  for (const [stationId, items] of byStation) {
    const made = ticketOf(work, stationId, items);
    work.tickets.push(made.ticket);
    work.ticketItems.push(...made.items);
    work.events.push({
      type: 'kitchen.ticket.created',
      data: ticketEvent(work, lookup, made.ticket, made.items),
    });
  }
  const sent = new Set(fresh.map(({ id }) => id));
  setItems(work, (item) =>
    sent.has(item.id) ? { ...item, sent_at: at, kitchen_status: item.station_id ? 'QUEUED' : null } : item,
  );
  const { status, submitted_at } = work.document.order;
  setOrder(work, { status: status === 'DRAFT' ? 'OPEN' : status, submitted_at: submitted_at ?? at });
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
  const settles =
    !isSold && order.status !== 'DRAFT' && payments.length > 0 && remainingOf(work.document) === 0;
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
  const stamp = { ...stampOf(work, new Date(order.occurred_at)), businessDate: order.business_date };
  work.postings.push(saleEntry(order.id, amounts, stamp));
  setOrder(work, { sale_entry_id: stamp.id });
}

/**
 * Voids an order with all that is still on it: the only way one becomes VOIDED. Money must not be in it; whoever calls
 * has made sure.
 */
export function voidWhole(work: OrderWork, reason: string): void {
  const at = work.at.toISOString();
  const isSent = (item: OrderItemRow): boolean => isLive(item) && item.sent_at !== null;
  work.voidedItems.push(...work.document.items.filter(isSent).map(({ id }) => id));
  setItems(work, (item) =>
    isSent(item) ? { ...item, voided_at: at, void_reason: reason, kitchen_status: 'VOIDED' } : item,
  );
  setOrder(work, {
    status: 'VOIDED',
    voided_at: at,
    void_reason: reason,
    voided_by: work.actor.userId,
  });
}

/** What an order event tells. */
export function orderEvent(work: OrderWork): OrderEventData {
  const { order } = work.document;
  return {
    orderId: order.id,
    number: numberOf(work),
    status: order.status,
    paymentStatus: order.payment_status,
    total: order.total,
    version: order.version,
    type: order.type,
  };
}

/** The rows of the work's events. The order's own event comes first. */
export function eventRows(work: OrderWork, own: EventType): object[] {
  const { order } = work.document;
  const reason = own === 'order.voided' ? { reason: order.void_reason ?? '' } : {};
  return [{ type: own, data: { ...orderEvent(work), ...reason } }, ...work.events].map((event) => ({
    id: uuidv7(),
    outlet_id: order.outlet_id,
    type: event.type,
    data: event.data,
    occurred_at: work.at.toISOString(),
  }));
}
