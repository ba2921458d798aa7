import { v7 as uuidv7 } from 'uuid';
import { startWorker } from '../../src/app/worker';
import type { WorkerRole } from '../../src/app/worker';
import { cached, invalidate } from '../../src/platform/cache';
import { EVENT_QUEUE, defineConsumer, startRelay } from '../../src/platform/events';
import { cacheKey, jobId } from '../../src/platform/keys';
import { queue } from '../../src/platform/queue/queues';
import { redisState } from '../../src/platform/redis';
import { openShop } from '../factories/selling';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { happen } from './events';
import { listen } from './listener';
import { ownRedis } from './redis-server';
import type { RedisServer } from './redis-server';
import { until } from './until';

const handled: string[] = [];
const collector = defineConsumer({
  name: 'test-collector',
  types: ['notification'],
  async handle({ id }) {
    handled.push(id);
  },
});

describe('Redis goes away and comes back', () => {
  let redis: RedisServer;
  let app: TestApp;
  let tenant: TestTenant;
  let worker: WorkerRole;

  beforeAll(async () => {
    redis = await ownRedis();
    app = await startTestApp({ redisUrl: redis.url });
    tenant = await app.registerTenant();
    worker = startWorker({ jobs: [], consumers: [collector] });
    await until('Redis is up', () => redisState() === 'up');
  });
  afterAll(async () => {
    try {
      await worker?.close();
      await app?.stop();
    } finally {
      // Left behind it would outlive the run.
      await redis.kill();
    }
  });

  const waiting = async () => {
    const [row] = await app.sql<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM outbox
       WHERE published_seq IS NULL OR published_seq > (SELECT delivered_seq FROM outbox_relay)`,
    );
    return row!.waiting;
  };

  test('JOB-02 with Redis stopped events stay, screens follow the table, and consumers get them when it is back', async () => {
    const screen = await listen(app.baseUrl, tenant.token);
    const first = await happen(tenant);
    await until('the first is consumed', () => handled.includes(first));
    // Its mark is saved a moment after it was handed over.
    await until('nothing waits', async () => (await waiting()) === 0);

    await redis.kill();
    await until('its absence is noticed', () => redisState() === 'down');
    const started = performance.now();
    const during = [await happen(tenant), await happen(tenant)];
    expect(performance.now() - started).toBeLessThan(2_000);
    await until(
      'the screen has them all the same',
      () => during.every((id) => screen.ids().includes(id)),
      2_000,
    );
    expect(await waiting()).toBe(2);
    expect(handled).not.toContain(during[0]);

    await redis.start();
    await until('consumers have them', () => during.every((id) => handled.includes(id)), 20_000);
    await until('nothing waits', async () => (await waiting()) === 0);
    const after = await happen(tenant);
    await until('the screen hears the relay again', () => screen.ids().includes(after));
    await until('and so do consumers', () => handled.includes(after));
    expect(screen.ids()).toEqual([first, ...during, after]);
    expect(handled.filter((id) => during.includes(id))).toHaveLength(2);
    screen.close();
  });

  test('JOB-02 a Redis that comes back empty loses no job that was queued and not done', async () => {
    await worker.close();
    // Nobody works on the queue, so that the job waits in Redis.
    const relay = startRelay([collector]);
    const id = await happen(tenant);
    await until('it was handed over', async () => (await waiting()) === 0);
    const job = await queue(EVENT_QUEUE)!.getJob(jobId(tenant.tenantId, id, 'test-collector'));
    await relay.stop();
    expect(await job?.getState()).toBe('waiting');
    await redis.kill();
    await redis.start();
    await until('Redis is up', () => redisState() === 'up');
    expect(handled).not.toContain(id);
    worker = startWorker({ jobs: [], consumers: [collector] });
    await until('the event is consumed', () => handled.includes(id), 20_000);
    expect(handled.filter((known) => known === id)).toHaveLength(1);
  });

  test('KDS-02 with Redis stopped, and with Redis hanging, a sale takes less than 2 s and its ticket arrives', async () => {
    const shop = await openShop(tenant);
    const screen = await listen(app.baseUrl, tenant.token);
    const sell = async () => {
      const started = performance.now();
      const { status, body } = await tenant.api('POST', '/orders', {
        outletId: tenant.outletId,
        type: 'TAKEAWAY',
        items: [{ productId: shop.rice, quantity: 1 }],
        submit: true,
        payments: [{ method: 'CASH', amount: 27_500, tendered: 30_000 }],
      });
      expect(status).toBe(201);
      expect(performance.now() - started).toBeLessThan(2_000);
      return body.data.id as string;
    };
    const hasTicket = (orderId: string) =>
      screen.events.some(
        ({ type, data }) =>
          type === 'kitchen.ticket.created' && (data as { orderId: string }).orderId === orderId,
      );

    redis.freeze();
    const whileHanging = await sell();
    await until('its ticket', () => hasTicket(whileHanging));
    redis.thaw();
    await until('Redis is up', () => redisState() === 'up');

    await redis.kill();
    const whileStopped = await sell();
    await until('its ticket', () => hasTicket(whileStopped));
    await redis.start();
    await until('Redis is up', () => redisState() === 'up');
    screen.close();
  });

  test('OBS-01 without Redis the service is ready and says degraded; sign-in works', async () => {
    await redis.kill();
    await until('its absence is noticed', () => redisState() === 'down');
    const ready = await app.api('GET', '/api/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({
      status: 'degraded',
      checks: { database: { status: 'ok' }, redis: { state: 'down' } },
    });
    const { status } = await app.api('POST', '/auth/login', {
      email: tenant.email,
      password: tenant.password,
    });
    expect(status).toBe(200);
    await redis.start();
    await until(
      'it is noticed',
      async () => (await app.api('GET', '/api/ready')).body.status === 'ok',
      5_000,
    );
  });

  test('JOB-02 the cache falls through to its source while Redis is away and forgets on demand', async () => {
    let loads = 0;
    const key = cacheKey('test', uuidv7());
    const load = async () => ({ loads: (loads += 1) });
    expect(await cached(key, 60, load)).toEqual({ loads: 1 });
    expect(await cached(key, 60, load)).toEqual({ loads: 1 });
    await invalidate(key);
    expect(await cached(key, 60, load)).toEqual({ loads: 2 });
    await redis.kill();
    await until('its absence is noticed', () => redisState() === 'down');
    expect(await cached(key, 60, load)).toEqual({ loads: 3 });
    await redis.start();
    await until('Redis is up', () => redisState() === 'up');
  });
});
