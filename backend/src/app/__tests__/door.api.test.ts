import express from 'express';
import { startTestApp } from '../../../test/setup';
import type { TestApp, TestTenant } from '../../../test/setup';
import { catalogFactory } from '../../../test/factories/catalog';
import { forgetAccess } from '../../modules/auth';
import { addressOf } from '../../platform/http';
import { routes } from '../routes';

let app: TestApp;
let one: TestTenant;
let two: TestTenant;

const HOT = ['/menu', '/settings', '/auth/me', '/stations', '/categories', '/outlets'];
const pathOf = (path: string, { outletId }: TestTenant) =>
  path === '/menu' ? `/menu?outletId=${outletId}` : path;

beforeAll(async () => {
  app = await startTestApp();
  [one, two] = [await app.registerTenant(), await app.registerTenant({ businessName: 'Kedai Lain' })];
});
afterAll(() => app.stop());

/** The answer of the pipeline: HEAD is what memory does not answer, and a header makes the memory pass by. */
const byPipeline = (tenant: TestTenant, path: string, headers: Record<string, string> = {}) =>
  tenant.api('GET', path, undefined, { origin: app.baseUrl, ...headers });

const OF_ORIGIN = /^(?:access-control-allow-origin|date|x-request-id|.*ratelimit.*|keep-alive)$/;
const headersOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => !OF_ORIGIN.test(name)));

test('PERF-02 these reads are answered from memory, and no others', () => {
  expect(
    routes
      .filter(({ held }) => held)
      .map(({ path }) => path)
      .sort(),
  ).toEqual([...HOT].sort());
});

test.each(HOT)('PERF-02 %s from memory is what the pipeline answers, headers and all', async (path) => {
  for (const tenant of [one, two]) {
    const first = await byPipeline(tenant, pathOf(path, tenant));
    const held = await tenant.api('GET', pathOf(path, tenant));
    expect([held.status, held.text]).toEqual([200, first.text]);
    expect(headersOf(held.headers)).toEqual(headersOf(first.headers));
    const ifNoneMatch = { 'if-none-match': held.headers.get('etag')! };
    const known = await tenant.api('GET', pathOf(path, tenant), undefined, ifNoneMatch);
    const knownByPipeline = await byPipeline(tenant, pathOf(path, tenant), ifNoneMatch);
    expect([known.status, known.text, knownByPipeline.status]).toEqual([304, '', 304]);
    expect(headersOf(known.headers)).toEqual(headersOf(knownByPipeline.headers));
    expect(known.headers.get('ratelimit')).toMatch(/^"user";r=\d+;t=\d+$/);
    const given = await tenant.api('GET', pathOf(path, tenant), undefined, { 'x-request-id': 'kasir-1' });
    expect(given.headers.get('x-request-id')).toBe('kasir-1');
  }
});

test('ISO-03 PERF-02 two businesses that chose the same ids read their own, and no ETag opens the other’s', async () => {
  const id = '018f3c1e-7b6a-7c3d-9e2f-0000000000aa';
  for (const [tenant, name] of [
    [one, 'Satu'],
    [two, 'Dua'],
  ] as const) {
    await tenant.api('POST', '/stations', { id, name: `Dapur ${name}` });
    await tenant.api('POST', '/categories', { id, name: `Minuman ${name}` });
    await tenant.api('POST', '/outlets', { id, name: `Cabang ${name}` });
  }
  for (const path of ['/stations', '/categories', '/outlets', `/menu?outletId=${id}`]) {
    for (const round of ['first', 'from memory']) {
      const [ofOne, ofTwo] = [await one.api('GET', path), await two.api('GET', path)];
      expect([round, ofOne.text.includes('Satu'), ofOne.text.includes('Dua')]).toEqual([round, true, false]);
      expect([round, ofTwo.text.includes('Dua'), ofTwo.text.includes('Satu')]).toEqual([round, true, false]);
      const stolen = { 'if-none-match': ofOne.headers.get('etag')! };
      expect((await two.api('GET', path, undefined, stolen)).status).toBe(200);
    }
  }
});

test('ISO-03 PERF-02 somebody who works in one outlet is not shown what memory holds for another', async () => {
  const far = (await one.api('POST', '/outlets', { name: 'Cabang Jauh' })).body.data as { id: string };
  await one.api('POST', '/stations', { name: 'Dapur Jauh', outletId: far.id });
  await one.api('GET', '/stations');
  await one.api('GET', '/outlets');
  const near = await one.staff('CASHIER', { outletIds: [one.outletId] });
  const there = await one.staff('CASHIER', { outletIds: [far.id] });
  for (const _round of [1, 2]) {
    expect((await near.api('GET', '/stations')).text).not.toContain('Dapur Jauh');
    expect((await there.api('GET', '/stations')).text).toContain('Dapur Jauh');
    expect((await near.api('GET', '/outlets')).text).not.toContain('Cabang Jauh');
    expect((await near.api('GET', `/menu?outletId=${far.id}`)).status).toBe(404);
    expect((await there.api('GET', `/menu?outletId=${far.id}`)).status).toBe(200);
    expect((await near.api('GET', '/categories')).status).toBe(
      (await byPipeline({ ...one, api: near.api }, '/categories')).status,
    );
    expect((await near.api('GET', '/auth/me')).text).not.toBe((await there.api('GET', '/auth/me')).text);
  }
});

