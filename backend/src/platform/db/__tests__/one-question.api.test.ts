import { v7 as uuidv7 } from 'uuid';
import { startService } from '../../../../test/faults/service';
import type { Service } from '../../../../test/faults/service';
import { createDatabase, dropDatabase } from '../../../../test/setup';

let database: string;
let service: Service;

beforeAll(async () => {
  database = await createDatabase();
  // A warning of what pg 9 refuses ends the process, and with it the test.
  service = await startService('all', database, {
    NODE_OPTIONS: '--throw-deprecation',
    RATE_LIMIT_MAX_REQUESTS: '1000000',
  });
}, 60_000);
afterAll(async () => {
  await service.end('SIGTERM');
  await dropDatabase(database);
});

test('PERF-02 no connection is asked a second thing before it has answered the first', async () => {
  let token = '';
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${service.baseUrl}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are asserted on, not trusted
    return text ? (JSON.parse(text) as { data: any }).data : null;
  };
  const owner = await call('POST', '/auth/register', {
    businessName: 'Kedai Satu',
    businessType: 'CAFE',
    ownerName: 'Rina',
    email: `owner-${uuidv7()}@contoh.test`,
    password: 'kopi-tubruk-hangat-71',
  });
  token = owner.accessToken;
  const outletId: string = owner.outlet.id;
  const station = await call('POST', '/stations', { name: 'Dapur' });
  const category = await call('POST', '/categories', { name: 'Minuman' });
  const group = await call('POST', '/modifier-groups', {
    name: 'Gula',
    min: 0,
    max: 1,
    options: [{ name: 'Sedikit', price: 0 }],
  });
  const product = await call('POST', '/products', {
    name: 'Kopi',
    price: 12_000,
    categoryId: category.id,
    stationId: station.id,
    modifierGroupIds: [group.id],
    variants: [{ name: 'Besar', price: 15_000 }],
  });
  const day = new Date().toISOString().slice(0, 10);
  const order = await call('POST', '/orders', {
    outletId,
    type: 'DINE_IN',
    tableName: '4',
    submit: true,
    items: [{ productId: product.id, variantId: product.variants[0].id, quantity: 1 }],
  });
  await call('POST', `/orders/${order.id}/payments`, { method: 'CASH', amount: order.cashDueTotal });
  await call('PATCH', `/products/${product.id}`, { price: 13_000, modifierGroupIds: [] });
  await call('POST', '/users', {
    email: `staf-${uuidv7()}@contoh.test`,
    name: 'Staf',
    role: 'CASHIER',
    outletIds: [outletId],
  });
  for (const path of [
    '/auth/me',
    '/auth/sessions',
    '/settings',
    '/outlets',
    '/stations',
    '/categories',
    '/products?q=kopi',
    `/products/${product.id}`,
    '/modifier-groups',
    '/users',
    `/menu?outletId=${outletId}`,
    '/orders',
    `/orders/${order.id}`,
    `/orders/${order.id}/receipt`,
    `/kitchen/tickets?outletId=${outletId}`,
    `/reports/sales?from=${day}&to=${day}`,
    '/audit-log',
  ])
    await call('GET', path);
  expect(service.output()).not.toContain('DeprecationWarning');
  expect((await fetch(`${service.baseUrl}/api/health/live`)).status).toBe(200);
});
