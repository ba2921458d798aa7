import { ticketsOf } from '../ticket-effects';
import type { SentItem, SentOrder } from '../ticket-effects';

const item = (
  id: string,
  stationId: string | null,
  position: number,
  extra: Partial<SentItem> = {},
): SentItem => ({
  id,
  stationId,
  name: `Menu ${id}`,
  variantName: null,
  quantityMilli: 1000,
  modifiers: [],
  note: null,
  position,
  ...extra,
});
const sent = (items: SentItem[], extra: Partial<SentOrder> = {}): SentOrder => ({
  order: {
    id: 'order',
    outletId: 'outlet',
    type: 'DINE_IN',
    tableName: 'Meja 4',
    queueName: null,
    note: 'cepat',
  },
  items,
  at: new Date('2026-11-26T05:00:00.123Z'),
  numberText: '7',
  stationNames: new Map([['kitchen', 'Dapur']]),
  ...extra,
});

describe('KDS-01 the tickets of what is sent', () => {
  test('KDS-01 one ticket per station, its items by their positions; what no station prepares is on none', () => {
    const made = ticketsOf(
      sent([item('c', 'kitchen', 3), item('a', 'kitchen', 0), item('b', 'bar', 1), item('x', null, 2)]),
    );
    const linesOf = (station: string) => {
      const ticket = made.tickets.find(({ station_id }) => station_id === station)!;
      return made.ticketItems.filter(({ ticket_id }) => ticket_id === ticket.id);
    };
    expect(made.tickets.map(({ station_id }) => station_id)).toEqual(['kitchen', 'bar']);
    expect(linesOf('kitchen').map(({ order_item_id, position }) => [order_item_id, position])).toEqual([
      ['a', 0],
      ['c', 1],
    ]);
    expect(linesOf('bar').map(({ order_item_id }) => order_item_id)).toEqual(['b']);
    expect(made.ticketItems).toHaveLength(3);
    expect(new Set([...made.tickets, ...made.ticketItems].map(({ id }) => id)).size).toBe(5);
  });

  test('KDS-01 a ticket says where it goes and begins queued', () => {
    const { tickets } = ticketsOf(sent([item('a', 'kitchen', 0)]));
    expect(tickets).toEqual([
      {
        id: expect.any(String),
        outlet_id: 'outlet',
        station_id: 'kitchen',
        order_id: 'order',
        type: 'DINE_IN',
        table_name: 'Meja 4',
        queue_name: null,
        note: 'cepat',
        status: 'QUEUED',
        version: 1,
        created_at: '2026-11-26T05:00:00.123Z',
        updated_at: '2026-11-26T05:00:00.123Z',
      },
    ]);
  });

  test('KDS-02 its event tells the same, with names, number and quantities as screens read them', () => {
    const rice = item('a', 'kitchen', 0, {
      variantName: 'Besar',
      quantityMilli: 1500,
      note: 'pedas',
      modifiers: [{ name: 'Telur', quantity: 2 }],
    });
    const { tickets, ticketItems, events } = ticketsOf(sent([rice, item('b', 'unnamed', 1)]));
    expect(events.map(({ id, stationName }) => [id, stationName])).toEqual([
      [tickets[0]!.id, 'Dapur'],
      [tickets[1]!.id, ''],
    ]);
    expect(events[0]).toMatchObject({
      orderId: 'order',
      orderNumber: '7',
      createdAt: '2026-11-26T05:00:00.123Z',
    });
    expect(events[0]!.items).toEqual([
      {
        id: ticketItems[0]!.id,
        orderItemId: 'a',
        name: 'Menu a',
        variantName: 'Besar',
        quantity: 1.5,
        modifiers: [{ name: 'Telur', quantity: 2, isDefault: false }],
        note: 'pedas',
        status: 'QUEUED',
        change: 'NEW',
        was: null,
      },
    ]);
  });

  test('KDS-01 nothing to prepare makes nothing', () => {
    expect(ticketsOf(sent([item('x', null, 0)]))).toEqual({ tickets: [], ticketItems: [], events: [] });
  });
});
