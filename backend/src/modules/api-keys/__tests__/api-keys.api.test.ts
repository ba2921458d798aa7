import { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { CreatedApiKeyDto } from '@meja/domain';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp } from '../../../../test/setup';
import { forgetSubscription } from '../../subscriptions';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const seen = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);
const by =
  (key: string | null): Caller =>
  (method, path, body, headers) =>
    app.api(method, path, body, { 'x-api-key': key ?? '', ...headers });

async function makeKey(api: Caller, scopes: string[], more: object = {}): Promise<CreatedApiKeyDto> {
  const { status, body, text } = await api('POST', '/api-keys', { name: 'Toko daring', scopes, ...more });
  if (status !== 201) throw new Error(text);
  return body.data as CreatedApiKeyDto;
}

test('AUTH-10 a key is told once, kept as a digest, and opens its scopes alone, in its own business', async () => {
  const tenant = await app.registerTenant();
  const other = await app.registerTenant();
  const once = { 'idempotency-key': uuidv7() };
  const body = { name: 'Toko daring', scopes: ['outlet:read', 'order:read'] };
  const made = await tenant.api('POST', '/api-keys', body, once);
  const { key, ...shown } = made.body.data as CreatedApiKeyDto;
  expect(key).toMatch(/^meja_[\w-]{43}$/);
  expect(shown).toMatchObject({ prefix: key!.slice(0, 12), createdBy: 'Rina', lastUsedAt: null });
  const again = await tenant.api('POST', '/api-keys', body, once);
  expect(again.body.data).toEqual({ ...shown, key: null });
  const tables = await app.sql<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  for (const { name } of tables) {
    const rows = await app.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    expect([name, rows.some(({ row }) => row.includes(key!))]).toEqual([name, false]);
  }
  const program = by(key);
  const outlets = await program('GET', '/outlets');
  expect(outlets.body.data.map(({ id }: { id: string }) => id)).toEqual([tenant.outletId]);
  expect(seen(await program('GET', `/outlets/${other.outletId}`))).toEqual([404, 'not_found']);
  for (const path of ['/users', '/auth/me', '/auth/sessions', '/api-keys', '/settings'])
    expect([path, ...seen(await program('GET', path))]).toEqual([path, 403, 'forbidden']);
  const listed = await tenant.api('GET', '/api-keys');
  expect(Date.parse(listed.body.data[0].lastUsedAt)).toBeGreaterThan(0);
  expect(listed.text).not.toContain(key);
});

test('AUTH-10 what no key can have, or its maker does not hold, is refused', async () => {
  const { api } = await app.registerTenant();
  for (const scopes of [
    ['profile:manage'],
    ['platform:tenants'],
    ['api-key:manage'],
    ['order:read', 'order:read'],
    [],
    ['order:fly'],
  ])
    expect(seen(await api('POST', '/api-keys', { name: 'x', scopes }))).toEqual([422, 'validation_failed']);
});

test('AUTH-10 a key that is wrong, revoked or another’s opens nothing', async () => {
  const [one, two] = [await app.registerTenant(), await app.registerTenant()];
  const id = uuidv7();
  const { key } = await makeKey(one.api, ['outlet:read'], { id });
  const twin = await makeKey(two.api, ['outlet:read'], { id });
  for (const wrong of ['x', `meja_${'a'.repeat(43)}`, `${key}a`, key!.toUpperCase()])
    expect(seen(await by(wrong)('GET', '/outlets'))).toEqual([401, 'unauthenticated']);
  expect((await by(key)('GET', '/outlets')).status).toBe(200);
  expect((await by(twin.key)('GET', '/outlets')).status).toBe(200);
  expect((await two.api('DELETE', `/api-keys/${id}`)).status).toBe(204);
  expect(seen(await by(twin.key)('GET', '/outlets'))).toEqual([401, 'unauthenticated']);
  expect((await by(key)('GET', '/outlets')).body.data[0].id).toBe(one.outletId);
  expect(seen(await two.api('DELETE', `/api-keys/${id}`))).toEqual([404, 'not_found']);
  const log = await two.api('GET', '/audit-log?limit=100');
  const actions = (log.body.data as { action: string }[]).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['api_key.create', 'api_key.revoke']));
});

test('AUTH-10 a key never holds more than its maker does now, and ends with them', async () => {
  const tenant = await app.registerTenant();
  const admin = await tenant.staff('ADMIN_TENANT');
  const { key } = await makeKey(admin.api, ['outlet:read', 'settings:read']);
  const program = by(key);
  expect((await program('GET', '/settings')).status).toBe(200);
  const revoked = await tenant.api('PATCH', `/users/${admin.userId}`, { revokes: ['settings:read'] });
  expect(revoked.status).toBe(200);
  expect(seen(await program('GET', '/settings'))).toEqual([403, 'forbidden']);
  expect((await program('GET', '/outlets')).status).toBe(200);
  expect((await tenant.api('PATCH', `/users/${admin.userId}`, { active: false })).status).toBe(200);
  expect(seen(await program('GET', '/outlets'))).toEqual([401, 'unauthenticated']);
});

test('AUTH-10 a key that was used is not looked up again, and what it does is logged under its name', async () => {
  const tenant = await app.registerTenant();
  const { key } = await makeKey(tenant.api, ['outlet:read', 'outlet:create', 'outlet:manage']);
  const program = by(key);
  expect((await program('GET', '/outlets')).status).toBe(200);
  // The use of before is noted beside the answer.
  expect((await tenant.api('GET', '/api-keys')).body.data[0].lastUsedAt).not.toBeNull();
  const asked = jest.spyOn(Pool.prototype, 'query');
  for (let n = 0; n < 5; n += 1) expect((await program('GET', '/outlets')).status).toBe(200);
  const names = asked.mock.calls.map(([query]) => (query as unknown as { name?: string }).name);
  expect(names.filter((name) => name?.startsWith('api_key'))).toEqual([]);
  asked.mockRestore();
  const once = { 'idempotency-key': uuidv7() };
  const made = await program('POST', '/outlets', { name: 'Cabang' }, once);
  expect(made.status).toBe(201);
  const again = await program('POST', '/outlets', { name: 'Cabang' }, once);
  expect([again.headers.get('idempotent-replayed'), again.text]).toEqual(['true', made.text]);
  const log = await tenant.api('GET', '/audit-log?limit=1');
  expect(log.body.data[0]).toMatchObject({ action: 'outlet.create', actorName: 'Toko daring' });
});

test('AUTH-10 SAAS-04 a plan without the API makes no keys, and its keys open nothing', async () => {
  const tenant = await app.registerTenant();
  const { key } = await makeKey(tenant.api, ['outlet:read']);
  await app.sql("UPDATE tenants SET plan = 'BASIC' WHERE id = $1", [tenant.tenantId]);
  forgetSubscription(tenant.tenantId);
  expect(seen(await by(key)('GET', '/outlets'))).toEqual([403, 'feature_not_in_plan']);
  expect(seen(await tenant.api('POST', '/api-keys', { name: 'x', scopes: ['outlet:read'] }))).toEqual([
    403,
    'feature_not_in_plan',
  ]);
});
