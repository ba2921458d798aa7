import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import { ensureSuperAdmin } from '../../src/modules/auth';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import type { Field, Route } from '../../src/platform/http';
import { saveAccount } from '../../src/platform/gateway';
import { startTestApp } from '../setup';
import type { Caller, TestApp, TestTenant } from '../setup';
import { sample } from './sample';

const superAdmin = { email: 'pusat@contoh.test', password: 'gerobak-merah-tua-19' };
let app: TestApp;
let owner: TestTenant;
let stranger: TestTenant;
let admin: Caller;
/** A cursor of every list, and the query it belongs to. */
const pages = new Map<Route, { query: Record<string, string>; cursor: string }>();

const lists = routes.filter((route) => route.method === 'get' && 'cursor' in (route.query ?? {}));
const labelled = (route: Route): [string, Route] => [route.path, route];
const callerOf = ({ path }: Route, tenant = owner) => (path.startsWith('/admin') ? admin : tenant.api);

function read(route: Route, query: Record<string, string>, api = callerOf(route)) {
  return api('GET', `${route.path}?${new URLSearchParams(query).toString()}`);
}

/** At least two of everything that is listed. */
async function furnish({ api, staff, outletId }: TestTenant): Promise<void> {
  const tenant = { api, staff, outletId } as TestTenant;
  const goods = await stockMenu(tenant);
  await staff('CASHIER');
  for (const planId of ['BASIC', 'PRO']) await api('POST', '/subscription/change', { planId });
  for (const name of ['Satu', 'Dua']) {
    for (const [path, body] of [
      ['/outlets', { name, code: `K${name.length}` }],
      ['/stations', { name }],
      ['/categories', { name }],
      ['/terminals', { name, outletId }],
      ['/api-keys', { name, scopes: ['order:read'] }],
      ['/modifier-groups', { name, min: 0, max: 1, options: [{ name: 'x', price: 0 }] }],
      [
        '/orders',
        {
          outletId,
          type: 'TAKEAWAY',
          queueName: name,
          items: [{ productId: goods.coffee, quantity: 1 }],
          submit: true,
          payments: [{ method: 'QRIS', amount: 1_000 }],
        },
      ],
    ] as [string, object][]) {
      expect([path, (await api('POST', path, body)).status]).toEqual([path, 201]);
    }
    const opened = await api('POST', '/shifts/open', { outletId, openingFloat: 1_000 });
    expect(opened.status).toBe(201);
    const { status } = await api('POST', `/shifts/${opened.body.data.id}/close`, { counted: 1_000 });
    expect(status).toBe(200);
  }
}

/** Tries to pay, and money that waits for a person, as a gateway would leave them behind. */
async function furnishPayments({ tenantId }: TestTenant): Promise<void> {
  const secrets = { apiKey: 'kunci-uji-cursor', callbackToken: null };
  await saveAccount({ gateway: 'MIDTRANS', mode: 'SANDBOX', ...secrets }, 'uji');
  await app.sql(
    `INSERT INTO invoice_charges (tenant_id, id, invoice_id, account_id, order_id, method, amount, status, created_at, expires_at)
     SELECT $1, gen_random_uuid(), i.id, (SELECT id FROM service_gateways), i.id, 'QRIS', 1000, 'EXPIRED', now(), now()
     FROM invoices i WHERE i.tenant_id = $1`,
    [tenantId],
  );
  await app.sql(
    `INSERT INTO payment_findings (id, kind, gateway, order_id, provider_id, amount, found_at)
     SELECT gen_random_uuid(), 'UNKNOWN_ORDER', 'MIDTRANS', order_id, order_id, 1000, now() FROM invoice_charges`,
  );
}

async function requiredOf(route: Route, { api, outletId }: TestTenant): Promise<Record<string, string>> {
  const known = { outletId };
  const required = Object.entries(route.query ?? {}).filter(([, field]) => !field.isOptional);
  const query = Object.fromEntries(
    required.map(([name, field]) => [name, String(sample(field.json, known, name))]),
  );
  // Without it the list is the newest, which has no next page.
  if (route.path === '/events') query.since = (await api('GET', '/events')).body.data[0].id;
  return query;
}

beforeAll(async () => {
  app = await startTestApp({ superAdmin });
  owner = await app.registerTenant();
  stranger = await app.registerTenant();
  await ensureSuperAdmin();
  const { body } = await app.api('POST', '/auth/login', superAdmin);
  admin = app.as(body.data.accessToken);
  await furnish(owner);
  await furnishPayments(owner);
  await furnish(stranger);
  for (const kind of ['INFO', 'WARNING']) {
    const said = { kind, text: { id: 'Halo', en: 'Hello' }, audience: 'ALL', plans: [], tenantIds: [] };
    const time = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const when = { from: time(-1), until: time(1), readers: 'ADMINS' };
    const answer = await admin('POST', '/admin/announcements', { ...said, ...when });
    expect(answer.status).toBe(201);
  }
  // As the relay does, which does not run here.
  await app.sql("UPDATE outbox SET published_seq = nextval('outbox_published'), published_at = now()");
});
afterAll(() => app.stop());

