import type { KitchenTicketDto, OrderDto } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';
import { closeKitchens } from '../kitchen.jobs';
import { boardStart } from '../kitchen.rules';

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;
let cook: Caller;
/** What the clock is ahead of the machine's. */
let ahead = 0;

const HOUR_MS = 3_600_000;

beforeAll(async () => {
  setClock({ now: () => new Date(Date.now() + ahead) });
  app = await startTestApp({ accessTokenTtl: 90 * 24 * HOUR_MS });
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
  cook = (await tenant.staff('KITCHEN')).api;
});
afterEach(() => {
  ahead = 0;
});
afterAll(async () => {
  await app.stop();
  setClock();
});

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const order = async (payments?: object[]): Promise<OrderDto> =>
  data(
    await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      submit: true,
      items: [{ productId: shop.rice, quantity: 1 }],
      ...(payments && { payments }),
    }),
    201,
  );
const board = async (query = ''): Promise<KitchenTicketDto[]> =>
  data(await cook('GET', `/kitchen/tickets?outletId=${tenant.outletId}${query}`));
const ordersOn = (tickets: KitchenTicketDto[]) => tickets.map(({ orderId }) => orderId);
const readOrder = async (id: string): Promise<OrderDto> => data(await tenant.api('GET', `/orders/${id}`));
const lastEvent = async () =>
  (
    await app.sql<{ id: string }>(
      'SELECT id FROM outbox WHERE published_seq IS NOT NULL ORDER BY published_seq DESC LIMIT 1',
    )
  )[0]!.id;

test('F-20 the board begins with the business day, or six hours ago where that is earlier', () => {
  const start = (at: string) => boardStart(new Date(at), 'Asia/Jakarta', '04:00').toISOString();
  expect(start('2026-11-26T05:00:00Z')).toBe('2026-11-25T21:00:00.000Z');
  expect(start('2026-11-25T21:05:00Z')).toBe('2026-11-25T15:05:00.000Z');
  expect(start('2026-11-25T20:59:00Z')).toBe('2026-11-24T21:00:00.000Z');
});

test('F-20 KDS-01 of more tickets than a board holds the newest are shown', async () => {
  const first = await order();
  await app.sql(
    `INSERT INTO kitchen_tickets (tenant_id, id, outlet_id, station_id, order_id, order_number, type, status, created_at, updated_at)
     SELECT tenant_id, gen_random_uuid(), outlet_id, station_id, order_id, order_number, type, status,
            created_at - n * interval '1 second', updated_at
     FROM kitchen_tickets, generate_series(1, 1005) n WHERE order_id = $1`,
    [first.id],
  );
  const newest = await order();
  const shown = await board();
  expect(shown).toHaveLength(1000);
  expect(shown.at(-1)!.orderId).toBe(newest.id);
  const times = shown.map(({ createdAt }) => createdAt);
  expect(times).toEqual([...times].sort());
  await app.sql(
    `DELETE FROM kitchen_tickets t WHERE NOT EXISTS (SELECT FROM kitchen_ticket_items i WHERE i.ticket_id = t.id)`,
  );
});

test('F-20 JOB-03 the day’s end closes what was left, says so, lets paid orders complete, and does it once', async () => {
  const unpaid = await order();
  const paid = await order([{ method: 'QRIS', amount: unpaid.dueTotal }]);
  ahead = 30 * HOUR_MS;
  const today = await order();
  expect(ordersOn(await board())).toEqual([today.id]);
  expect((await readOrder(paid.id)).status).not.toBe('COMPLETED');

  const before = await lastEventSeq();
  await closeKitchens.run({});
  expect(await readOrder(paid.id)).toMatchObject({ status: 'COMPLETED', paymentStatus: 'PAID' });
  expect(await readOrder(unpaid.id)).toMatchObject({ status: 'SERVED', paymentStatus: 'UNPAID' });
  const tickets = await app.sql<{ status: string; closed: boolean }>(
    'SELECT status, closed_at IS NOT NULL AS closed FROM kitchen_tickets WHERE order_id = ANY ($1)',
    [[paid.id, unpaid.id, today.id]],
  );
  expect(tickets.filter(({ closed }) => closed).map(({ status }) => status)).toEqual(['SERVED', 'SERVED']);
  expect(ordersOn((await board()).filter(({ status }) => status !== 'SERVED'))).toEqual([today.id]);
  const told = await app.sql<{ type: string }>('SELECT type FROM outbox WHERE seq > $1', [before]);
  expect(told.filter(({ type }) => type === 'kitchen.ticket.updated').length).toBeGreaterThanOrEqual(2);
  expect(told.filter(({ type }) => type === 'order.updated').length).toBeGreaterThanOrEqual(2);
  const log = data<{ action: string; after: { orders: string[] } }[]>(
    await tenant.api('GET', '/audit-log?limit=20'),
  );
  const [row] = log.filter(({ action }) => action === 'kitchen.day_closed');
  expect(row!.after.orders).toEqual(expect.arrayContaining([paid.number, unpaid.number]));
  expect(data(await tenant.api('GET', '/audit-log/verify'))).toMatchObject({ intact: true });

  const versions = () =>
    app.sql('SELECT id, version FROM orders UNION ALL SELECT id, version FROM kitchen_tickets ORDER BY 1');
  const once = await versions();
  await closeKitchens.run({});
  expect(await versions()).toEqual(once);
  // The bill that is still open can be paid the day after.
  const settled = await tenant.api('POST', `/orders/${unpaid.id}/payments`, {
    method: 'QRIS',
    amount: unpaid.dueTotal,
  });
  expect(data<OrderDto>(settled, 201)).toMatchObject({ status: 'COMPLETED', paymentStatus: 'PAID' });
});

const lastEventSeq = async () =>
  Number((await app.sql<{ seq: string }>('SELECT coalesce(max(seq), 0) AS seq FROM outbox'))[0]!.seq);

test('F-37 KDS-02 a change written by a process whose clock is a minute behind reaches a screen that catches up', async () => {
  const placed = await order();
  // Numbered as the relay does.
  await app.sql(
    `UPDATE outbox SET published_seq = nextval('outbox_published'), published_at = now() WHERE published_seq IS NULL`,
  );
  const since = await lastEvent();
  ahead = -60_000;
  const [ticket] = (await board()).filter(({ orderId }) => orderId === placed.id);
  data(await cook('POST', `/kitchen/tickets/${ticket!.id}/status`, { status: 'PREPARING' }));
  ahead = 0;
  const changed = await board(`&since=${since}`);
  expect(changed.map(({ id, status }) => [id, status])).toEqual([[ticket!.id, 'PREPARING']]);
  // An event that is no longer known: the whole board, rather than nothing.
  const unknown = await board('&since=018f0000-0000-7000-8000-000000000000');
  expect(ordersOn(unknown)).toEqual(ordersOn(await board()));
});
