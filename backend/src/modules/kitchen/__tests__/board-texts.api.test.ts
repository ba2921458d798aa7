import { Client } from 'pg';
import type { KitchenTicketDto, OrderDto } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';

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
async function order(products: string[], of = tenant): Promise<OrderDto> {
  const items = products.map((productId) => ({ productId, quantity: 1 }));
  return data(
    await of.api('POST', '/orders', { outletId: of.outletId, type: 'TAKEAWAY', submit: true, items }),
    201,
  );
}
const board = async (query = '', of = tenant): Promise<KitchenTicketDto[]> =>
  data(await of.api('GET', `/kitchen/tickets?outletId=${of.outletId}${query}`));
const bump = async (id: string, status: string) =>
  data<KitchenTicketDto>(await tenant.api('POST', `/kitchen/tickets/${id}/status`, { status }));

/** Ids of the tickets whose texts a call read. */
async function readBy(call: () => Promise<unknown>): Promise<string[]> {
  const query = jest.spyOn(Client.prototype, 'query');
  try {
    await call();
    return query.mock.calls.flatMap(([asked]) => {
      const { text, values } = asked as unknown as { text?: string; values: unknown[] };
      return text?.includes('FROM read_kitchen_documents(') ? (values[1] as string[]) : [];
    });
  } finally {
    query.mockRestore();
  }
}

/** The board must show each ticket as it is read by itself, whatever was kept of it. */
async function expectTrue(tickets: KitchenTicketDto[]): Promise<void> {
  for (const ticket of tickets)
    expect(ticket).toEqual(data(await tenant.api('GET', `/kitchen/tickets/${ticket.id}`)));
}

describe('T-54 KDS-01 PERF-01 a board that is looked at again', () => {
  test('T-54 of it only what has changed is read, and all of it is true', async () => {
    await order([shop.rice]);
    const { items, id } = await order([shop.rice, shop.rice]);
    const [, second] = await board();
    expect(await readBy(board)).toEqual([]);

    await bump(second!.id, 'PREPARING');
    expect(await readBy(board)).toEqual([second!.id]);
    await expectTrue(await board());
    data(await tenant.api('POST', `/orders/${id}/items/${items[0]!.id}/void`, { reason: 'salah' }));
    expect(await readBy(board)).toEqual([second!.id]);
    const [, voided] = await board();
    expect(voided!.items.map(({ status }) => status)).toEqual(['VOIDED', 'PREPARING']);
    data(await tenant.api('PATCH', `/orders/${id}`, { queueName: 'Ayu' }, { 'if-match': '*' }));
    await expectTrue(await board());

    await bump(second!.id, 'SERVED');
    const third = await order([shop.rice]);
    const now = await board();
    expect(now.at(-1)!.orderId).toBe(third.id);
    expect(now.map(({ status }) => status)).toEqual(['QUEUED', 'SERVED', 'QUEUED']);
    await expectTrue(now);
  });

  test('T-54 KDS-01 a station’s own board is another, and a new name of the station is on both', async () => {
    await order([shop.rice, shop.coffee]);
    const ofBar = `&stationId=${shop.barId}`;
    expect((await board(ofBar)).map(({ stationId }) => stationId)).toEqual([shop.barId]);
    expect((await board()).map(({ stationId }) => stationId)).toContain(shop.kitchenId);
    const [station] = data<{ id: string; version: number }[]>(await tenant.api('GET', '/stations')).filter(
      ({ id }) => id === shop.barId,
    );
    const path = `/stations/${shop.barId}`;
    data(await tenant.api('PATCH', path, { name: 'Pojok Kopi' }, { 'if-match': `"${station!.version}"` }));
    expect((await board(ofBar)).map(({ stationName }) => stationName)).toEqual(['Pojok Kopi']);
    await expectTrue(await board());
  });

  test('T-54 ISO-04 another business sees its own, an empty one nothing', async () => {
    const other = await app.registerTenant();
    expect(await board('', other)).toEqual([]);
    const placed = await order([(await openShop(other)).rice], other);
    expect((await board('', other)).map(({ orderId }) => orderId)).toEqual([placed.id]);
    const foreign = await other.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`);
    expect(foreign.status).toBe(404);
  });
});
