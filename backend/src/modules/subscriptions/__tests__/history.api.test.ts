import { routes } from '../../../app/routes';
import { openShop } from '../../../../test/factories/selling';
import { labelled } from '../../../../test/isolation/path-of';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { addMonths, historyStart } from '@meja/domain';
import { givePlan } from '..';

let app: TestApp;
let tenant: TestTenant;
let ids: { old: string; recent: string };
const now = new Date();
const first = historyStart(12, now)!;
const shift = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const before = shift(first, -1);
const verdict = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);
const give = (planId: 'BASIC' | 'PRO' | 'ENTERPRISE') =>
  givePlan(tenant.tenantId, { planId, endsAt: addMonths(now, 1).toISOString(), reason: 'uji' });

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  const { cracker } = await openShop(tenant);
  const sell = async () => {
    const items = [{ productId: cracker, quantity: 1 }];
    const body = { outletId: tenant.outletId, type: 'TAKEAWAY', items };
    return (await tenant.api('POST', '/orders', body)).body.data.id as string;
  };
  ids = { old: await sell(), recent: await sell() };
  await app.sql('UPDATE orders SET business_date = $2::date WHERE id = $1', [ids.old, before]);
  await give('BASIC');
});
afterAll(() => app.stop());

const listed = async (query = '') =>
  (await tenant.api('GET', `/orders${query}`)).body.data.map(({ id }: { id: string }) => id) as string[];

test('SAAS-06 a list of orders begins where the plan’s history does, and further back it is refused with what to do', async () => {
  expect(await listed()).toEqual([ids.recent]);
  expect(await listed(`?from=${first}`)).toEqual([ids.recent]);
  for (const query of [`?from=${before}`, `?to=${before}`, `?from=${before}&to=${first}`]) {
    const refused = await tenant.api('GET', `/orders${query}`);
    expect([query, ...verdict(refused)]).toEqual([query, 403, 'history_not_in_plan']);
    expect(refused.body.detail).toContain('Paket Dasar membuka 12 bulan terakhir');
    expect(refused.body.detail).toContain('Pro, Perusahaan');
  }
});

test('SAAS-06 so does a report, also as a file', async () => {
  const report = (from: string, more = '') =>
    tenant.api('GET', `/reports/sales?from=${from}&to=${shift(from, 5)}${more}`);
  expect((await report(first)).status).toBe(200);
  expect(verdict(await report(before))).toEqual([403, 'history_not_in_plan']);
  expect(verdict(await report(before, '&format=csv'))).toEqual([403, 'history_not_in_plan']);
});

test('SAAS-06 nothing is gone: one older order is still read by its id, and a larger plan lists it again', async () => {
  expect((await tenant.api('GET', `/orders/${ids.old}`)).status).toBe(200);
  await give('PRO');
  expect(new Set(await listed())).toEqual(new Set([ids.old, ids.recent]));
  await give('ENTERPRISE');
  expect((await tenant.api('GET', '/orders?from=2000-01-01')).status).toBe(200);
  await give('BASIC');
  expect(await listed()).toEqual([ids.recent]);
});

test('SAAS-06 F-26 a page’s cursor goes on where the list began, whatever is left out of it', async () => {
  const page = await tenant.api('GET', '/orders?limit=1');
  expect(page.body.meta.nextCursor).toBeNull();
  await give('ENTERPRISE');
  const { nextCursor } = (await tenant.api('GET', '/orders?limit=1')).body.meta;
  await give('BASIC');
  expect((await tenant.api('GET', `/orders?limit=1&cursor=${nextCursor}`)).body.data).toEqual([]);
});

const readsDays = routes.filter(
  ({ method, path, query, permission }) =>
    method === 'get' &&
    'from' in (query ?? {}) &&
    /^\/(reports|orders)(\/|$)/.test(path) &&
    !permission?.startsWith('platform:'),
);
test.each(readsDays.map(labelled))('SAAS-06 %s keeps to the plan’s history', (_, route) => {
  expect(route.history).toBe(true);
});