const refusal = { status: 422, code: 'validation_failed', paths: ['cursor'] };
const told = ({ status, body }: Awaited<ReturnType<Caller>>) => ({
  status,
  code: body.code,
  paths: (body.errors as { path: string }[] | undefined)?.map(({ path }) => path),
});

test.each(lists.map(labelled))(
  'F-26 SEC-03 %s has a next page, whatever the size of it',
  async (_, route) => {
    const query = await requiredOf(route, owner);
    const first = await read(route, { ...query, limit: '1' });
    expect([route.path, first.status, typeof first.body.meta.nextCursor]).toEqual([
      route.path,
      200,
      'string',
    ]);
    const cursor = first.body.meta.nextCursor as string;
    pages.set(route, { query, cursor });
    for (const limit of ['1', '5']) {
      const next = await read(route, { ...query, limit, cursor });
      expect(next.status).toBe(200);
      expect(next.body.data[0]).not.toEqual(first.body.data[0]);
    }
  },
);

test.each(lists.map(labelled))('F-26 SEC-03 %s refuses the cursor of every other list', async (_, route) => {
  for (const [other, { cursor }] of pages) {
    if (other === route) continue;
    const answer = await read(route, { ...pages.get(route)!.query, cursor });
    expect([other.path, told(answer)]).toEqual([other.path, refusal]);
  }
});

const changed = (name: string, field: Field): string => {
  if (name === 'q') return 'lain';
  if (name === 'status' && !field.json.enum) return 'OPEN';
  if (name === 'outletId' || field.json.format === 'uuid') return uuidv7();
  return String(sample(field.json, {}, name));
};

test.each(lists.map(labelled))(
  'F-26 SEC-03 %s refuses its own cursor for another query',
  async (_, route) => {
    const { query, cursor } = pages.get(route)!;
    const filters = Object.entries(route.query!).filter(([name]) => name !== 'cursor' && name !== 'limit');
    for (const [name, field] of filters) {
      const answer = await read(route, { ...query, [name]: changed(name, field), cursor });
      expect([name, told(answer)]).toEqual([name, refusal]);
    }
  },
);

const tenantLists = lists.filter(({ path }) => !path.startsWith('/admin'));
test.each(tenantLists.map(labelled))('F-26 ISO-01 %s refuses another tenant’s cursor', async (_, route) => {
  const query = await requiredOf(route, stranger);
  const theirs = await read(route, { ...query, limit: '1' }, stranger.api);
  const cursor = theirs.body.meta.nextCursor as string;
  expect(told(await read(route, { ...pages.get(route)!.query, cursor }))).toEqual(refusal);
});

const plain = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');

test.each(lists.map(labelled))(
  'F-26 SEC-03 %s refuses what was made by hand, cut off or bent',
  async (_, route) => {
    const { query, cursor } = pages.get(route)!;
    const [body, seal] = cursor.split('.') as [string, string];
    const forged = [
      plain(['2026-01-01T00:00:00.000Z', uuidv7()]),
      plain(['x', 'y']),
      plain([1e308, null]),
      plain(['infinity', 'bukan']),
      plain({}),
      plain([-1]),
      body,
      `${body}.`,
      `.${seal}`,
      cursor.slice(0, -1),
      cursor.slice(1),
      `${cursor}A`,
      `${cursor}.x`,
      `${cursor}=`,
      `${plain(['2026-01-01T00:00:00.000Z', uuidv7()])}.${seal}`,
      'x',
      '\u0000',
      'é\u0301',
      '../../x',
      'A'.repeat(2_000),
    ];
    for (const wrong of forged) {
      expect([wrong, told(await read(route, { ...query, cursor: wrong }))]).toEqual([wrong, refusal]);
    }
    for (const bytes of ['%ff', '%00', '%E0%A4%A', '%ED%A0%80']) {
      const answer = await callerOf(route)(
        'GET',
        `${route.path}?${new URLSearchParams(query).toString()}&cursor=${bytes}`,
      );
      expect([bytes, answer.status, answer.body.code]).toEqual([bytes, 422, 'validation_failed']);
    }
  },
);

test('F-26 CAT-01 a page goes on behind a thing that was removed meanwhile', async () => {
  const { api } = await app.registerTenant();
  const names = ['A', 'B', 'C', 'D'];
  for (const name of names) await api('POST', '/categories', { name });
  const first = await api('GET', '/categories?limit=2');
  await api('DELETE', `/categories/${first.body.data[1].id}`);
  const next = await api('GET', `/categories?limit=2&cursor=${first.body.meta.nextCursor}`);
  expect(next.body.data.map(({ name }: { name: string }) => name)).toEqual(['C', 'D']);
});
