import { routes } from '../../src/app/routes';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import type { Route } from '../../src/platform/http';
import { startTestApp } from '../setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../setup';
import { labelled, pathOf, withIds } from './path-of';
import type { Entity } from './path-of';
import { queriesOf, sample } from './sample';
import { digestOf } from './twin-world';

const ROLES = ['ADMIN_TENANT', 'SUPERVISOR', 'CASHIER', 'KITCHEN'] as const;
/** Stands in every text of the other outlet, and in its amounts. */
const MARKER = 'RAHASIA';
const PRICE = 7_777_777;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

let app: TestApp;
let owner: TestTenant;
let here: string;
let there: string;
let stationThere: string;
/** Everyone who is limited to `here`. */
const limited = new Map<string, Caller>();
/** Every id that belongs to the other outlet. */
let ids: Set<string>;

async function must(answer: Promise<ApiAnswer>): Promise<Entity> {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${text}`);
  return (body as { data: Entity } | undefined)?.data ?? { id: '' };
}

async function idsOfOther(): Promise<Set<string>> {
  const tables = await app.sql<{ name: string }>(`
    SELECT c.table_name AS name FROM information_schema.columns c
    JOIN information_schema.columns i ON i.table_name = c.table_name AND i.column_name = 'id' AND i.data_type = 'uuid'
    WHERE c.column_name = 'outlet_id' AND c.table_schema = 'public'`);
  const found = await Promise.all([
    ...tables.map(({ name }) =>
      app.sql<{ id: string }>(`SELECT id FROM ${name} WHERE outlet_id = $1`, [there]),
    ),
    app.sql<{ id: string }>(
      'SELECT i.id FROM order_items i JOIN orders o ON o.id = i.order_id WHERE o.outlet_id = $1',
      [there],
    ),
    app.sql<{ id: string }>('SELECT user_id AS id FROM memberships WHERE outlet_ids = ARRAY[$1::uuid]', [
      there,
    ]),
  ]);
  return new Set([...found.flat().map(({ id }) => id), there]);
}

/** Sells, takes cash and voids in the outlet of somebody. */
async function work(api: Caller, outletId: string, productId: string, text: (what: string) => string) {
  const shift = await must(api('POST', '/shifts/open', { outletId, openingFloat: 100_000 }));
  const movement = { direction: 'IN', amount: 5_000, reason: text('Receh') };
  await must(api('POST', `/shifts/${shift.id}/cash-movements`, movement));
  const sale = {
    outletId,
    type: 'DINE_IN',
    tableName: text('Meja'),
    note: text('Catatan'),
    items: [{ productId, quantity: 1, note: text('Pedas') }],
    submit: true,
  };
  const paid = await must(api('POST', '/orders', sale));
  const { dueTotal } = paid as Entity & { dueTotal: number };
  await must(api('POST', `/orders/${paid.id}/payments`, { method: 'QRIS', amount: dueTotal }));
  const open = await must(api('POST', '/orders', sale));
  await must(api('PATCH', `/orders/${open.id}`, { discount: { type: 'PERCENT', value: 500 } }));
  const gone = await must(api('POST', '/orders', { ...sale, submit: false }));
  await must(api('POST', `/orders/${gone.id}/void`, { reason: text('Batal') }));
}

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.registerTenant();
  here = owner.outletId;
  const { bread } = await stockMenu(owner);
  const secret = (what: string) => `${what} ${MARKER}`;
  there = (await must(owner.api('POST', '/outlets', { name: secret('Cabang'), address: secret('Jalan') })))
    .id;
  const station = { name: secret('Dapur'), outletId: there };
  stationThere = (await must(owner.api('POST', '/stations', station))).id;
  await must(owner.api('POST', '/stations', { name: 'Bar sini', outletId: here }));
  await must(owner.api('POST', '/terminals', { name: secret('Kasir'), outletId: there }));
  await must(owner.api('POST', '/api-keys', { name: secret('Kunci'), scopes: ['order:read'] }));
  await owner.api('POST', '/subscription/change', { planId: 'BASIC' });
  await must(owner.api('PATCH', `/products/${bread}`, { stationId: stationThere }));
  const price = { outletId: there, available: true, price: PRICE };
  await must(owner.api('PUT', `/products/${bread}/availability`, price));
  const away = await owner.staff('SUPERVISOR', { name: secret('Bu'), outletIds: [there] });
  await work(away.api, there, bread, secret);
  for (const role of ROLES) {
    const { api } = await owner.staff(role, { outletIds: [here] });
    limited.set(role, api);
  }
  await work(limited.get('SUPERVISOR')!, here, bread, (what) => what);
  ids = await idsOfOther();
}, 60_000);
afterAll(() => app.stop());

function expectNothingOfOther({ text }: ApiAnswer, sent = ''): void {
  const asked = new Set(sent.match(UUID) ?? []);
  expect(text).not.toContain(MARKER);
  expect(text).not.toContain(String(PRICE));
  expect([...new Set(text.match(UUID) ?? [])].filter((id) => ids.has(id) && !asked.has(id))).toEqual([]);
}

const isOther = ({ id, outletId, outletIds }: Entity) =>
  id === there ||
  outletId === there ||
  (Array.isArray(outletIds) && outletIds.length === 1 && outletIds[0] === there);

/** A route's path with something of the other outlet; where its kind has no outlet, with what all share. */
async function pathThere(route: Route): Promise<{ path: string; isShared: boolean }> {
  const choose = (entities: Entity[]) => entities.find(isOther) ?? entities[0];
  const { path, entity } = await pathOf(route, { api: owner.api, outletId: there }, choose);
  return { path, isShared: !isOther(entity) };
}

const known = () => ({ outletId: there, outletIds: [there], stationId: stationThere });
const reading = routes.filter((route) => route.method === 'get' && !route.public);
const changing = routes.filter(
  (route) =>
    route.method !== 'get' &&
    !route.public &&
    route.permission !== 'profile:manage' &&
    !route.permission.startsWith('platform:'),
);

describe('who is limited to one outlet gets nothing of another', () => {
  test.each(reading.filter((route) => !route.path.includes(':')).map(labelled))(
    'F-45 ISO-03 %s shows nothing of it, asked for it or not',
    async (_label, route) => {
      const days = { from: '2026-01-01', to: '2026-12-31', q: 'a' };
      for (const api of limited.values()) {
        for (const search of [...queriesOf(route, { ...known(), ...days }), ...queriesOf(route, days)]) {
          const path = route.path + search;
          const answer = await api('GET', path);
          expect(answer.status).toBeLessThan(500);
          expectNothingOfOther(answer, path);
        }
        expectNothingOfOther(await api('GET', route.path));
      }
    },
  );

  test.each(withIds.filter(({ method }) => method === 'get').map(labelled))(
    'F-45 ISO-03 %s is a 404',
    async (_label, route) => {
      const { path, isShared } = await pathThere(route);
      for (const api of limited.values()) {
        for (const search of queriesOf(route)) {
          const answer = await api('GET', path + search);
          if (!isShared) expect([403, 404]).toContain(answer.status);
          expectNothingOfOther(answer, path);
        }
      }
    },
  );

  test.each(changing.map(labelled))('F-45 ISO-03 %s changes nothing of it', async (_label, route) => {
    const path = route.path.includes(':') ? (await pathThere(route)).path : route.path;
    const before = await digestOf(app, owner.tenantId);
    for (const api of limited.values()) {
      const body = route.body ? sample(route.body.json, known()) : undefined;
      const answer = await api(route.method.toUpperCase(), path, body);
      // Outlets that somebody is to work in are a list in the body: the one that is not there is named.
      const isNamed = answer.status === 422 && answer.body.errors[0].path.startsWith('outletIds');
      if (!isNamed) expect([403, 404]).toContain(answer.status);
      expectNothingOfOther(answer, path + JSON.stringify(body));
    }
    expect(await digestOf(app, owner.tenantId)).toBe(before);
  });

  test('F-45 sums are of their own outlet alone', async () => {
    const period = 'from=2026-01-01&to=2026-12-31';
    const mine = await owner.api('GET', `/reports/sales?${period}&outletId=${here}`);
    expect(mine.body.data.totals.orders).toBe(1);
    for (const role of ['ADMIN_TENANT', 'SUPERVISOR']) {
      const { body } = await limited.get(role)!('GET', `/reports/sales?${period}`);
      expect(body.data.totals).toEqual(mine.body.data.totals);
    }
  });

  test('F-45 AUTH-09 the log of their own outlet is theirs to read, the whole log’s proof is not', async () => {
    const admin = limited.get('ADMIN_TENANT')!;
    const { body } = await admin('GET', '/audit-log');
    const rows = body.data as { action: string; outletId: string }[];
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['shift.open', 'shift.cash_movement', 'order.void', 'station.create']),
    );
    expect(rows.filter(({ outletId }) => outletId !== here)).toEqual([]);
    expect((await admin('GET', '/audit-log/verify')).status).toBe(403);
    const proof = await owner.api('GET', '/audit-log/verify');
    expect(proof.body.data).toMatchObject({ intact: true, brokenAt: null });
  });
});

test('F-45 AUTH-09 what the log tells of a thing of an outlet names that outlet', async () => {
  const tables = await app.sql<{ name: string }>(`
    SELECT c.table_name AS name FROM information_schema.columns c
    JOIN information_schema.columns i ON i.table_name = c.table_name AND i.column_name = 'id' AND i.data_type = 'uuid'
    WHERE c.column_name = 'outlet_id' AND c.table_schema = 'public' AND c.table_name <> 'audit_log'`);
  const rows = tables.map(
    ({ name }) => `SELECT a.action FROM audit_log a JOIN ${name} t ON t.tenant_id = a.tenant_id
      AND t.id::text = a.entity_id AND t.outlet_id IS NOT NULL AND a.outlet_id IS DISTINCT FROM t.outlet_id`,
  );
  expect(await app.sql(rows.join(' UNION '))).toEqual([]);
  const [told] = await app.sql<{ actions: string[] }>(
    'SELECT array_agg(DISTINCT action) AS actions FROM audit_log WHERE outlet_id = $1',
    [there],
  );
  expect(told!.actions).toEqual(expect.arrayContaining(['order.discount', 'order.void', 'shift.open']));
});

describe('an admin limited to one outlet manages that one', () => {
  test('F-45 what belongs to it is theirs to change: its name, its stations, its prices and its people', async () => {
    const admin = limited.get('ADMIN_TENANT')!;
    expect((await admin('PATCH', `/outlets/${here}`, { name: 'Kedai Sini' })).status).toBe(200);
    const station = await admin('POST', '/stations', { name: 'Kasir', outletId: here });
    expect(station.status).toBe(201);
    expect((await admin('DELETE', `/stations/${station.body.data.id}`)).status).toBe(204);
    const [product] = (await admin('GET', '/products')).body.data as { id: string }[];
    const path = `/products/${product!.id}/availability`;
    const priced = await admin('PUT', path, { outletId: here, available: true, price: 9_000 });
    expect(priced.body.data.outletPrices).toEqual([{ outletId: here, price: 9_000 }]);
    const member = { email: 'baru@contoh.test', name: 'Baru', role: 'CASHIER', outletIds: [here] };
    expect((await admin('POST', '/users', member)).status).toBe(201);
  });

  test('F-45 what all outlets share is not: settings, the menu, shared stations, outlets, permissions', async () => {
    const admin = limited.get('ADMIN_TENANT')!;
    const [product] = (await admin('GET', '/products')).body.data as { id: string }[];
    const shared = ((await admin('GET', '/stations')).body.data as { id: string; outletId: string | null }[])
      .filter(({ outletId }) => outletId === null)
      .map(({ id }) => id);
    expect(shared.length).toBeGreaterThan(0);
    const refused = [
      admin('PATCH', '/settings', { receiptFooter: 'x' }),
      admin('POST', '/outlets', { name: 'Baru' }),
      admin('DELETE', `/outlets/${here}`),
      admin('POST', '/categories', { name: 'x' }),
      admin('PATCH', `/products/${product!.id}`, { price: 1 }),
      admin('POST', '/stations', { name: 'x' }),
      admin('PATCH', `/stations/${shared[0]}`, { name: 'x' }),
      admin('DELETE', `/stations/${shared[0]}`),
    ];
    for (const answer of await Promise.all(refused)) {
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
    }
    const member = { email: 'lain@contoh.test', name: 'Lain', role: 'CASHIER', outletIds: [here] };
    const granted = await admin('POST', '/users', { ...member, grants: ['settings:manage'] });
    expect([granted.status, granted.body.errors[0]]).toMatchObject([422, { path: 'grants.0' }]);
    const { permissions } = (await admin('GET', '/auth/me')).body.data as { permissions: string[] };
    expect(permissions).not.toContain('settings:manage');
  });
});
