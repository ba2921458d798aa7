import { v7 as uuidv7 } from 'uuid';
import { openShop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { announceSubscriptionChange, givePlan } from '..';

const MOST = 8;
const AT_ONCE = 20;
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await app.sql(
    `INSERT INTO plan_versions (code, version, name, price, limits, features, created_by)
     SELECT code, 2, name, price, limits || $1::jsonb, features, 'uji' FROM plan_versions WHERE code = 'BASIC'`,
    [JSON.stringify({ products: MOST })],
  );
});
afterAll(() => app.stop());

const endsAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
const give = ({ tenantId }: TestTenant, planId: 'BASIC' | 'ENTERPRISE') =>
  givePlan(tenantId, { planId, endsAt, reason: 'uji' });
const product = ({ api }: TestTenant) => api('POST', '/products', { name: `Roti ${uuidv7()}`, price: 1_000 });
const atOnce = (call: () => Promise<ApiAnswer>) => Promise.all(Array.from({ length: AT_ONCE }, call));
const verdicts = (answers: ApiAnswer[]) => new Set(answers.map(({ status, body }) => body?.code ?? status));
const productsOf = async ({ tenantId }: TestTenant) =>
  (
    await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM products WHERE tenant_id = $1 AND deleted_at IS NULL',
      [tenantId],
    )
  )[0]!.n;

test('SAAS-06 of twenty products that come at once exactly as many as the plan has room for are there', async () => {
  const tenant = await app.registerTenant();
  await give(tenant, 'BASIC');
  const before = await productsOf(tenant);
  const answers = await atOnce(() => product(tenant));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(MOST - before);
  expect(verdicts(answers)).toEqual(new Set([201, 'plan_limit_reached']));
  expect(await productsOf(tenant)).toBe(MOST);
});

test('SAAS-06 after a smaller plan products beyond it are named, changed and sold; none is added until there is room', async () => {
  const tenant = await app.registerTenant();
  const shop = await openShop(tenant);
  await give(tenant, 'ENTERPRISE');
  const made: string[] = [];
  while ((await productsOf(tenant)) < MOST + 2) made.push((await product(tenant)).body.data.id);
  await give(tenant, 'BASIC');

  const last = made.at(-1)!;
  const { lines } = (await tenant.api('GET', '/subscription/usage')).body.data;
  const line = lines.find(({ limit }: { limit: string }) => limit === 'products');
  expect(line).toMatchObject({ used: MOST + 2, most: MOST, state: 'over' });
  expect(line.over.map(({ id }: { id: string }) => id)).toContain(last);
  expect((await tenant.api('PATCH', `/products/${last}`, { price: 2_000 })).status).toBe(200);
  const sale = await tenant.api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    items: [
      { productId: last, quantity: 1 },
      { productId: shop.cracker, quantity: 1 },
    ],
  });
  expect(sale.status).toBe(201);
  expect(verdicts(await atOnce(() => product(tenant)))).toEqual(new Set(['plan_limit_reached']));
  for (const id of made.slice(-3)) expect((await tenant.api('DELETE', `/products/${id}`)).status).toBe(204);
  expect((await product(tenant)).status).toBe(201);
  expect(await productsOf(tenant)).toBe(MOST);
});

test('SAAS-06 at the month’s last order none of twenty that come at once is begun, and none half', async () => {
  const tenant = await app.registerTenant();
  const { cracker } = await openShop(tenant);
  await give(tenant, 'BASIC');
  const order = () =>
    tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      items: [{ productId: cracker, quantity: 1 }],
    });
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  await app.sql(
    `INSERT INTO sales_rollups (tenant_id, dim, business_date, outlet_id, key, order_count, milli, orders, sales,
       discounts, tax_included, service, tax_payable, rounding, tips_payable)
     VALUES ($1, 'outlet', $2, $3, '', 3300, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
    [tenant.tenantId, today, tenant.outletId],
  );
  announceSubscriptionChange(tenant.tenantId);
  expect(verdicts(await atOnce(order))).toEqual(new Set(['plan_limit_reached']));
  const stored = await app.sql('SELECT FROM orders WHERE tenant_id = $1', [tenant.tenantId]);
  expect(stored).toHaveLength(0);
});
