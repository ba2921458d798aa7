import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import type { Route } from '../../src/platform/http';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { sample } from './sample';

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
  const shift = await owner.api('POST', '/shifts/open', { outletId: owner.outletId, openingFloat: 100_000 });
  expect(shift.status).toBe(201);
  const placed = await owner.api('POST', '/orders', {
    outletId: owner.outletId,
    type: 'DINE_IN',
    items: [{ productId: goods.coffee, quantity: 1 }],
    submit: true,
  });
  expect(placed.status).toBe(201);
  ids = await idsOf(owner.tenantId);
});
afterAll(() => app.stop());

const leaks = (text: string, sent: string) => {
  const asked = new Set(sent.match(UUID) ?? []);
  return [...new Set(text.match(UUID) ?? [])].filter((id) => ids.has(id) && !asked.has(id));
};

/** The owner's own thing behind a path: its list gives it, and what hangs on it comes from arrays of the whole. */
async function fill(route: Route): Promise<string> {
  const [, base, rest] = /^(.*?)\/:id(.*)$/.exec(route.path) ?? [];
  if (base === undefined)
    throw new Error(`${route.path} does not begin with an :id; teach this test where to find one`);
  const list = routes.find((candidate) => candidate.method === 'get' && candidate.path === base);
  if (!list) throw new Error(`${base} has no list, so nothing shows what ${route.path} could be called with`);
  const query = list.query && 'outletId' in list.query ? `?outletId=${owner.outletId}` : '';
  const { body } = await owner.api('GET', `${base}${query}`);
  const [first] = (body as { data: Record<string, unknown>[] }).data;
  const whole = routes.some((candidate) => candidate.method === 'get' && candidate.path === `${base}/:id`)
    ? (await owner.api('GET', `${base}/${String(first?.id)}`)).body
    : { data: first };
  const entity = (whole as { data: Record<string, unknown> | undefined }).data;
  if (!entity) throw new Error(`the owner has nothing in ${base}; give it something in beforeAll`);
  const nested = rest!.replace(/:(\w+)Id\b/g, (_, name: string) => {
    const children = entity[`${name}s`] as { id: string }[] | undefined;
    if (!children?.[0]) throw new Error(`${base} shows no ${name}s`);
    return children[0].id;
  });
  return `${base}/${String(entity.id)}${nested}`;
}

const withIds = routes.filter((route) => route.path.includes(':'));
const labelled = (route: Route): [string, Route] => [`${route.method.toUpperCase()} ${route.path}`, route];

describe('every route with an id, called with what is somebody else’s', () => {
  test.each(withIds.map(labelled))(
    'ISO-03 %s answers 404, the same as for what does not exist',
    async (_label, route) => {
      const path = await fill(route);
      const query = route.query
        ? Object.entries(route.query)
            .filter(([, field]) => !field.isOptional)
            .map(
              ([name, field]) =>
                `${name}=${String(sample(field.json, { outletId: stranger.outletId }, name))}`,
            )
        : [];
      const body = route.body ? sample(route.body.json, { outletId: stranger.outletId }) : undefined;
      const search = query.length ? `?${query.join('&')}` : '';
      const method = route.method.toUpperCase();
      const theirs = await stranger.api(method, path + search, body);
      const nowhere = await stranger.api(method, path.replace(UUID, () => uuidv7()) + search, body);
      expect([theirs.status, theirs.body?.code]).toEqual([404, 'not_found']);
      expect([nowhere.status, nowhere.body?.code]).toEqual([404, 'not_found']);
      expect(leaks(theirs.text, path)).toEqual([]);
    },
  );
});

const lists = routes.filter((route) => route.method === 'get' && !route.path.includes(':') && !route.public);

describe('every list and document, asked for with somebody else’s outlet', () => {
  test.each(lists.map(labelled))('ISO-03 %s tells nothing of the other tenant', async (_label, route) => {
    const values = { outletId: owner.outletId, from: '2020-01-01', to: '2020-12-31', groupBy: 'day' };
    const wanted = Object.entries(route.query ?? {}).filter(
      ([name, field]) => name === 'outletId' || !field.isOptional,
    );
    const search = wanted
      .map(([name, field]) => `${name}=${String(sample(field.json, values, name))}`)
      .join('&');
    const path = `${route.path}${search && `?${search}`}`;
    const answer = await stranger.api('GET', path);
    expect([200, 403, 404]).toContain(answer.status);
    expect(leaks(answer.text, path)).toEqual([]);
    const bare = await stranger.api('GET', route.path);
    expect(leaks(bare.text, '')).toEqual([]);
  });
});

test('ISO-01 nothing of the owner changed meanwhile', async () => {
  expect(await idsOf(owner.tenantId)).toEqual(ids);
});
