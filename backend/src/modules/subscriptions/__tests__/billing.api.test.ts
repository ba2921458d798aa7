import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';
import { forgetSubscription, givePlan, markPaid } from '..';
import { closeAddOns, keepSubscriptions } from '../subscription.jobs';

/** Noon in Jakarta of the first of a month of 30 days. */
const START = new Date('2027-04-01T05:00:00Z');
const DAY = 86_400_000;
let at = START;
const days = (count: number) => (at = new Date(START.getTime() + count * DAY));

let app: TestApp;
beforeAll(async () => {
  setClock({ now: () => new Date(at) });
  app = await startTestApp({ accessTokenTtl: 400 * DAY });
});
afterAll(async () => {
  await app.stop();
  setClock();
});
beforeEach(() => days(0));

/** A business on a paid plan, a month from the start on. */
async function onPlan(planId: 'BASIC' | 'PRO'): Promise<TestTenant> {
  // A session lasts for thirty days, which is shorter than what these tests look at.
  days(6);
  const tenant = await app.registerTenant();
  days(0);
  await givePlan(tenant.tenantId, { planId, endsAt: '2027-05-01T05:00:00.000Z', reason: 'uji' });
  return tenant;
}
const read = async ({ api }: TestTenant) => (await api('GET', '/subscription')).body.data;
const change = ({ api }: TestTenant, body: object) => api('POST', '/subscription/change', body);
const auditOf = async ({ tenantId }: TestTenant) =>
  (
    await app.sql<{ action: string }>('SELECT action FROM audit_log WHERE tenant_id = $1 ORDER BY seq', [
      tenantId,
    ])
  ).map(({ action }) => action);

