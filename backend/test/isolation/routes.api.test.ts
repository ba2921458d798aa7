import type { ProblemDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import { PICTURE, uploadAs } from '../factories/uploads';
import { startTestApp } from '../setup';
import type { ApiAnswer, TestApp, TestTenant } from '../setup';
import { labelled, pathOf, withIds } from './path-of';
import { queriesOf, sample } from './sample';

let app: TestApp;
let owner: TestTenant;
let stranger: TestTenant;
/** Every id that the owner's tenant has, in any table. */
let ids: Set<string>;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

async function idsOf(tenantId: string): Promise<Set<string>> {
  const tables = await app.sql<{ name: string }>(`
    SELECT c.table_name AS name FROM information_schema.columns c
    JOIN information_schema.columns i ON i.table_name = c.table_name AND i.column_name = 'id' AND i.data_type = 'uuid'
    WHERE c.column_name = 'tenant_id' AND c.table_schema = 'public'`);
  const found = await Promise.all(
    tables.map(({ name }) =>
      app.sql<{ id: string }>(`SELECT id FROM ${name} WHERE tenant_id = $1`, [tenantId]),
    ),
  );
  return new Set([...found.flat().map(({ id }) => id), tenantId]);
}

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.registerTenant();
  stranger = await app.registerTenant();
  const goods = await stockMenu(owner);
  await owner.staff('CASHIER');
  await owner.api('POST', '/subscription/change', { planId: 'BASIC' });
  const shift = await owner.api('POST', '/shifts/open', { outletId: owner.outletId, openingFloat: 100_000 });
  expect(shift.status).toBe(201);
  const placed = await owner.api('POST', '/orders', {
    outletId: owner.outletId,
    type: 'DINE_IN',
    items: [{ productId: goods.coffee, quantity: 1 }],
    submit: true,
  });
  expect(placed.status).toBe(201);
  for (const [path, body] of [
    ['/terminals', { name: 'Kasir depan', outletId: owner.outletId }],
    ['/api-keys', { name: 'Toko daring', scopes: ['order:read'] }],
  ] as [string, object][])
    expect([path, (await owner.api('POST', path, body)).status]).toEqual([path, 201]);
  ids = await idsOf(owner.tenantId);
});
afterAll(() => app.stop());

/** All that an answer tells, but for the path it was asked at and the number of the request. */
function toldBy({ status, headers, body }: ApiAnswer): unknown {
  const { instance: _, correlationId: __, ...told } = body as ProblemDto;
  const names = ['content-type', 'cache-control', 'etag', 'allow'];
  return { status, told, headers: names.map((name) => headers.get(name)) };
}

const leaks = (text: string, sent: string) => {
  const asked = new Set(sent.match(UUID) ?? []);
  return [...new Set(text.match(UUID) ?? [])].filter((id) => ids.has(id) && !asked.has(id));
};

describe('every route with an id, called with what is somebody else’s', () => {
  test.each(withIds.map(labelled))(
    'ISO-03 %s answers 404, the same as for what does not exist',
    async (_label, route) => {
      const { path } = await pathOf(route, owner);
      const [search] = queriesOf(route, { outletId: stranger.outletId });
      const body = route.body ? sample(route.body.json, { outletId: stranger.outletId }) : undefined;
      const method = route.method.toUpperCase();
      const ask = (where: string) =>
        route.upload ? uploadAs(stranger.api, where, PICTURE) : stranger.api(method, where + search, body);
      const theirs = await ask(path);
      const nowhere = await ask(path.replace(UUID, () => uuidv7()));
      expect([theirs.status, theirs.body?.code]).toEqual([404, 'not_found']);
      expect([nowhere.status, nowhere.body?.code]).toEqual([404, 'not_found']);
      expect(leaks(theirs.text, path)).toEqual([]);
      expect(toldBy(theirs)).toEqual(toldBy(nowhere));
    },
  );
});

const lists = routes.filter((route) => route.method === 'get' && !route.path.includes(':') && !route.public);

describe('every list and document, asked for with somebody else’s outlet', () => {
  test.each(lists.map(labelled))('ISO-03 %s tells nothing of the other tenant', async (_label, route) => {
    const values = { outletId: owner.outletId, from: '2020-01-01', to: '2020-12-31' };
    for (const search of queriesOf(route, values)) {
      const path = `${route.path}${search}`;
      const answer = await stranger.api('GET', path);
      // Instants where dates stand: the log's and the reports' fields have the same names.
      expect([200, 403, 404, 422]).toContain(answer.status);
      expect(leaks(answer.text, path)).toEqual([]);
    }
    const bare = await stranger.api('GET', route.path);
    expect(leaks(bare.text, '')).toEqual([]);
  });
});

test('ISO-01 nothing of the owner changed meanwhile', async () => {
  expect(await idsOf(owner.tenantId)).toEqual(ids);
});
