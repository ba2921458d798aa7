import { closeSync, openSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { toProblem } from '../../src/app/error-handler';
import { routes } from '../../src/app/routes';
import { rolePassword } from '../../src/platform/config';
import type { Route } from '../../src/platform/http';
import { openShop } from '../factories/selling';
import type { Shop } from '../factories/selling';
import { sample } from '../isolation/sample';
import { adminUrl, createDatabase, startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { openProxy } from './proxy';
import type { Proxy } from './proxy';
import { startService } from './service';
import type { Service } from './service';
import { until } from './until';

let app: TestApp;
let proxy: Proxy;
let tenant: TestTenant;
let shop: Shop;
let urls: { databaseAppUrl: string; databasePlatformUrl: string };
const services: Service[] = [];

beforeAll(async () => {
  const database = await createDatabase();
  const direct = new URL(adminUrl(database));
  proxy = await openProxy(Number(direct.port));
  const through = (role: string) => {
    const url = new URL(direct);
    url.port = String(proxy.port);
    url.username = role;
    url.password = rolePassword(adminUrl(database), role);
    return url.toString();
  };
  urls = { databaseAppUrl: through('meja_app'), databasePlatformUrl: through('meja_platform') };
  app = await startTestApp(urls, database);
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
});
afterAll(async () => {
  proxy.pass();
  for (const service of services) await service.end('SIGKILL');
  await app.stop();
  await proxy.close();
});

const sale = (id: string = uuidv7()) => ({
  id,
  outletId: tenant.outletId,
  type: 'TAKEAWAY',
  items: [{ productId: shop.cracker, quantity: 1 }],
  payments: [{ method: 'CASH', amount: 8_300 }],
});

async function sell(baseUrl: string, patienceMs: number, body = sale()): Promise<number> {
  const answer = await fetch(`${baseUrl}/api/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => null);
  return answer?.status ?? 0;
}

const env = () => ({
  DATABASE_APP_URL: urls.databaseAppUrl,
  DATABASE_PLATFORM_URL: urls.databasePlatformUrl,
});
const start = async (...args: Parameters<typeof startService>) => {
  const service = await startService(...args);
  services.push(service);
  return service;
};

describe('F-32 connections that swallow what is sent', () => {
  test('F-32 OBS-01 are noticed by readiness, thrown away and replaced: the same sale goes through within seconds', async () => {
    expect(await sell(app.baseUrl, 5_000)).toBe(201);
    proxy.silence();
    expect(proxy.silent()).toBeGreaterThan(0);
    expect((await app.api('GET', '/api/health/ready')).status).toBe(503);
    const body = sale();
    await until('the sale goes through', async () => (await sell(app.baseUrl, 2_000, body)) === 201, 25_000);
    await until('no silent connection is held', () => proxy.silent() === 0, 25_000);
    expect((await app.api('GET', '/api/health/ready')).status).toBe(200);
    const stored = await app.sql('SELECT FROM orders WHERE id = $1', [body.id]);
    expect(stored).toHaveLength(1);
  }, 60_000);

  test('F-32 DEP-05 do not keep a process from ending in time', async () => {
    const api = await start('api', app.database, env());
    expect(await sell(api.baseUrl, 10_000)).toBe(201);
    proxy.silence();
    const cut = sell(api.baseUrl, 30_000);
    const asked = performance.now();
    await api.end('SIGTERM');
    expect(performance.now() - asked).toBeLessThan(15_000);
    expect(await cut).not.toBe(201);
  }, 60_000);
});

describe('F-34 a database that is not there', () => {
  test('F-34 DEP-07 is waited for at the start, which says so, and then the process opens', async () => {
    proxy.refuse();
    const api = await start('api', app.database, env(), { sign: 'waiting for the database' });
    const live = await fetch(`${api.baseUrl}/api/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok', waitingFor: 'database' }]);
    const ready = await fetch(`${api.baseUrl}/api/health/ready`);
    expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await ready.json()).toMatchObject({ status: 503, code: 'unavailable' });
    proxy.pass();
    await until('it has opened', () => api.output().includes('"message":"started"'), 20_000);
    expect(await sell(api.baseUrl, 10_000)).toBe(201);
    expect(await api.end('SIGTERM')).toBe(0);
  }, 60_000);

  test('F-34 a process that waits ends when it is told to', async () => {
    proxy.refuse();
    const api = await start('api', app.database, env(), { sign: 'waiting for the database' });
    expect(await api.end('SIGTERM')).toBe(0);
    proxy.pass();
  }, 60_000);
});

