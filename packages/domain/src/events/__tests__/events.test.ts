import { expect, expectTypeOf, test } from 'vitest';
import { EVENT_TYPES, isEvent, isEventType, type AnyEvent, type EventEnvelope } from '..';
import type { KitchenTicketDto } from '../../dto';

test('KDS-03 the names of events are those clients rely on', () => {
  expect([...EVENT_TYPES].sort()).toEqual([
    'kitchen.ticket.created',
    'kitchen.ticket.updated',
    'menu.changed',
    'notification',
    'order.created',
    'order.updated',
    'order.voided',
    'payment.received',
    'shift.closed',
    'shift.opened',
    'stock.low',
    'table.updated',
  ]);
  expect(isEventType('order.created')).toBe(true);
  expect(isEventType('order.deleted')).toBe(false);
});

test('KDS-03 an event’s type tells what it carries', () => {
  const event: EventEnvelope = {
    id: '0193c0de-0000-7000-8000-000000000001',
    type: 'menu.changed',
    outletId: null,
    occurredAt: '2026-01-31T17:05:00.000Z',
    data: { version: 7 },
  };
  expect(isEvent(event, 'menu.changed') && event.data.version).toBe(7);
  expect(isEvent(event, 'order.created')).toBe(false);
  expectTypeOf<
    Extract<AnyEvent, { type: 'kitchen.ticket.created' }>['data']
  >().toEqualTypeOf<KitchenTicketDto>();
});