describe('changing the plan', () => {
  test('SAAS-05 an upgrade costs the days that are left, begins when it is paid, and unused days come back', async () => {
    const tenant = await onPlan('BASIC');
    days(15);
    const asked = await change(tenant, { planId: 'PRO', quote: true });
    expect([asked.status, asked.body.data]).toMatchObject([
      200,
      { quote: { kind: 'UPGRADE', charge: 125_000, total: 125_000, days: 15 }, invoice: null },
    ]);
    expect((await read(tenant)).openInvoice).toBeNull();

    const { invoice } = (await change(tenant, { planId: 'PRO' })).body.data;
    expect(invoice).toMatchObject({ status: 'OPEN', total: 125_000, kind: 'PLAN' });
    expect((await change(tenant, { planId: 'PRO' })).body.data.invoice).toEqual(invoice);
    expect((await read(tenant)).plan.id).toBe('BASIC');

    days(18);
    const paid = await markPaid(tenant.tenantId, invoice.id, 'BCA 7781');
    expect(paid).toMatchObject({ status: 'PAID', reference: 'BCA 7781' });
    expect(await markPaid(tenant.tenantId, invoice.id, 'BCA 7781')).toEqual(paid);
    await expect(markPaid(tenant.tenantId, invoice.id, 'lain')).rejects.toMatchObject({
      code: 'invoice_not_open',
    });
    // Three of the fifteen days had passed: 25,000 of 125,000.
    expect(await read(tenant)).toMatchObject({ plan: { id: 'PRO' }, credit: 25_000, openInvoice: null });
    expect((await tenant.api('GET', '/auth/me')).body.data.subscription).toMatchObject({
      plan: 'PRO',
      status: 'ACTIVE',
    });
    expect(await auditOf(tenant)).toEqual(
      expect.arrayContaining(['invoice.issue', 'subscription.change', 'invoice.paid']),
    );
  });

  test('SAAS-05 up and back on one day leaves no rupiah anywhere but in the credit', async () => {
    const tenant = await onPlan('BASIC');
    days(7);
    const { invoice } = (await change(tenant, { planId: 'PRO' })).body.data;
    await markPaid(tenant.tenantId, invoice.id, 'a');
    const back = await change(tenant, { planId: 'BASIC', when: 'NOW' });
    expect(back.body.data).toMatchObject({
      quote: { kind: 'DOWNGRADE', credited: invoice.total },
      invoice: null,
    });
    expect(await read(tenant)).toMatchObject({ plan: { id: 'BASIC' }, credit: invoice.total });
    const again = (await change(tenant, { planId: 'PRO' })).body.data;
    expect(again.invoice).toMatchObject({ status: 'PAID', total: 0, creditUsed: invoice.total });
    expect(await read(tenant)).toMatchObject({ plan: { id: 'PRO' }, credit: 0 });
  });

  test('SAAS-05 a smaller plan waits for the end of what is paid, and can be taken back', async () => {
    const tenant = await onPlan('PRO');
    const wish = () => change(tenant, { planId: 'BASIC' });
    expect((await wish()).body.data).toMatchObject({
      quote: { kind: 'SCHEDULED', total: 0, effectiveAt: '2027-05-01T05:00:00.000Z' },
    });
    expect((await wish()).status).toBe(200);
    expect((await change(tenant, { planId: 'ENTERPRISE' })).body.code).toBe('change_pending');
    expect((await tenant.api('DELETE', '/subscription/change')).status).toBe(204);
    expect((await read(tenant)).next).toBeNull();

    await wish();
    days(31);
    // Before any job has run.
    forgetSubscription(tenant.tenantId);
    expect((await tenant.api('GET', '/auth/me')).body.data.subscription.plan).toBe('BASIC');
    await keepSubscriptions();
    const once = await auditOf(tenant);
    await keepSubscriptions();
    expect(await auditOf(tenant)).toEqual(once);
    expect(await read(tenant)).toMatchObject({ plan: { id: 'BASIC' }, next: null, status: 'PAST_DUE' });
  });

  test('SAAS-05 a temporary upgrade goes back by itself, also where the job comes days late', async () => {
    const tenant = await onPlan('BASIC');
    const { quote, invoice } = (await change(tenant, { planId: 'PRO', days: 6 })).body.data;
    expect(quote).toMatchObject({ kind: 'TEMPORARY', charge: 50_000, revertsAt: '2027-04-07T05:00:00.000Z' });
    await markPaid(tenant.tenantId, invoice.id, 'b');
    expect(await read(tenant)).toMatchObject({
      plan: { id: 'PRO' },
      next: { plan: { id: 'BASIC' }, reverts: true },
    });
    days(9);
    expect((await read(tenant)).plan.id).toBe('BASIC');
    await keepSubscriptions();
    await keepSubscriptions();
    const actions = await auditOf(tenant);
    expect(actions.filter((action) => action === 'subscription.revert')).toHaveLength(1);
    expect((await read(tenant)).notices).toMatchObject([
      { kind: 'PLAN_REVERTED', about: '2027-04-07T05:00:00.000Z' },
    ]);
  });

  test('SAAS-05 paid after the period it was for: nothing changes, and all of it is credit', async () => {
    const tenant = await onPlan('BASIC');
    days(20);
    const { invoice } = (await change(tenant, { planId: 'PRO' })).body.data;
    days(31);
    await markPaid(tenant.tenantId, invoice.id, 'c');
    expect(await read(tenant)).toMatchObject({ plan: { id: 'BASIC' }, credit: invoice.total });
  });

  test('SAAS-02 who holds an old version of a plan keeps it and its price', async () => {
    const tenant = await onPlan('BASIC');
    await app.sql(
      `INSERT INTO plan_versions (code, version, name, price, limits, features, created_by)
       SELECT code, 2, name, 199000, limits, features, 'uji' FROM plan_versions WHERE code = 'BASIC' AND version = 1`,
    );
    expect((await read(tenant)).plan).toMatchObject({ version: 1, price: 149_000 });
    expect((await change(tenant, { planId: 'BASIC', quote: true })).body.data.quote).toMatchObject({
      kind: 'MONTH',
      charge: 149_000,
      endsAt: '2027-06-01T05:00:00.000Z',
    });
    const fresh = await app.registerTenant();
    expect((await change(fresh, { planId: 'BASIC', quote: true })).body.data.quote.charge).toBe(199_000);
    expect((await change(fresh, { planId: 'TRIAL' })).status).toBe(422);
    await app.sql("DELETE FROM plan_versions WHERE code = 'BASIC' AND version = 2");
  });
});

