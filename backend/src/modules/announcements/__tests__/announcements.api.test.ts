import { v7 as uuidv7 } from 'uuid';
import { io } from 'socket.io-client';
import { until } from '../../../../test/faults/until';
import { jobs } from '../../../app/worker';
import { purgeDismissals } from '../../../platform/queue';
import { startWithSuperAdmin } from '../../../../test/factories/super-admin';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { givePlan } from '../../subscriptions';

let app: TestApp;
let admin: Caller;
beforeAll(async () => {
  ({ app, admin } = await startWithSuperAdmin());
});
afterAll(() => app.stop());

const HOUR = 3_600_000;
const time = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
const wish = (more: object = {}) => ({
  kind: 'MAINTENANCE',
  text: { id: 'Pemeliharaan pukul 02.00', en: 'Maintenance at 2 a.m.' },
  from: time(-1),
  until: time(2),
  audience: 'ALL',
  plans: [],
  tenantIds: [],
  readers: 'EVERYBODY',
  ...more,
});
const say = async (more: object = {}) => {
  const answer = await admin('POST', '/admin/announcements', wish(more));
  expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  return answer.body.data as { id: string };
};
const end = ({ id }: { id: string }) => admin('POST', `/admin/announcements/${id}/end`);
const heard = async (api: Caller) =>
  (await api('GET', '/auth/me')).body.data.announcements.map(({ id }: { id: string }) => id) as string[];
const verdict = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);
const paths = ({ body }: ApiAnswer) => body.errors?.map(({ path }: { path: string }) => path);

test('SAAS-07 it comes with `me` to those it is for, is kept away by who put it away, and ends early', async () => {
  const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
  const cashier = await tenant.staff('CASHIER');
  await givePlan(other.tenantId, { planId: 'PRO', endsAt: time(720), reason: 'uji' });
  const all = await say();
  const admins = await say({ readers: 'ADMINS', kind: 'WARNING' });
  const pro = await say({ audience: 'PLANS', plans: ['PRO'], kind: 'INFO' });
  const one = await say({ audience: 'TENANTS', tenantIds: [tenant.tenantId], kind: 'INFO' });
  const planned = await say({ from: time(1) });
  expect(await heard(tenant.api)).toEqual([admins.id, all.id, one.id]);
  expect(await heard(cashier.api)).toEqual([all.id, one.id]);
  expect(await heard(other.api)).toEqual([admins.id, all.id, pro.id]);
  expect(await heard(admin)).toEqual([]);

  const dismiss = (api: Caller, { id }: { id: string }) => api('POST', '/announcements/dismiss', { id });
  expect((await dismiss(cashier.api, all)).status).toBe(204);
  expect((await dismiss(cashier.api, all)).status).toBe(204);
  for (const said of [admins, pro, planned, { id: uuidv7() }])
    expect(verdict(await dismiss(cashier.api, said))).toEqual([404, 'not_found']);
  expect(await heard(cashier.api)).toEqual([one.id]);
  expect(await heard(tenant.api)).toEqual([admins.id, all.id, one.id]);

  const listed = (await admin('GET', '/admin/announcements')).body.data as {
    id: string;
    state: string;
    dismissals: number;
    tenants: object[];
  }[];
  const row = (said: { id: string }) => listed.find(({ id }) => id === said.id);
  expect(row(all)).toMatchObject({ state: 'LIVE', dismissals: 1, tenants: [] });
  expect(row(planned)).toMatchObject({ state: 'PLANNED' });
  expect(row(one)).toMatchObject({ tenants: [{ id: tenant.tenantId }] });

  for (const said of [all, admins, pro, one, planned]) {
    const ended = await end(said);
    expect(ended.body.data).toMatchObject({ state: 'OVER', endedBy: expect.any(String) });
    expect((await end(said)).text).toBe(ended.text);
  }
  for (const { api } of [tenant, cashier, other]) expect(await heard(api)).toEqual([]);
  expect(verdict(await end({ id: uuidv7() }))).toEqual([404, 'not_found']);
});

test('SAAS-07 who is away from a business hears it in the next one: it is put away by account, not by place', async () => {
  const tenant = await app.registerTenant();
  const said = await say();
  await tenant.api('POST', '/announcements/dismiss', { id: said.id });
  const { email, password } = tenant;
  const elsewhere = (await app.api('POST', '/auth/login', { email, password })).body.data
    .accessToken as string;
  expect(await heard(app.as(elsewhere))).toEqual([]);
  await end(said);
});

