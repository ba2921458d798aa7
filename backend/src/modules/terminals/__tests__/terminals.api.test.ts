import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp } from '../../../../test/setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const seen = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);

test('AUTH-02 a terminal is registered to an outlet, its token told once and kept as a digest', async () => {
  const { api, outletId, tenantId } = await app.registerTenant();
  const key = { 'idempotency-key': uuidv7() };
  const body = { name: 'Kasir depan', outletId };
  const made = await api('POST', '/terminals', body, key);
  const { terminalToken, ...shown } = made.body.data as { terminalToken: string; id: string };
  expect(made.status).toBe(201);
  expect(terminalToken).toMatch(/^[\w-]{43}$/);
  expect((await api('POST', '/terminals', body, key)).body.data).toEqual({ ...shown, terminalToken: null });
  expect((await api('GET', '/terminals')).body.data).toEqual([shown]);
  expect((await api('GET', `/terminals/${shown.id}`)).body.data).toEqual(shown);
  const kept = await app.sql<{ row: string }>(
    `SELECT t::text AS row FROM terminals t WHERE tenant_id = $1
     UNION ALL SELECT k::text FROM idempotency_keys k WHERE tenant_id = $1
     UNION ALL SELECT a::text FROM audit_log a WHERE tenant_id = $1`,
    [tenantId],
  );
  expect(kept.filter(({ row }) => row.includes(terminalToken))).toEqual([]);
});

test('AUTH-02 it is renamed, moved and revoked, each in the log; a stale version is refused', async () => {
  const { api, outletId } = await app.registerTenant();
  const second = await api('POST', '/outlets', { name: 'Cabang' });
  const { id } = (await api('POST', '/terminals', { name: 'Satu', outletId })).body.data as { id: string };
  const renamed = await api('PATCH', `/terminals/${id}`, { name: 'Bar' });
  expect(renamed.body.data).toMatchObject({ name: 'Bar', outletId, version: 2 });
  const moved = await api('PATCH', `/terminals/${id}`, { outletId: second.body.data.id, version: 2 });
  expect(moved.body.data).toMatchObject({ name: 'Bar', outletId: second.body.data.id, version: 3 });
  expect(seen(await api('PATCH', `/terminals/${id}`, { name: 'Lagi', version: 2 }))).toEqual([
    412,
    'version_conflict',
  ]);
  expect(seen(await api('DELETE', `/terminals/${id}`, undefined, { 'if-match': '"2"' }))).toEqual([
    412,
    'version_conflict',
  ]);
  expect((await api('DELETE', `/terminals/${id}`, undefined, { 'if-match': '"3"' })).status).toBe(204);
  expect(seen(await api('GET', `/terminals/${id}`))).toEqual([404, 'not_found']);
  expect((await api('GET', '/terminals')).body.data).toEqual([]);
  const log = await api('GET', '/audit-log?limit=100');
  const actions = (log.body.data as { action: string }[]).map(({ action }) => action);
  expect(actions.filter((action) => action.startsWith('terminal.')).sort()).toEqual([
    'terminal.change',
    'terminal.change',
    'terminal.register',
    'terminal.revoke',
  ]);
});

test('AUTH-02 ISO-02 two businesses may choose one id, and neither reaches the other’s', async () => {
  const [one, two] = [await app.registerTenant(), await app.registerTenant()];
  const id = uuidv7();
  const body = (outletId: string) => ({ id, name: 'Sama', outletId });
  const made = await one.api('POST', '/terminals', body(one.outletId));
  expect(seen(await two.api('POST', '/terminals', body(one.outletId)))).toEqual([404, 'not_found']);
  expect((await two.api('POST', '/terminals', body(two.outletId))).status).toBe(201);
  expect(seen(await one.api('POST', '/terminals', body(one.outletId)))).toEqual([409, 'duplicate']);
  expect((await two.api('DELETE', `/terminals/${id}`)).status).toBe(204);
  const { terminalToken } = made.body.data as { terminalToken: string };
  const shown = await app.api('POST', '/terminals/people', { terminalToken });
  expect([shown.status, shown.body.data.outlet.id]).toEqual([200, one.outletId]);
});

test('AUTH-02 who is limited to an outlet registers there and sees no other', async () => {
  const { api, outletId, staff } = await app.registerTenant();
  const second = await api('POST', '/outlets', { name: 'Cabang' });
  const there = second.body.data.id as string;
  const limited = await staff('ADMIN_TENANT', { outletIds: [there] });
  await api('POST', '/terminals', { name: 'Pusat', outletId });
  expect(seen(await limited.api('POST', '/terminals', { name: 'x', outletId }))).toEqual([404, 'not_found']);
  const own = await limited.api('POST', '/terminals', { name: 'Cabang', outletId: there });
  expect(own.status).toBe(201);
  const moved = await limited.api('PATCH', `/terminals/${own.body.data.id}`, { outletId });
  expect(seen(moved)).toEqual([404, 'not_found']);
  const listed = await limited.api('GET', '/terminals');
  expect(listed.body.data.map(({ name }: { name: string }) => name)).toEqual(['Cabang']);
});
