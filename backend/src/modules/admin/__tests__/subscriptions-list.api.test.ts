import { startWithSuperAdmin } from '../../../../test/factories/super-admin';
import type { Caller, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';
import { givePlan } from '../../subscriptions';

const DAY = 86_400_000;
/** Every instant below is counted from this one, to the millisecond. */
const AT = Date.now();
let app: TestApp;
let admin: Caller;
let tenants: Record<'paying' | 'temporary' | 'due' | 'trial' | 'late', TestTenant>;
const ends = (tenant: TestTenant, time: number) =>
  app.sql('UPDATE tenants SET subscription_ends_at = $2 WHERE id = $1', [tenant.tenantId, new Date(time)]);
const give = (tenant: TestTenant, planId: 'BASIC' | 'PRO' | 'ENTERPRISE', more: object = {}) =>
  givePlan(tenant.tenantId, {
    planId,
    endsAt: new Date(AT + 20 * DAY).toISOString(),
    reason: 'uji',
    ...more,
  });

beforeAll(async () => {
  ({ app, admin } = await startWithSuperAdmin());
  const [paying, temporary, due, trial, late] = await Promise.all(
    ['Bayar', '=SUM(A1)', 'Ganti', 'Coba', 'Telat'].map((businessName) =>
      app.registerTenant({ businessName }),
    ),
  );
  tenants = { paying: paying!, temporary: temporary!, due: due!, trial: trial!, late: late! };
  await give(tenants.paying, 'PRO');
  await give(tenants.temporary, 'BASIC');
  await give(tenants.temporary, 'ENTERPRISE', { days: 5 });
  await give(tenants.due, 'BASIC');
  await app.sql(
    `INSERT INTO subscriptions (tenant_id, next_plan, next_version, next_at) VALUES ($1, 'PRO', 1, $2)
     ON CONFLICT (tenant_id) DO UPDATE SET next_plan = 'PRO', next_version = 1, next_at = $2, next_reverts = false`,
    [tenants.due.tenantId, new Date(AT - 1)],
  );
  await give(tenants.late, 'BASIC');
  await tenants.late.api('POST', '/subscription/change', { planId: 'BASIC' });
  await app.sql('UPDATE invoices SET due_at = $2 WHERE tenant_id = $1', [
    tenants.late.tenantId,
    new Date(AT - 1),
  ]);
  setClock({ now: () => new Date(AT) });
});
afterAll(() => app.stop());
afterEach(() => setClock({ now: () => new Date(AT) }));

const names = async (query = '') =>
  (await admin('GET', `/admin/subscriptions${query}`)).body.data.map(
    ({ tenantName }: { tenantName: string }) => tenantName,
  ) as string[];
const stats = async () => (await admin('GET', '/admin/stats')).body.data;

test('SAAS-07 T-60 the list is narrowed by plan in effect, state, end, overdue invoice and name', async () => {
  expect(new Set(await names())).toEqual(new Set(['Bayar', '=SUM(A1)', 'Ganti', 'Coba', 'Telat']));
  // What was due has come, whether or not a job has run.
  expect(new Set(await names('?plan=PRO'))).toEqual(new Set(['Bayar', 'Ganti']));
  expect(await names('?status=TRIAL')).toEqual(['Coba']);
  expect(await names('?overdue=true')).toEqual(['Telat']);
  expect(await names('?q=bay')).toEqual(['Bayar']);
  const day = (days: number) => new Date(AT + 7 * 3_600_000 + days * DAY).toISOString().slice(0, 10);
  expect(await names(`?endsBefore=${day(18)}`)).toEqual(['Coba']);
  expect(await names(`?endsBefore=${day(22)}&limit=2`)).toHaveLength(2);
  const [late] = (await admin('GET', '/admin/subscriptions?overdue=true')).body.data;
  expect(late).toMatchObject({
    overdue: { number: expect.stringMatching(/^INV-\d{4}-\d{6}$/), since: new Date(AT - 1).toISOString() },
  });
  const invoices = (await admin('GET', '/admin/invoices?overdue=true')).body.data;
  expect(invoices).toMatchObject([{ tenantName: 'Telat', number: late.overdue.number }]);
});

test('SAAS-07 SEC-03 T-60 the file has all that is found, and no name is a formula in it', async () => {
  const { text, headers } = await admin('GET', '/admin/subscriptions?format=csv&limit=1');
  expect(headers.get('content-type')).toContain('text/csv');
  const lines = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => line.includes('=SUM'))).toEqual([expect.stringContaining(",'=SUM(A1),")]);
});

test('SAAS-07 T-61 revenue is of plans in effect, a plan for some days counts as the one it goes back to, and by plan it adds up', async () => {
  const { mrr, byPlan, paying } = await stats();
  expect(byPlan).toEqual([
    { plan: 'PRO', paying: 2, mrr: 2 * 399_000 },
    { plan: 'BASIC', paying: 1, mrr: 149_000 },
    { plan: 'ENTERPRISE', paying: 1, mrr: 149_000 },
  ]);
  expect([mrr, paying]).toEqual([2 * 399_000 + 2 * 149_000, 4]);
});

test('SAAS-07 T-61 at the very end of what is paid it is past due, after the grace gone, after thirty days no news', async () => {
  const before = await stats();
  const look = async (end: number) => {
    await ends(tenants.paying, end);
    const { paying, pastDue, expired, churned, churnBasisPoints, mrr } = await stats();
    return {
      paying: paying - before.paying,
      pastDue: pastDue - before.pastDue,
      expired: expired - before.expired,
      churned: churned - before.churned,
      churnBasisPoints,
      mrr: mrr - before.mrr,
    };
  };
  expect(await look(AT + 1)).toMatchObject({ paying: 0, pastDue: 0, mrr: 0, churnBasisPoints: 0 });
  expect(await look(AT)).toMatchObject({ paying: -1, pastDue: 1, expired: 0, churned: 0, mrr: -399_000 });
  const grace = 3 * DAY;
  expect(await look(AT - grace + 1)).toMatchObject({ pastDue: 1, expired: 0, churned: 0 });
  // One of four who could have left.
  expect(await look(AT - grace)).toMatchObject({
    pastDue: 0,
    expired: 1,
    churned: 1,
    churnBasisPoints: 2_500,
  });
  expect(await look(AT - grace - 30 * DAY + 1)).toMatchObject({ expired: 1, churned: 1 });
  expect(await look(AT - grace - 30 * DAY)).toMatchObject({ expired: 1, churned: 0, churnBasisPoints: 0 });
  await ends(tenants.paying, AT + 20 * DAY);
});

test('SAAS-07 T-61 use is of the last thirty business days, today included', async () => {
  const today = new Date(AT + 7 * 3_600_000);
  const sold = (daysAgo: number, count: number) =>
    app.sql(
      `INSERT INTO sales_rollups (tenant_id, dim, business_date, outlet_id, key, order_count, milli, orders, sales,
         discounts, tax_included, service, tax_payable, rounding, tips_payable)
       VALUES ($1, 'outlet', $2, $3, '', $4, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
      [
        tenants.trial.tenantId,
        new Date(today.getTime() - daysAgo * DAY).toISOString().slice(0, 10),
        tenants.trial.outletId,
        count,
      ],
    );
  expect((await stats()).usage).toEqual({ selling: 0, orders: 0 });
  await sold(30, 5);
  expect((await stats()).usage).toEqual({ selling: 0, orders: 0 });
  await sold(29, 7);
  await sold(0, 11);
  expect((await stats()).usage).toEqual({ selling: 1, orders: 18 });
});
