import { v7 as uuidv7 } from 'uuid';
import { uploadAs } from '../../../../test/factories/uploads';
import { openShop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { announceSubscriptionChange, givePlan } from '..';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const verdict = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);
const end = new Date(Date.now() + 30 * 86_400_000).toISOString();
const give = (tenant: TestTenant, planId: 'BASIC' | 'PRO' | 'ENTERPRISE') =>
  givePlan(tenant.tenantId, { planId, endsAt: end, reason: 'uji' });
const outlet = (tenant: TestTenant, more: object = {}) =>
  tenant.api('POST', '/outlets', { name: `Cabang ${uuidv7()}`, ...more });
const member = () => ({
  email: `staf-${uuidv7()}@contoh.test`,
  name: 'Sari',
  role: 'CASHIER',
  outletIds: [],
});

describe('limits', () => {
  test('SAAS-06 of many who come at once for the last places no more than fit find one', async () => {
    const tenant = await app.registerTenant();
    await give(tenant, 'PRO');
    const answers = await Promise.all(Array.from({ length: 9 }, () => outlet(tenant)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    const refused = answers.find(({ status }) => status !== 201)!;
    expect(verdict(refused)).toEqual([403, 'plan_limit_reached']);
    expect(refused.body.detail).toContain('Paket Pro mencakup 5 outlet aktif');
    expect(refused.body.detail).toContain('Perusahaan');

    await give(tenant, 'BASIC');
    const people = await Promise.all(Array.from({ length: 7 }, () => tenant.api('POST', '/users', member())));
    expect(people.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(verdict(people.find(({ status }) => status !== 201)!)).toEqual([403, 'plan_limit_reached']);
  });

  test('SAAS-06 one that is switched off makes room, and finds none when it is switched on again', async () => {
    const tenant = await app.registerTenant();
    await give(tenant, 'BASIC');
    const idle = await outlet(tenant, { active: false });
    expect(idle.status).toBe(201);
    const path = `/outlets/${idle.body.data.id}`;
    expect(verdict(await tenant.api('PATCH', path, { active: true }))).toEqual([403, 'plan_limit_reached']);
    expect((await tenant.api('PATCH', `/outlets/${tenant.outletId}`, { active: false })).status).toBe(200);
    expect((await tenant.api('PATCH', path, { active: true })).status).toBe(200);
  });

  test('SAAS-06 CAT-04 products: one by one and by import, all or nothing', async () => {
    const tenant = await app.registerTenant();
    await app.sql(
      `INSERT INTO plan_versions (code, version, name, price, limits, features, created_by)
       SELECT code, 2, name, price, limits || '{"products": 3}', features, 'uji' FROM plan_versions WHERE code = 'BASIC'`,
    );
    await give(tenant, 'BASIC');
    const product = () => tenant.api('POST', '/products', { name: `Roti ${uuidv7()}`, price: 1_000 });
    expect((await product()).status).toBe(201);
    const csv = (count: number) =>
      Buffer.from(`name,price\r\n${Array.from({ length: count }, (_, n) => `Impor ${n},1000`).join('\r\n')}`);
    const load = (count: number) =>
      uploadAs(tenant.api, '/products/import', csv(count), { filename: 'produk.csv', type: 'text/csv' });
    expect(verdict(await load(3))).toEqual([403, 'plan_limit_reached']);
    expect((await load(2)).status).toBe(200);
    expect(verdict(await product())).toEqual([403, 'plan_limit_reached']);
    // What is there can be imported again with another price.
    expect((await load(2)).status).toBe(200);
    await app.sql('DELETE FROM subscriptions WHERE plan_version = 2');
    await app.sql("DELETE FROM plan_versions WHERE code = 'BASIC' AND version = 2");
  });

  test('SAAS-06 after a smaller plan nothing is lost: outlets and people beyond it are read, named, not used, and come back', async () => {
    const tenant = await app.registerTenant();
    const second = (await outlet(tenant)).body.data.id as string;
    const staff: Awaited<ReturnType<TestTenant['staff']>>[] = [];
    for (let n = 0; n < 5; n += 1) staff.push(await tenant.staff('CASHIER'));
    const last = staff[4]!;
    const { cracker } = await openShop(tenant);
    const items = [{ productId: cracker, quantity: 1 }];
    const order = (outletId: string) => ({ outletId, type: 'TAKEAWAY', items });
    await give(tenant, 'BASIC');

    expect(verdict(await tenant.api('POST', '/orders', order(second)))).toEqual([403, 'over_plan_limit']);
    expect(verdict(await tenant.api('POST', '/shifts/open', { outletId: second, openingFloat: 0 }))).toEqual([
      403,
      'over_plan_limit',
    ]);
    expect((await tenant.api('POST', '/orders', order(tenant.outletId))).status).toBe(201);
    expect(verdict(await last.api('POST', '/orders', order(tenant.outletId)))).toEqual([
      403,
      'over_plan_limit',
    ]);
    expect((await last.api('GET', `/orders?outletId=${tenant.outletId}`)).status).toBe(200);
    expect((await last.api('GET', '/auth/me')).status).toBe(200);
    expect((await tenant.api('GET', '/outlets')).body.data).toHaveLength(2);
    const { lines } = (await tenant.api('GET', '/subscription/usage')).body.data;
    expect(lines.slice(0, 2)).toMatchObject([
      { limit: 'outlets', used: 2, most: 1, state: 'over', over: [{ id: second }] },
      { limit: 'users', used: 6, most: 5, state: 'over', over: [{ id: last.userId }] },
    ]);

    // The owner chooses which stays.
    await tenant.api('PATCH', `/outlets/${tenant.outletId}`, { active: false });
    expect((await tenant.api('POST', '/orders', order(second))).status).toBe(201);
    await give(tenant, 'ENTERPRISE');
    expect((await last.api('POST', '/orders', order(second))).status).toBe(201);
  });

  test('SAAS-06 orders of the month: warned of, a tenth more begun, then refused; what was begun is finished', async () => {
    const tenant = await app.registerTenant();
    const shop = await openShop(tenant);
    await give(tenant, 'BASIC');
    const order = () =>
      tenant.api('POST', '/orders', {
        outletId: tenant.outletId,
        type: 'TAKEAWAY',
        items: [{ productId: shop.cracker, quantity: 1 }],
      });
    const begun = await order();
    expect(begun.status).toBe(201);
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const sold = async (count: number) => {
      await app.sql(
        `INSERT INTO sales_rollups (tenant_id, dim, business_date, outlet_id, key, order_count, milli, orders, sales,
           discounts, tax_included, service, tax_payable, rounding, tips_payable)
         VALUES ($1, 'outlet', $2, $3, '', $4, 0, 0, 0, 0, 0, 0, 0, 0, 0)
         ON CONFLICT (tenant_id, dim, business_date, outlet_id, key) DO UPDATE SET order_count = $4`,
        [tenant.tenantId, today, tenant.outletId, count],
      );
      announceSubscriptionChange(tenant.tenantId);
    };
    await sold(3_299);
    expect((await order()).status).toBe(201);
    await sold(3_300);
    expect(verdict(await order())).toEqual([403, 'plan_limit_reached']);
    const { id, dueTotal } = begun.body.data;
    const paid = await tenant.api('POST', `/orders/${id}/payments`, { method: 'CARD', amount: dueTotal });
    expect(paid.status).toBe(201);
    const { lines } = (await tenant.api('GET', '/subscription/usage')).body.data;
    expect(lines[3]).toMatchObject({ limit: 'ordersPerMonth', used: 3_300, most: 3_000, state: 'over' });
  });
});

describe('guards', () => {
  test('SAAS-04 once selling has ended an open sale is finished, and nothing new is begun or added', async () => {
    const tenant = await app.registerTenant();
    const shop = await openShop(tenant);
    const items = [{ productId: shop.cracker, quantity: 2 }];
    const body = { outletId: tenant.outletId, type: 'TAKEAWAY', items };
    const { id, dueTotal } = (await tenant.api('POST', '/orders', body)).body.data;
    await app.sql("UPDATE tenants SET subscription_ends_at = now() - interval '4 days' WHERE id = $1", [
      tenant.tenantId,
    ]);
    announceSubscriptionChange(tenant.tenantId);
    expect(verdict(await tenant.api('POST', '/orders', body))).toEqual([402, 'subscription_expired']);
    expect(verdict(await tenant.api('POST', `/orders/${id}/items`, { items }))).toEqual([
      402,
      'subscription_expired',
    ]);
    const paid = await tenant.api('POST', `/orders/${id}/payments`, { method: 'CARD', amount: dueTotal });
    expect([paid.status, paid.body.data.paymentStatus]).toEqual([201, 'PAID']);
  });

  test('SAAS-04 a route’s feature outside the plan is refused before anything is read, naming the plans that have it', async () => {
    const tenant = await app.registerTenant();
    await give(tenant, 'BASIC');
    const board = () =>
      tenant.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`, undefined, {
        'accept-language': 'en',
      });
    expect((await board()).status).toBe(200);
    await app.sql(
      `INSERT INTO plan_versions (code, version, name, price, limits, features, created_by)
       SELECT code, 2, name, price, limits, '[]', 'uji' FROM plan_versions WHERE code = 'BASIC'`,
    );
    await give(tenant, 'BASIC');
    const refused = await board();
    expect(verdict(refused)).toEqual([403, 'feature_not_in_plan']);
    expect(refused.body.detail).toContain('Pro, Enterprise');
  });

  test('SAAS-04 ISO-04 guards remember by tenant, and ask nothing of the database again', async () => {
    const [a, b] = [await app.registerTenant(), await app.registerTenant()];
    await give(a, 'BASIC');
    await Promise.all([a, b].map(({ api }) => api('GET', '/outlets')));
    // What the database says by now is not asked for: nobody announced it.
    await app.sql("UPDATE tenants SET status = 'SUSPENDED' WHERE id = ANY ($1::uuid[])", [
      [a.tenantId, b.tenantId],
    ]);
    expect((await a.api('GET', '/outlets')).status).toBe(200);
    announceSubscriptionChange(a.tenantId);
    expect(verdict(await a.api('GET', '/outlets'))).toEqual([403, 'tenant_suspended']);
    expect((await b.api('GET', '/outlets')).status).toBe(200);
    expect((await a.api('GET', '/auth/me')).body.data.subscription.status).toBe('SUSPENDED');
  });
});
