import { startWithSuperAdmin } from '../../../../test/factories/super-admin';
import type { Caller, TestApp } from '../../../../test/setup';

let app: TestApp;
let admin: Caller;
beforeAll(async () => {
  ({ app, admin } = await startWithSuperAdmin());
});
afterAll(() => app.stop());

const last = async (limit: number) => (await admin('GET', `/admin/acts?limit=${limit}`)).body.data;
const howMany = async () => (await admin('GET', '/admin/acts?limit=100')).body.data.length as number;

test('SAAS-02 SAAS-03 AUTH-09 a new version of a plan or add-on stands in the service’s log with what it was before, once', async () => {
  const plans = (await admin('GET', '/admin/plans')).body.data;
  const { name, limits, features } = plans.find(({ id }: { id: string }) => id === 'BASIC');
  const plan = { planId: 'BASIC', name, price: 169_000, limits, features };
  const addOn = {
    addOnId: 'EXTRA_USERS',
    name: { id: 'Tim kecil', en: 'Small team' },
    price: 39_000,
    grants: { limit: 'users', amount: 3 },
    offered: true,
  };
  for (const _ of [1, 2]) {
    expect((await admin('POST', '/admin/plans', plan)).status).toBe(201);
    expect((await admin('POST', '/admin/addons', addOn)).status).toBe(201);
  }
  expect(await howMany()).toBe(2);
  const [second, first] = await last(2);
  expect(first).toMatchObject({
    action: 'plan.version',
    entityId: 'BASIC',
    before: { version: 1, price: 149_000 },
    after: { version: 2, price: 169_000 },
  });
  expect(second).toMatchObject({
    action: 'add_on.version',
    entityId: 'EXTRA_USERS',
    before: { price: 49_000, grants: { amount: 5 } },
    after: { price: 39_000, grants: { amount: 3 }, offered: true },
  });
  expect(second.actorName).toBe((await admin('GET', '/auth/me')).body.data.user.name);
  expect((await admin('POST', '/admin/addons', { ...addOn, addOnId: 'BRAND_NEW' })).status).toBe(201);
  expect((await last(1))[0]).toMatchObject({ entityId: 'BRAND_NEW', before: null, after: { version: 1 } });
});

test('PAY-03 AUTH-09 a change of the gateway’s keys stands in the log without a letter of them, the same keys again do not', async () => {
  const keys = { apiKey: 'Mid-server-RAHASIA-4711', callbackToken: 'panggilan-RAHASIA-0815' };
  const save = async (body: object) =>
    expect((await admin('POST', '/admin/gateways', { mode: 'SANDBOX', ...body })).status).toBe(201);
  const before = await howMany();
  await save({ gateway: 'MIDTRANS', ...keys });
  await save({ gateway: 'MIDTRANS', ...keys });
  await save({ gateway: 'XENDIT', ...keys });
  await save({ gateway: 'MIDTRANS', ...keys });
  await save({ gateway: 'MIDTRANS', ...keys, apiKey: 'Mid-server-RAHASIA-4712' });
  for (const _ of [1, 2]) expect((await admin('POST', '/admin/gateways/stop', {})).status).toBe(200);
  expect((await howMany()) - before).toBe(5);
  const midtrans = { gateway: 'MIDTRANS', mode: 'SANDBOX' };
  const xendit = { gateway: 'XENDIT', mode: 'SANDBOX' };
  const told = (await last(5)).map((row: object) => {
    const { action, before: was, after } = row as { action: string; before: unknown; after: unknown };
    return [action, was, after];
  });
  expect(told.reverse()).toEqual([
    ['gateway.save', null, { ...midtrans, newKeys: true }],
    ['gateway.save', midtrans, { ...xendit, newKeys: true }],
    ['gateway.save', xendit, { ...midtrans, newKeys: false }],
    ['gateway.save', midtrans, { ...midtrans, newKeys: true }],
    ['gateway.stop', midtrans, null],
  ]);
  const [{ log }] = (await app.sql<{ log: string }>(
    'SELECT json_agg(a)::text AS log FROM service_acts a',
  )) as [{ log: string }];
  expect(log).not.toMatch(/RAHASIA|4711|4712|0815/);
});
