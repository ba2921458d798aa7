import { v7 as uuidv7 } from 'uuid';
import { FLAG_NAMES } from '@meja/domain';
import { startService } from '../../../../test/faults/service';
import { until } from '../../../../test/faults/until';
import { startWithSuperAdmin } from '../../../../test/factories/super-admin';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';

const NAME = 'history_limit';
let app: TestApp;
let admin: Caller;
beforeAll(async () => {
  ({ app, admin } = await startWithSuperAdmin());
});
afterAll(() => app.stop());
const setShare = (share: number | null) => admin('PUT', `/admin/feature-flags/${NAME}`, { share });
const setFor = ({ tenantId }: { tenantId: string }, isOn: boolean | null) =>
  admin('PUT', `/admin/feature-flags/${NAME}/tenants/${tenantId}`, { isOn });
afterEach(() => setShare(null));

const flagsOf = async ({ api }: TestTenant) => (await api('GET', '/auth/me')).body.data.flags as string[];
const verdict = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);

test('SAAS-07 a switch reaches `me` at once: for all, for one, and back to what the release says', async () => {
  const [one, other] = [await app.registerTenant(), await app.registerTenant()];
  const both = async () => [await flagsOf(one), await flagsOf(other)];
  expect(await both()).toEqual([[NAME], [NAME]]);
  expect((await setShare(0)).body.data).toMatchObject({
    name: NAME,
    share: 0,
    changedBy: expect.any(String),
  });
  expect(await both()).toEqual([[], []]);
  expect((await setFor(one, true)).body.data.tenants).toEqual([
    { id: one.tenantId, name: expect.any(String), isOn: true },
  ]);
  expect(await both()).toEqual([[NAME], []]);
  await setShare(100);
  await setFor(one, false);
  expect(await both()).toEqual([[], [NAME]]);
  await setFor(one, null);
  await setShare(null);
  expect(await both()).toEqual([[NAME], [NAME]]);
  expect((await admin('GET', '/auth/me')).body.data.flags).toEqual([]);
});

test('SAAS-07 AUTH-09 who switched what stands in the service’s log, and in the log of the business it was for; twice is once', async () => {
  const tenant = await app.registerTenant();
  const acts = async () =>
    (await admin('GET', '/admin/acts')).body.data as { action: string; after: object }[];
  const before = (await acts()).length;
  await setFor(tenant, false);
  const first = (await admin('GET', '/admin/feature-flags')).text;
  await setFor(tenant, false);
  expect((await admin('GET', '/admin/feature-flags')).text).toBe(first);
  const after = await acts();
  expect(after).toHaveLength(before + 1);
  expect(after[0]).toMatchObject({
    action: 'flag.tenant',
    after: { tenantId: tenant.tenantId, isOn: false },
  });
  const own = (await tenant.api('GET', '/audit-log')).body.data;
  expect(own[0]).toMatchObject({ action: 'flag.tenant', entityId: NAME });
  expect((await tenant.api('GET', '/audit-log/verify')).body.data).toMatchObject({ intact: true });
  await setFor(tenant, null);
});

test('SAAS-07 F-11 switches that come at once for different businesses all stand', async () => {
  const tenants = await Promise.all([1, 2, 3, 4].map(() => app.registerTenant()));
  const answers = await Promise.all(tenants.map((tenant) => setFor(tenant, false)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  for (const tenant of tenants) expect(await flagsOf(tenant)).toEqual([]);
  await Promise.all(tenants.map((tenant) => setFor(tenant, null)));
});

test('SAAS-07 there are the flags of the release and no other, for businesses there are', async () => {
  const { data } = (await admin('GET', '/admin/feature-flags')).body;
  expect(data.map(({ name }: { name: string }) => name)).toEqual(FLAG_NAMES);
  expect(verdict(await admin('PUT', '/admin/feature-flags/other', { share: 1 }))).toEqual([404, 'not_found']);
  expect(verdict(await setShare(101))).toEqual([422, 'validation_failed']);
  expect(verdict(await setFor({ tenantId: uuidv7() }, true))).toEqual([404, 'not_found']);
});

/** Much less than the 15 s after which a process would ask by itself. */
const SOON_MS = 3_000;

test('SAAS-07 a switch made at one process holds in another within seconds, in `me` and in what is guarded', async () => {
  const tenant = await app.registerTenant();
  const other = await startService('api', app.database);
  try {
    const ask = (path: string) =>
      fetch(`${other.baseUrl}/api/v1${path}`, { headers: { authorization: `Bearer ${tenant.token}` } });
    const flags = async () =>
      ((await (await ask('/auth/me')).json()) as { data: { flags: string[] } }).data.flags;
    await app.sql(
      "UPDATE plan_versions SET limits = limits || '{\"historyMonths\": 1}' WHERE code = 'TRIAL'",
    );
    const old = async () => (await ask('/reports/sales?from=2025-01-01&to=2025-01-31')).status;
    expect([await flags(), await old()]).toEqual([[NAME], 403]);
    await setFor(tenant, false);
    await until('off there', async () => (await flags()).length === 0, SOON_MS);
    expect(await old()).toBe(200);
    await setFor(tenant, null);
    await until('on there', async () => (await flags()).length === 1, SOON_MS);
    expect(await old()).toBe(403);
  } finally {
    await other.end('SIGKILL');
  }
});