describe('invoices', () => {
  test('SAAS-05 numbers have no gap within a year, whoever asks at once, and begin anew with the next', async () => {
    const tenants = await Promise.all(Array.from({ length: 6 }, () => app.registerTenant()));
    await Promise.all(tenants.map((tenant) => change(tenant, { planId: 'BASIC' })));
    await tenants[0]!.api('DELETE', '/subscription/change');
    at = new Date('2027-12-31T17:00:00Z');
    const { email, password } = tenants[0]!;
    const signedIn = await app.api('POST', '/auth/login', { email, password });
    const api = app.as(signedIn.body.data.accessToken);
    await api('POST', '/subscription/change', { planId: 'PRO' });
    const rows = await app.sql<{ year: number; seqs: number[] }>(
      'SELECT year, array_agg(seq ORDER BY seq) AS seqs FROM invoices GROUP BY year ORDER BY year',
    );
    expect(rows.map(({ year }) => year)).toEqual([2027, 2028]);
    for (const { seqs } of rows) expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    const [latest] = (await api('GET', '/subscription/invoices')).body.data;
    expect(latest.number).toBe('INV-2028-000001');
  });

  test('SAAS-05 an invoice prints as PDF in the language asked for, and is nobody else’s', async () => {
    const tenant = await app.registerTenant({ businessName: 'Kopi (Asli) \\ Rina' });
    const { invoice } = (await change(tenant, { planId: 'BASIC' })).body.data;
    const path = `/subscription/invoices/${invoice.id}/pdf`;
    const pdf = await tenant.api('GET', path, undefined, { 'accept-language': 'en' });
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(pdf.text.startsWith('%PDF-1.4')).toBe(true);
    for (const text of [invoice.number, 'Kopi \\(Asli\\) \\\\ Rina', 'To pay', '149,000'])
      expect(pdf.text).toContain(text);
    const stranger = await app.registerTenant();
    expect((await stranger.api('GET', path)).status).toBe(404);
    const cashier = await tenant.staff('CASHIER');
    expect((await cashier.api('GET', '/subscription/invoices')).status).toBe(403);
  });
});

describe('add-ons and what comes by itself', () => {
  test('SAAS-03 an add-on opens room until it ends; the job notes it once', async () => {
    const tenant = await onPlan('BASIC');
    const outlet = () => tenant.api('POST', '/outlets', { name: `Cabang ${uuidv7()}` });
    expect((await outlet()).status).toBe(403);
    const bought = await tenant.api('POST', '/subscription/addons', { addOnId: 'EXTRA_OUTLET', quantity: 1 });
    expect([bought.status, bought.body.data.total]).toEqual([201, 99_000]);
    await markPaid(tenant.tenantId, bought.body.data.id, 'd');
    expect((await outlet()).status).toBe(201);
    expect((await outlet()).status).toBe(403);

    at = new Date('2027-05-02T05:00:00Z');
    await closeAddOns();
    await closeAddOns();
    const actions = await auditOf(tenant);
    expect(actions.filter((action) => action === 'subscription.add_on_end')).toHaveLength(1);
    const { lines } = (await tenant.api('GET', '/subscription/usage')).body.data;
    expect(lines[0]).toMatchObject({ limit: 'outlets', used: 2, most: 1, state: 'over' });
    expect(lines[0].over).toHaveLength(1);
  });

  test('JOB-01 JOB-03 SAAS-05 reminders and the next month’s invoice come once each; unpaid, selling ends after the grace', async () => {
    const tenant = await onPlan('BASIC');
    const kinds = async () =>
      (await read(tenant)).notices.map(({ kind }: { kind: string }) => kind).reverse();
    for (const day of [20, 24, 24, 27, 29, 30, 31, 33]) {
      days(day);
      await keepSubscriptions();
    }
    expect(await kinds()).toEqual(['ENDS_IN_7', 'ENDS_IN_3', 'ENDS_IN_1', 'ENDED', 'EXPIRED']);
    const { openInvoice, status } = await read(tenant);
    expect([status, openInvoice.kind, openInvoice.total]).toEqual(['EXPIRED', 'RENEWAL', 149_000]);
    expect((await tenant.api('GET', '/subscription/invoices')).body.data).toHaveLength(1);
    const order = { outletId: tenant.outletId, type: 'TAKEAWAY', items: [] };
    expect((await tenant.api('POST', '/orders', order)).status).toBe(402);

    await markPaid(tenant.tenantId, openInvoice.id, 'e');
    expect(await read(tenant)).toMatchObject({ status: 'ACTIVE', endsAt: '2027-06-04T05:00:00.000Z' });
    expect((await tenant.api('POST', '/orders', order)).status).toBe(422);
  });
});