test('PERF-02 every change is in the next answer at once', async () => {
  const read = async (path: string) => (await one.api('GET', path)).text;
  const station = (await one.api('POST', '/stations', { name: 'Bar Lama' })).body.data as { id: string };
  expect(await read('/stations')).toContain('Bar Lama');
  await one.api('PATCH', `/stations/${station.id}`, { name: 'Bar Baru' });
  expect(await read('/stations')).toContain('Bar Baru');
  await one.api('DELETE', `/stations/${station.id}`);
  expect(await read('/stations')).not.toContain('Bar Baru');
  const category = await catalogFactory(one.api).category({ name: 'Kue Lama' });
  expect(await read('/categories')).toContain('Kue Lama');
  await one.api('PATCH', `/categories/${category.id}`, { name: 'Kue Baru' });
  expect(await read('/categories')).toContain('Kue Baru');
  await one.api('PATCH', '/settings', { receiptFooter: 'Terima kasih' });
  expect(await read('/settings')).toContain('Terima kasih');
  await one.api('PATCH', `/outlets/${one.outletId}`, { name: 'Pusat Baru' });
  expect(await read('/outlets')).toContain('Pusat Baru');
  expect(await read('/auth/me')).toContain('Kedai Contoh');
  await one.api('PATCH', '/settings', { businessName: 'Kedai Berganti' });
  expect(await read('/auth/me')).toContain('Kedai Berganti');
});

test('AUTH-04 PERF-02 an ended session, a changed role and another plan bite in what memory holds', async () => {
  const staff = await one.staff('SUPERVISOR');
  for (const _round of [1, 2])
    expect((await staff.api('GET', '/auth/me')).body.data.user.role).toBe('SUPERVISOR');
  await one.api('PATCH', `/users/${staff.userId}`, { role: 'KITCHEN' });
  const after = await staff.api('GET', '/auth/me');
  expect([200, 401]).toContain(after.status);
  if (after.status === 200) expect(after.body.data.user.role).toBe('KITCHEN');
  const leaver = await one.staff('CASHIER');
  for (const _round of [1, 2]) expect((await leaver.api('GET', '/stations')).status).toBe(200);
  await one.api('DELETE', `/users/${leaver.userId}`);
  for (const path of ['/stations', '/auth/me', `/menu?outletId=${one.outletId}`])
    expect((await leaver.api('GET', path)).status).toBe(401);
  await app.sql('UPDATE sessions SET revoked_at = now() WHERE tenant_id = $1', [two.tenantId]);
  expect((await two.api('GET', '/settings')).status).toBe(200);
  forgetAccess();
  expect((await two.api('GET', '/settings')).status).toBe(401);
});

test('INT-01 PERF-02 what is unusual is the pipeline’s: a wrong query, another method, a path of another spelling', async () => {
  await one.api('GET', '/stations');
  expect((await one.api('GET', '/stations?nothing=1')).status).toBe(422);
  expect((await one.api('GET', '/stations?limit=0')).status).toBe(422);
  expect((await one.api('GET', '/stations?limit=1&limit=2')).status).toBe(422);
  expect((await one.api('GET', '/stations/')).status).toBe(404);
  expect((await one.api('PUT', '/stations', {})).status).toBe(405);
  expect((await app.api('GET', '/stations')).status).toBe(401);
  const page = await one.api('GET', '/stations?limit=1');
  expect(page.body.data).toHaveLength(1);
  const next = await one.api('GET', `/stations?limit=1&cursor=${page.body.meta.nextCursor as string}`);
  expect(next.status).toBe(200);
  expect(next.body.data[0]?.id).not.toBe(page.body.data[0].id);
});

test.each([
  ['nobody', false, undefined],
  ['nobody', false, '203.0.113.9'],
  ['one proxy', 1, '203.0.113.9'],
  ['one proxy', 1, '198.51.100.7, 203.0.113.9'],
  ['two proxies', 2, ' 198.51.100.7 ,203.0.113.9'],
  ['everybody', true, '192.0.2.1, 198.51.100.7, 203.0.113.9'],
  ['loopback', 'loopback', '198.51.100.7, 203.0.113.9'],
])('SEC-02 trusting %s, an address is the one that Express knows (%s, %s)', (_who, trust, said) => {
  const server = express().set('trust proxy', trust);
  const req = Object.assign(Object.create(server.request) as express.Request, {
    socket: { remoteAddress: '127.0.0.1' },
    headers: { ...(said !== undefined && { 'x-forwarded-for': said }) },
    connection: { remoteAddress: '127.0.0.1' },
    app: server,
  });
  expect(addressOf(req, server.get('trust proxy fn') as never)).toBe(req.ip);
});
