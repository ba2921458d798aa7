import { v7 as uuidv7 } from 'uuid';
import type { KitchenTicketDto, OrderDto } from '@meja/domain';
import { ticketsOf } from '../../src/modules/kitchen';
import type { SentOrder } from '../../src/modules/kitchen';
import { openShop } from '../factories/selling';
import type { Shop } from '../factories/selling';
import { startTestApp } from '../setup';
import type { ApiAnswer, TestApp, TestTenant } from '../setup';

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  return (answer.body as { data: T }).data;
};
const order = async (): Promise<OrderDto> =>
  data(
    await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      submit: true,
      items: [shop.rice, shop.rice, shop.coffee].map((productId) => ({
        productId,
        quantity: 1,
        note: 'pedas',
      })),
    }),
    201,
  );
const board = async (orderId: string): Promise<KitchenTicketDto[]> =>
  data<KitchenTicketDto[]>(await tenant.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`)).filter(
    (ticket) => ticket.orderId === orderId,
  );
const sql = <R extends object>(text: string, values: unknown[]) => app.sql<R>(text, values);

/** What stands on an order, as it would be sent once more. */
const again = (placed: OrderDto): SentOrder => ({
  order: {
    id: placed.id,
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    tableName: null,
    queueName: 'Ayu',
    note: null,
  },
  items: placed.items.map((item, position) => ({
    id: item.id,
    stationId: item.name === 'Kopi Susu' ? shop.barId : shop.kitchenId,
    name: item.name,
    variantName: 'Besar',
    quantityMilli: 1250,
    modifiers: [{ name: 'Telur', quantity: 2 }],
    note: item.note,
    position,
  })),
  at: new Date(Date.now()),
  numberText: placed.number,
  stationNames: new Map([
    [shop.kitchenId, 'Dapur'],
    [shop.barId, 'Bar'],
  ]),
});

describe('KDS-06 the kitchen’s own functions', () => {
  test('KDS-01 KDS-06 what is told of new tickets is what is stored of them', async () => {
    const placed = await order();
    const made = ticketsOf(again(placed));
    const ofFirst = (rows: object[]) => JSON.stringify(rows.map((row) => ({ n: 1, ...row })));
    await sql('SELECT apply_tickets($1, $2, $3, $4)', [
      [tenant.tenantId],
      [Number(placed.number)],
      ofFirst(made.tickets),
      ofFirst(made.ticketItems),
    ]);
    const stored = (await board(placed.id)).filter(({ queueName }) => queueName === 'Ayu');
    expect(stored).toHaveLength(2);
    for (const event of made.events) expect(stored).toContainEqual(event);
  });

  test('KDS-02 KDS-06 tickets follow a void, a change and another table, each told once, those just made not', async () => {
    const placed = await order();
    const tickets = await board(placed.id);
    const kitchen = tickets.find(({ stationName }) => stationName === 'Dapur')!;
    const bar = tickets.find(({ stationName }) => stationName === 'Bar')!;
    data(await tenant.api('POST', `/kitchen/tickets/${kitchen.id}/status`, { status: 'SERVED' }));
    const follow = async (what: object, head: object = {}) => {
      const before = await told();
      await sql('SELECT kitchen_follow_order($1, $2, $3)', [
        tenant.tenantId,
        JSON.stringify({
          order: { id: placed.id, type: 'TAKEAWAY', table_name: null, queue_name: null, ...head },
          eventIds: [uuidv7(), uuidv7()],
          ...what,
        }),
        new Date(Date.now()),
      ]);
      return (await told()).slice(before.length);
    };
    const told = async () =>
      (
        await sql<{ data: KitchenTicketDto }>(
          "SELECT data FROM outbox WHERE type = 'kitchen.ticket.updated' AND data->>'orderId' = $1 ORDER BY seq",
          [placed.id],
        )
      ).map((row) => row.data);
    const find = async (id: string) => (await board(placed.id)).find((ticket) => ticket.id === id);

    const [first, second] = kitchen.items;
    const change = {
      order_item_id: second!.orderItemId,
      name: 'Nasi Goreng',
      variant_name: 'Kecil',
      quantity_milli: 3000,
      modifiers: [],
      note: null,
      status: 'QUEUED',
    };
    const changed = await follow({ changedItems: [change] });
    expect(changed).toEqual([await find(kitchen.id)]);
    expect(changed[0]).toMatchObject({ status: 'PREPARING', version: 3 });
    expect(changed[0]!.items[1]).toMatchObject({
      status: 'QUEUED',
      change: 'CHANGED',
      quantity: 3,
      was: { quantity: 1, note: 'pedas' },
    });

    const voided = await follow({ voidedItems: [first!.orderItemId] });
    expect(voided).toEqual([await find(kitchen.id)]);
    expect(voided[0]).toMatchObject({ status: 'PREPARING', version: 4 });
    expect(voided[0]!.items[0]).toMatchObject({ status: 'VOIDED', change: 'VOIDED' });

    expect(await follow({})).toEqual([]);
    const moved = await follow({ newTickets: [bar.id] }, { table_name: 'Meja 9' });
    expect(moved).toEqual([await find(kitchen.id)]);
    const both = await follow({ voidedItems: [second!.orderItemId] }, { table_name: 'Meja 7' });
    expect(both.map(({ id, tableName }) => [id, tableName]).sort()).toEqual(
      [
        [bar.id, 'Meja 7'],
        [kitchen.id, 'Meja 7'],
      ].sort(),
    );
    expect((await find(kitchen.id))!.status).toBe('VOIDED');
  });
});