describe('F-35 a full disk', () => {
  test('F-35 costs lines of the log, never the process', async () => {
    const full = openSync('/dev/full', 'w');
    const api = await start(
      'all',
      app.database,
      { ...env(), LOG_LEVEL: 'debug' },
      { stdio: ['ignore', full, full], sign: null },
    );
    closeSync(full);
    expect(await sell(api.baseUrl, 10_000)).toBe(201);
    const metrics = await (await fetch(`${api.baseUrl}/api/metrics`)).text();
    expect(Number(/^log_lines_lost (\d+)/m.exec(metrics)?.[1])).toBeGreaterThan(0);
    expect(await sell(api.baseUrl, 10_000)).toBe(201);
    expect(await api.end('SIGTERM')).toBe(0);
  }, 60_000);

  test('F-35 of the database is a 503 that says what to do', () => {
    const error = Object.assign(new Error('could not extend file'), { code: '53100' });
    const behindPrisma = {
      code: 'P2010',
      meta: { driverAdapterError: { cause: { originalCode: '53100' } } },
    };
    for (const each of [error, behindPrisma])
      expect(toProblem(each)).toMatchObject({ code: 'storage_full', headers: { 'Retry-After': '30' } });
  });
});

const labelled = routes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);

/** Calls a route with a body that passes its checks; the status. */
async function call(route: Route): Promise<number> {
  const known = { outletId: tenant.outletId, from: '2026-01-01', to: '2026-01-31', groupBy: 'day' };
  const query = Object.entries(route.query ?? {})
    .filter(([name, field]) => name === 'outletId' || !field.isOptional)
    .map(([name, field]) => `${name}=${encodeURIComponent(String(sample(field.json, known, name)))}`);
  const path = route.path.replace(/:\w+/g, () => uuidv7()) + (query.length ? `?${query.join('&')}` : '');
  const body = route.body ? sample(route.body.json, known) : undefined;
  return (await tenant.api(route.method.toUpperCase(), path, body)).status;
}

describe('F-36 a database that is away', () => {
  afterEach(() => proxy.pass());

  test('F-36 is a 503 on every route that needs it, never a fault', async () => {
    proxy.refuse();
    const answers = [];
    for (const [label, route] of labelled) answers.push({ label, status: await call(route) });
    expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([]);
    const needing = answers.filter(({ status }) => status === 503);
    expect(needing.length).toBeGreaterThan(labelled.length * 0.8);
    proxy.pass();
    await until('it sells again', async () => (await sell(app.baseUrl, 5_000)) === 201, 15_000);
  }, 120_000);

  test.each([0, 1, 2, 3])(
    'F-36 broken off after %i messages is no fault on any route either',
    async (messages) => {
      const faults = [];
      for (const [label, route] of labelled) {
        // Signing out would end the session that the others need.
        if (label.includes('/auth/logout') || label.includes('/auth/sessions')) continue;
        proxy.breakAfter(messages);
        const status = await call(route);
        proxy.pass();
        if (status === 500) faults.push(label);
      }
      expect(faults).toEqual([]);
      await until('it sells again', async () => (await sell(app.baseUrl, 5_000)) === 201, 15_000);
    },
    120_000,
  );
});
