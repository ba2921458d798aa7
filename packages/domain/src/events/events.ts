import type { Id, IsoTime } from '../dto/common.dto';
import type { OrderStatus, OrderType, PaymentMethod, PaymentStatus } from '../dto/enums';
import type { KitchenTicketDto } from '../dto/kitchen.dto';
import type { Money } from '../money';

export const EVENT_TYPES = [
  'order.created',
  'order.updated',
  'order.voided',
  'payment.received',
  'kitchen.ticket.created',
  'kitchen.ticket.updated',
  'table.updated',
  'stock.low',
  'menu.changed',
  'shift.opened',
  'shift.closed',
  'notification',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface OrderEventData {
  orderId: Id;
  number: string;
  status: OrderStatus;
  paymentStatus: PaymentStatus;
  total: Money;
  version: number;
  type: OrderType;
}

/** What each event carries; sockets, `GET /events` and webhooks share it. */
export interface EventData {
  'order.created': OrderEventData;
  'order.updated': OrderEventData;
  'order.voided': OrderEventData & { reason: string };
  'payment.received': {
    paymentId: Id;
    orderId: Id;
    number: string;
    method: PaymentMethod;
    amount: Money;
    paymentStatus: PaymentStatus;
  };
  'kitchen.ticket.created': KitchenTicketDto;
  'kitchen.ticket.updated': KitchenTicketDto;
  'table.updated': { tableId: Id; name: string; orderId: Id | null };
  'stock.low': { itemId: Id; name: string; quantity: number; threshold: number };
  'menu.changed': { version: number };
  'shift.opened': { shiftId: Id; userId: Id; userName: string; openingFloat: Money };
  'shift.closed': { shiftId: Id; userId: Id; userName: string };
  notification: { level: 'info' | 'warning' | 'critical'; code: string; title: string; body: string };
}

export interface EventEnvelope<T extends EventType = EventType> {
  /** UUID v7; ordered by time, so it serves as the cursor of `GET /events?since=`. */
  id: Id;
  type: T;
  /** null: concerns the whole tenant. */
  outletId: Id | null;
  occurredAt: IsoTime;
  data: EventData[T];
}

/** Any event, told apart by its `type`. */
export type AnyEvent = { [T in EventType]: EventEnvelope<T> }[EventType];

/** Whether a text names an event. */
export function isEventType(value: string): value is EventType {
  return (EVENT_TYPES as readonly string[]).includes(value);
}

/** Narrows an event to one type, `data` included. */
export function isEvent<T extends EventType>(event: EventEnvelope, type: T): event is EventEnvelope<T> {
  return event.type === type;
}
