import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const NONE = {
  menu: false,
  taxes: false,
  payments: false,
  receipt: false,
  staff: false,
  terminal: false,
  sale: false,
};
const read = async (tenant: TestTenant) => (await tenant.api('GET', '/onboarding')).body.data;
const change = async (tenant: TestTenant, path: string, body: object) => {
  const { status } = await tenant.api('PATCH', path, body);
  expect([path, status]).toEqual([path, 200]);
};

test('SAAS-01 a new business has everything before it; each step is done by what is there', async () => {
  const tenant = await app.registerTenant();
  expect(await read(tenant)).toEqual({ done: NONE, hidden: false });
  const coffee = await tenant.api('POST', '/products', { name: 'Kopi', price: 18_000 });
  expect((await read(tenant)).done).toMatchObject({ menu: true, staff: false, sale: false });
  await tenant.staff('CASHIER');
  await change(tenant, '/settings', { paymentMethods: ['CASH'], address: 'Jalan Mawar 3' });
  await tenant.api('POST', '/terminals', { name: 'Kasir depan', outletId: tenant.outletId });
  expect((await read(tenant)).done).toEqual({
    ...NONE,
    menu: true,
    payments: true,
    receipt: true,
    staff: true,
    terminal: true,
  });
  await change(tenant, '/settings', { serviceCharge: { rate: 500, orderTypes: ['DINE_IN'], taxed: true } });
  const items = [{ productId: coffee.body.data.id as string, quantity: 1 }];
  const order = { outletId: tenant.outletId, type: 'TAKEAWAY', items };
  const { body } = await tenant.api('POST', '/orders', order);
  expect((await read(tenant)).done).toMatchObject({ taxes: true, sale: false });
  const payment = { method: 'CASH', amount: body.data.cashDueTotal, tendered: 1_000_000 };
  expect((await tenant.api('POST', `/orders/${body.data.id}/payments`, payment)).status).toBe(201);
  expect(Object.values((await read(tenant)).done)).toEqual(Array(7).fill(true));
});

test('SAAS-01 what was answered when registering is not asked again', async () => {
  const tenant = await app.registerTenant({ tax: { collects: true, inclusive: false } });
  expect((await read(tenant)).done).toEqual({ ...NONE, taxes: true });
});

test('SAAS-01 what is fine as it is, is said once; the list is put away and brought back for every device', async () => {
  const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
  for (const confirm of ['payments', 'payments', 'receipt']) await change(tenant, '/onboarding', { confirm });
  await change(tenant, '/onboarding', { hidden: true });
  expect(await read(tenant)).toEqual({ done: { ...NONE, payments: true, receipt: true }, hidden: true });
  await change(tenant, '/onboarding', { hidden: false });
  expect((await read(tenant)).hidden).toBe(false);
  expect(await app.sql('SELECT confirmed FROM onboarding')).toEqual([{ confirmed: ['payments', 'receipt'] }]);
  expect(await read(other)).toEqual({ done: NONE, hidden: false });
  expect((await tenant.api('PATCH', '/onboarding', { confirm: 'sale' })).status).toBe(422);
});
