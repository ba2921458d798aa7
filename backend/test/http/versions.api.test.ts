import { routes } from '../../src/app/routes';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import { takesVersion } from '../../src/platform/http';
import { PICTURE, uploadAs } from '../factories/uploads';
import { labelled, pathOf } from '../isolation/path-of';
import { sample } from '../isolation/sample';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';

let app: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  const goods = await stockMenu(tenant);
  await tenant.api('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat: 100_000 });
  const { outletId } = tenant;
  expect((await tenant.api('POST', '/terminals', { name: 'Depan', outletId })).status).toBe(201);
  const key = { name: 'Toko daring', scopes: ['order:read'] };
  expect((await tenant.api('POST', '/api-keys', key)).status).toBe(201);
  const items = [{ productId: goods.coffee, quantity: 1 }];
  const order = { outletId: tenant.outletId, type: 'DINE_IN', items, submit: true };
  expect((await tenant.api('POST', '/orders', order)).status).toBe(201);
});
afterAll(() => app.stop());

const changing = routes.filter((route) => takesVersion(route) && !route.upload);

/** Everything the tenant has, as rows of text, without what only tells that somebody asked. */
async function everything(): Promise<string[]> {
  const tables = await app.sql<{ name: string }>(`
    SELECT table_name AS name FROM information_schema.columns
    WHERE column_name = 'tenant_id' AND table_schema = 'public' AND table_name !~ '^(sessions|refresh|known_dev|sign_in)'
    ORDER BY 1`);
  const rows = await Promise.all(
    tables.map(({ name }) =>
      app.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t WHERE tenant_id = $1 ORDER BY 1`, [
        tenant.tenantId,
      ]),
    ),
  );
  return rows.flat().map(({ row }) => row);
}

test('F-29 INT-01 every change of a thing that has a place of its own takes a version', () => {
  const names = changing.map(({ method, path }) => `${method} ${path}`);
  expect(names).toEqual(
    expect.arrayContaining([
      'delete /users/:id',
      'delete /outlets/:id',
      'post /orders/:id/submit',
      'post /orders/:id/payments',
      'post /orders/:id/void',
      'post /kitchen/tickets/:id/status',
    ]),
  );
});

test.each(changing.map(labelled))(
  'F-29 INT-01 %s heeds the version its caller read, in If-Match and in the body',
  async (_, route) => {
    const { path } = await pathOf(route, tenant);
    const method = route.method.toUpperCase();
    const body = sample(route.body!.json, { outletId: tenant.outletId }) as object;
    const before = await everything();
    for (const [sent, headers] of [
      [body, { 'if-match': '"999"' }],
      [{ ...body, version: 999 }, {}],
      [{ ...body, version: 1 }, { 'if-match': '"999"' }],
    ] as [object, Record<string, string>][]) {
      const answer = await tenant.api(method, path, sent, headers);
      expect([answer.status, answer.body?.code]).toEqual([412, 'version_conflict']);
    }
    if (route.method === 'delete') {
      const bare = await tenant.api(method, path, undefined, { 'if-match': '"999"' });
      expect(bare.status).toBe(412);
    }
    expect(await everything()).toEqual(before);
    const wrong = await tenant.api(method, path, { ...body, version: 'satu' });
    expect([wrong.status, wrong.body.errors]).toMatchObject([422, [{ path: 'version' }]]);
  },
);

test('F-29 INT-01 an upload heeds the version in If-Match', async () => {
  const uploads = routes.filter((route) => route.upload && takesVersion(route));
  expect(uploads.length).toBeGreaterThan(0);
  for (const route of uploads) {
    const { path } = await pathOf(route, tenant);
    const before = await everything();
    const answer = await uploadAs(tenant.api, path, PICTURE, { headers: { 'if-match': '"999"' } });
    expect([answer.status, answer.body?.code]).toEqual([412, 'version_conflict']);
    expect(await everything()).toEqual(before);
  }
});

test('F-29 SELL-11 actions and removals go through with the version that stands', async () => {
  const { api } = await app.registerTenant();
  const { body: made } = await api('POST', '/categories', { name: 'Minuman' });
  const removed = await api('DELETE', `/categories/${made.data.id}`, { version: made.data.version });
  expect(removed.status).toBe(204);
  const outlet = (await api('POST', '/outlets', { name: 'Cabang' })).body.data;
  const headers = { 'if-match': `"${outlet.version}"` };
  expect((await api('DELETE', `/outlets/${outlet.id}`, undefined, headers)).status).toBe(204);
});