test('SAAS-07 who put it away is kept until it is over, then counted; twice is as once, and later ones count no more', async () => {
  const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
  const [over, ended, live] = [await say(), await say(), await say()];
  const dismiss = ({ api }: TestTenant, { id }: { id: string }) =>
    api('POST', '/announcements/dismiss', { id });
  for (const said of [over, ended, live])
    for (const who of [tenant, other]) expect((await dismiss(who, said)).status).toBe(204);
  await end(ended);
  await app.sql(
    "UPDATE announcements SET from_at = now() - interval '2 days', until_at = now() WHERE id = $1",
    [over.id],
  );
  for (let round = 0; round < 2; round += 1) {
    await purgeDismissals.run({});
    const left = await app.sql<{ id: string }>(
      'SELECT DISTINCT announcement_id AS id FROM announcement_dismissals WHERE announcement_id = ANY ($1)',
      [[over.id, ended.id, live.id]],
    );
    expect(left).toEqual([{ id: live.id }]);
    expect((await dismiss(tenant, ended)).status).toBe(204);
  }
  const { data } = (await admin('GET', '/admin/announcements')).body;
  const counted = (said: { id: string }) => data.find(({ id }: { id: string }) => id === said.id).dismissals;
  expect([over, ended, live].map(counted)).toEqual([2, 2, 2]);
  expect(await heard(tenant.api)).not.toContain(live.id);
  expect(jobs).toContain(purgeDismissals);
  await end(live);
});

describe('live', () => {
  const connect = async ({ token }: TestTenant) => {
    const socket = io(app.baseUrl, { transports: ['websocket'], auth: { token }, reconnection: false });
    let told = 0;
    socket.on('me.changed', () => (told += 1));
    await until('connected', () => socket.connected);
    return { close: () => socket.close(), told: () => told };
  };

  test('SAAS-07 screens are told when it is said, when it begins, and when it is ended', async () => {
    const tenant = await app.registerTenant();
    const line = await connect(tenant);
    const said = await say();
    await until('told that something is said', () => line.told() === 1);
    expect(await heard(tenant.api)).toEqual([said.id]);
    await end(said);
    await until('told that it is over', () => line.told() === 2);
    const begins = await say({ from: new Date(Date.now() + 1_500).toISOString() });
    await until('told that something is planned', () => line.told() === 3);
    expect(await heard(tenant.api)).toEqual([]);
    await until('told that it begins', () => line.told() === 4);
    expect(await heard(tenant.api)).toEqual([begins.id]);
    await end(begins);
    line.close();
  });
});

test('SAAS-07 `me` asks nothing more of the database while it is in memory, and says 304 to who has it', async () => {
  const tenant = await app.registerTenant();
  const said = await say();
  const first = await tenant.api('GET', '/auth/me');
  // What the table says by now is not asked for: nobody announced it.
  await app.sql('UPDATE announcements SET text = $2 WHERE id = $1', [
    said.id,
    '{"id": "Lain", "en": "Other"}',
  ]);
  const known = { 'if-none-match': first.headers.get('etag')! };
  expect((await tenant.api('GET', '/auth/me', undefined, known)).status).toBe(304);
  await end(said);
  const after = await tenant.api('GET', '/auth/me', undefined, known);
  expect([after.status, after.body.data.announcements]).toEqual([200, []]);
});

test('SAAS-07 the same id and content is the same announcement, and what makes no sense is refused by its field', async () => {
  const id = uuidv7();
  const body = wish({ id });
  const first = await admin('POST', '/admin/announcements', body);
  expect((await admin('POST', '/admin/announcements', body)).text).toBe(first.text);
  expect(verdict(await admin('POST', '/admin/announcements', { ...body, kind: 'INFO' }))).toEqual([
    409,
    'duplicate',
  ]);
  await end({ id });
  for (const [more, path] of [
    [{ until: time(-2) }, 'until'],
    [{ from: time(3) }, 'until'],
    [{ until: time(24 * 91) }, 'until'],
    [{ audience: 'PLANS' }, 'plans'],
    [{ plans: ['PRO'] }, 'plans'],
    [{ audience: 'TENANTS' }, 'tenantIds'],
    [{ audience: 'TENANTS', tenantIds: [uuidv7()] }, 'tenantIds'],
    [{ text: { id: '', en: 'x' } }, 'text.id'],
  ] as const) {
    const refused = await admin('POST', '/admin/announcements', wish(more));
    expect([more, ...verdict(refused), ...paths(refused)]).toEqual([more, 422, 'validation_failed', path]);
  }
});

test('SAAS-07 F-11 of many said at once no more than twenty are current', async () => {
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => admin('POST', '/admin/announcements', wish())),
  );
  const made = answers.filter(({ status }) => status === 201);
  expect(made).toHaveLength(20);
  expect(verdict(answers.find(({ status }) => status !== 201)!)).toEqual([422, 'validation_failed']);
  for (const { body } of made) await end(body.data);
});

test('SAAS-07 AUTH-09 what was said and ended stands in the service’s log, which nobody can change', async () => {
  const said = await say();
  await end(said);
  const { data } = (await admin('GET', '/admin/acts?limit=2')).body;
  expect(data).toMatchObject([
    { action: 'announcement.end', entityId: said.id },
    { action: 'announcement.create', entityId: said.id, after: { kind: 'MAINTENANCE' } },
  ]);
  const rights = await app.sql<{ may: boolean }>(
    "SELECT has_table_privilege(r, 'service_acts', p) AS may FROM unnest(ARRAY['meja_app', 'meja_platform']) r, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p",
  );
  expect(rights.map(({ may }) => may)).toEqual(Array(6).fill(false));
});
