import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { startWorker } from '../../src/app/worker';
import { openShop } from '../factories/selling';
import { config } from '../../src/platform/config';
import { adminUrl, startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { happen } from './events';
import { listen } from './listener';
import { startService } from './service';
import type { Service } from './service';
import { until } from './until';

describe('processes that end', () => {
  let app: TestApp;
  let tenant: TestTenant;
  const services: Service[] = [];

  const start = async (...args: Parameters<typeof startService>) => {
    const service = await startService(...args);
    services.push(service);
    return service;
  };

  beforeAll(async () => {
    app = await startTestApp();
    tenant = await app.registerTenant();
  });
  afterAll(async () => {
    for (const service of services) await service.end('SIGKILL');
    await app.stop();
  });

  test('JOB-02 the API is killed between the commit and telling anybody: the event arrives all the same', async () => {
    const screen = await listen(app.baseUrl, tenant.token);
    const api = await start('api', app.database);
    const made = await fetch(`${api.baseUrl}/api/v1/stations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Dapur panas', outletId: tenant.outletId }),
    });
    expect(made.status).toBe(201);
    const id = await happen(tenant);
    await api.end('SIGKILL');
    const unpublished = await app.sql('SELECT FROM outbox WHERE published_seq IS NULL');
    expect(unpublished.length).toBeGreaterThan(0);
    expect(screen.events).toHaveLength(0);
    const worker = startWorker();
    await until('the event has come', () => screen.ids().includes(id));
    await worker.close();
    screen.close();
  });

  test('JOB-02 the API is killed amid orders and asked again: one order each, every ticket on the screen', async () => {
    const shop = await openShop(tenant);
    const screen = await listen(app.baseUrl, tenant.token);
    const first = await start('api', app.database);
    const orders = Array.from({ length: 30 }, () => ({ id: uuidv7(), key: uuidv7() }));
    const submit = (baseUrl: string, { id, key }: { id: string; key: string }) =>
      fetch(`${baseUrl}/api/v1/orders`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tenant.token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify({
          id,
          outletId: tenant.outletId,
          type: 'TAKEAWAY',
          items: [{ productId: shop.rice, quantity: 1 }],
          submit: true,
        }),
      });
    // However quick it is, one of them is still under way: somebody holds what its order locks.
    const holder = new Client({ connectionString: adminUrl(app.database) });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query("SELECT pg_advisory_xact_lock(hashtextextended($1 || ':order:' || $2, 0))", [
      tenant.tenantId,
      orders.at(-1)!.id,
    ]);
    const asked = orders.map((order) =>
      submit(first.baseUrl, order).then(
        (r) => r.status,
        () => 'cut off',
      ),
    );
    await Promise.race(asked);
    await first.end('SIGKILL');
    await holder.query('ROLLBACK');
    await holder.end();
    expect(await Promise.all(asked)).toContain('cut off');

    const second = await start('all', app.database);
    for (const order of orders) {
      const again = await submit(second.baseUrl, order).catch((error: unknown) => {
        throw new Error(`the second process does not answer:\n${second.output()}`, { cause: error });
      });
      expect(again.status).toBe(201);
    }
    const ids = orders.map(({ id }) => id);
    const kept = await app.sql<{ id: string }>('SELECT id FROM orders WHERE id = ANY($1)', [ids]);
    expect(kept.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const ticketed = () =>
      screen.events
        .filter(({ type }) => type === 'kitchen.ticket.created')
        .map(({ data }) => (data as { orderId: string }).orderId);
    await until('all tickets', () => ids.every((id) => ticketed().includes(id)));
    expect(ticketed().sort()).toEqual([...ids].sort());
    await second.end('SIGTERM');
    screen.close();
  });

  test('JOB-02 a worker killed at work is followed by another, which leaves nothing out', async () => {
    const screen = await listen(app.baseUrl, tenant.token);
    const first = await start('worker', app.database);
    const made = [await happen(tenant)];
    // Sooner than the screen's process looks for itself: the worker's announcement came through Redis.
    await until('the first event', () => screen.events.length === 1, 2_000);
    const rest = Promise.all(Array.from({ length: 40 }, () => happen(tenant)));
    await first.end('SIGKILL');
    made.push(...(await rest));
    await start('worker', app.database);
    await until('all events', () => screen.events.length >= made.length, 15_000);
    expect([...screen.ids()].sort()).toEqual([...made].sort());
    screen.close();
  });

  test('JOB-03 on SIGTERM requests at hand are answered, sockets close and the process ends with 0', async () => {
    const all = await start('all', app.database);
    const screen = await listen(all.baseUrl, tenant.token);
    // Password hashing takes its time: these are at work when the signal comes.
    const asked = Array.from({ length: 6 }, () =>
      fetch(`${all.baseUrl}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: tenant.email, password: tenant.password }),
      }),
    );
    await Promise.race(asked);
    const started = performance.now();
    const code = await all.end('SIGTERM');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(code).toBe(0);
    for (const answer of await Promise.all(asked)) expect(answer.status).toBe(200);
    await until('the screen notices', () => !screen.socket.connected);
    await expect(fetch(`${all.baseUrl}/api/health/live`)).rejects.toThrow();
    screen.close();
  });

  test('OBS-01 a setting that can not be is told in one sentence, with exit code 78', async () => {
    const wrong = await start('api', app.database, { PORT: 'delapan' });
    expect(await wrong.exited).toBe(78);
    expect(wrong.output().trim()).toBe('PORT must be a whole number of at least 0, not "delapan".');
    const port = new URL(app.baseUrl).port;
    const taken = await start('api', app.database, { PORT: port });
    expect(await taken.exited).toBe(78);
    expect(taken.output()).toContain(`PORT ${port} is taken`);
  });

  test('F-49 in production a process that is handed the administrator of the database says so and forgets it', async () => {
    const production = { NODE_ENV: 'production', JWT_SECRET: 'q8Zr3xW1vK9mT5nB7yL2pD4hF6jS0aGcUeRiOt' };
    const handed = await start('api', app.database, production);
    expect(handed.output()).toContain('DATABASE_URL names the administrator');
    const { databaseAppUrl, databasePlatformUrl } = config();
    const roles = {
      DATABASE_URL: '',
      DATABASE_APP_URL: databaseAppUrl,
      DATABASE_PLATFORM_URL: databasePlatformUrl,
    };
    const restricted = await start('api', app.database, { ...production, ...roles });
    expect(restricted.output()).toContain('"message":"started"');
    expect(restricted.output()).not.toContain('DATABASE_URL');
    const superuser = { ...production, ...roles, DATABASE_PLATFORM_URL: adminUrl(app.database) };
    const refused = await start('worker', app.database, superuser);
    expect(await refused.exited).toBe(78);
    expect(refused.output()).toContain('superuser');
  }, 120_000);
});
