import { v7 as uuidv7 } from 'uuid';
import { startWorker } from '../../src/app/worker';
import type { WorkerRole } from '../../src/app/worker';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import type { Goods } from '../../src/modules/orders/__tests__/orders.fixtures';
import { redisState } from '../../src/platform/redis';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { listen } from './listener';
import type { Listener } from './listener';
import { ownRedis } from './redis-server';
import type { RedisServer } from './redis-server';
import { startService } from './service';
import { until } from './until';

let redis: RedisServer;
let app: TestApp;
let tenant: TestTenant;
let goods: Goods;
let worker: WorkerRole;

beforeAll(async () => {
  redis = await ownRedis();
  app = await startTestApp({ redisUrl: redis.url });
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
  worker = startWorker();
});
afterAll(async () => {
  await worker.close();
  await app.stop();
  await redis.kill();
});

const sale = (id: string) => ({
  id,
  outletId: tenant.outletId,
  type: 'DINE_IN',
  items: [{ productId: goods.coffee, quantity: 1 }],
  submit: true,
  payments: [{ method: 'CASH', amount: 27_500, tendered: 30_000 }],
});

const ticketsOf = (screen: Listener, orderId: string) =>
  screen.events.filter(
    ({ type, data }) =>
      type === 'kitchen.ticket.created' && (data as { orderId: string }).orderId === orderId,
  );

async function recorded(orderId: string): Promise<number[]> {
  const [row] = await app.sql<{ orders: number; payments: number; tickets: number; keys: number }>(
    `SELECT (SELECT count(*)::int FROM orders WHERE id = $1) AS orders,
            (SELECT count(*)::int FROM payments WHERE order_id = $1) AS payments,
            (SELECT count(*)::int FROM kitchen_tickets WHERE order_id = $1) AS tickets,
            (SELECT count(*)::int FROM idempotency_keys WHERE key = $2) AS keys`,
    [orderId, `sale-${orderId}`],
  );
  return [row!.orders, row!.payments, row!.tickets, row!.keys];
}

describe('selling while things break', () => {
  test('SELL-11 JOB-02 the API is killed between submit and answer; the same request again is one order, and its ticket arrives', async () => {
    const kitchen = await tenant.staff('KITCHEN');
    const screen = await listen(app.baseUrl, kitchen.token);
    // Killed at different moments of the way: before, during and after the statement that records the sale.
    for (const delayMs of [0, 4, 8, 20]) {
      const api = await startService('api', app.database, { REDIS_URL: redis.url });
      const id = uuidv7();
      const request = {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tenant.token}`,
          'content-type': 'application/json',
          'idempotency-key': `sale-${id}`,
        },
        body: JSON.stringify(sale(id)),
      };
      const lost = fetch(`${api.baseUrl}/api/v1/orders`, request).then(
        ({ status }) => status,
        () => 'lost',
      );
      if (delayMs) await new Promise((resolve) => setTimeout(resolve, delayMs));
      await api.end('SIGKILL');
      expect(['lost', 201]).toContain(await lost);
      // A connection cut off by the kill may hold its lock for a moment longer.
      const again = await until('the repetition is answered', async () => {
        const answer = await tenant.api('POST', '/orders', sale(id), { 'idempotency-key': `sale-${id}` });
        return answer.status === 409 ? null : answer;
      });
      expect(again.status).toBe(201);
      expect(await recorded(id)).toEqual([1, 1, 1, 1]);
      await until('the ticket is on the screen', () => ticketsOf(screen, id).length > 0);
      expect(ticketsOf(screen, id)).toHaveLength(1);
    }
    screen.close();
  }, 120_000);

  test('T-52 SELL-11 the API is killed while bills of several orders are paid together; asked again, each is paid once', async () => {
    const money = { method: 'CASH', amount: 27_500, tendered: 30_000 };
    for (const delayMs of [0, 4, 12]) {
      const ids = Array.from({ length: 6 }, () => uuidv7());
      for (const id of ids) {
        const placed = await tenant.api('POST', '/orders', { ...sale(id), payments: undefined });
        expect(placed.status).toBe(201);
      }
      const api = await startService('api', app.database, { REDIS_URL: redis.url });
      const lost = ids.map((id) =>
        fetch(`${api.baseUrl}/api/v1/orders/${id}/payments`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${tenant.token}`,
            'content-type': 'application/json',
            'idempotency-key': `pay-${id}`,
          },
          body: JSON.stringify({ ...money, id }),
        }).then(
          ({ status }) => status,
          () => 'lost',
        ),
      );
      if (delayMs) await new Promise((resolve) => setTimeout(resolve, delayMs));
      await api.end('SIGKILL');
      for (const status of await Promise.all(lost)) expect(['lost', 201]).toContain(status);
      for (const id of ids) {
        const again = await until('the repetition is answered', async () => {
          const answer = await tenant.api(
            'POST',
            `/orders/${id}/payments`,
            { ...money, id },
            { 'idempotency-key': `pay-${id}` },
          );
          return answer.status === 409 ? null : answer;
        });
        expect([again.status, again.body.data.paymentStatus]).toEqual([201, 'PAID']);
        const [books] = await app.sql(
          `SELECT (SELECT count(*)::int FROM payments WHERE order_id = $1) AS payments,
                  (SELECT count(*)::int FROM journal_entries WHERE order_id = $1) AS entries,
                  (SELECT count(*)::int FROM outbox WHERE type = 'payment.received' AND data->>'orderId' = $2) AS told`,
          [id, id],
        );
        expect(books).toEqual({ payments: 1, entries: 2, told: 1 });
      }
    }
  }, 120_000);

  test('SELL-11 JOB-02 Redis stopped: the sale goes through within two seconds and the ticket is there when Redis is back', async () => {
    const screen = await listen(app.baseUrl, tenant.token);
    await redis.kill();
    const ids = [uuidv7(), uuidv7(), uuidv7()];
    for (const id of ids) {
      const started = performance.now();
      const { status } = await tenant.api('POST', '/orders', sale(id), { 'idempotency-key': `sale-${id}` });
      expect(status).toBe(201);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
    const menu = await tenant.api('GET', `/menu?outletId=${tenant.outletId}`);
    expect(menu.status).toBe(200);
    await until('its absence is noticed', () => redisState() === 'down');
    await redis.start();
    await until(
      'every ticket is on the screen',
      () => ids.every((id) => ticketsOf(screen, id).length > 0),
      20_000,
    );
    expect(ids.map((id) => ticketsOf(screen, id).length)).toEqual([1, 1, 1]);
    screen.close();
  }, 60_000);
});
