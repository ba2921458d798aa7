import { randomUUID } from 'node:crypto';
import { effectivePermissions } from '@meja/domain';
import type { CreateOrderBody } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { asAdmin, startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { runInContext } from '../../../platform/context';
import { effectsOf } from '../effects';
import { consider } from '../perform';
import { recordable } from '../record';
import { callFor } from '../recorder';
import { placeOrder } from '../use-cases/place-order';

let app: TestApp;
let tenant: TestTenant;
let other: TestTenant;
let shop: Shop;

beforeAll(async () => {
  app = await startTestApp();
  [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
  shop = await openShop(tenant);
  await openShop(other);
});
afterAll(() => app.stop());

type Row = Record<string, unknown>;
type Payload = Record<string, Row[]>;

/** What the API would send to the database for a sale: paid, with a ticket, its answer kept. */
async function saleCall(): Promise<{ payload: Payload; bodies: string }> {
  const userId = await ownerOf(tenant);
  const actor = {
    userId,
    accountId: randomUUID(),
    sessionId: randomUUID(),
    tenantId: tenant.tenantId,
    role: 'ADMIN_TENANT' as const,
    name: 'Rina',
    outletIds: [],
    permissions: new Set(effectivePermissions({ role: 'ADMIN_TENANT', outletIds: [] })),
    mustChangePassword: false,
  };
  const body: CreateOrderBody = {
    id: uuidv7(),
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    submit: true,
    items: [{ productId: shop.rice, quantity: 1 }],
    payments: [{ method: 'CASH', amount: 27_500 }],
  };
  const context = { requestId: uuidv7(), locale: 'id' as const, ip: '', userAgent: '', actor, route: null };
  return runInContext(context, async () => {
    const command = { tenantId: tenant.tenantId, actor, body, params: {}, version: null, mark: 'm' };
    const decision = await consider(placeOrder, command);
    if (!('work' in decision)) throw new Error('nothing to do');
    const keep = { key: uuidv7(), method: 'POST', path: '/', requestHash: 'm', status: 201, body: '{}' };
    const change = recordable(tenant.tenantId, decision.work, effectsOf(decision.work, new Map()), {
      menu: null,
      shift: null,
      keep,
    });
    const { payload, bodies } = callFor([change]);
    return { payload: JSON.parse(payload) as Payload, bodies };
  });
}

async function ownerOf(of: TestTenant): Promise<string> {
  const [row] = await app.sql<{ user_id: string }>(
    "SELECT user_id FROM memberships WHERE tenant_id = $1 AND role = 'ADMIN_TENANT'",
    [of.tenantId],
  );
  return row!.user_id;
}

/** As the API's role, which row-level security binds and which may call the one function past it. */
const record = ({ payload, bodies }: { payload: Payload; bodies: string }): Promise<string> =>
  asAdmin(async (client) => {
    await client.query('SET ROLE meja_app');
    const { rows } = await client.query<{ outcome: string }>('SELECT * FROM record_orders($1::jsonb, $2)', [
      JSON.stringify(payload),
      bodies,
    ]);
    return rows[0]!.outcome;
  }, app.database);

/** Of the other business: something of the kind that a column names. */
async function foreignOf(column: string): Promise<string | null> {
  const tables: Record<string, string> = {
    outlet_id: 'outlets',
    station_id: 'stations',
    product_id: 'products',
    shift_id: 'shifts',
  };
  if (column === 'cashier_id' || column === 'voided_by') return ownerOf(other);
  const table = tables[column];
  if (!table) return null;
  const [row] = await app.sql<{ id: string }>(`SELECT id FROM ${table} WHERE tenant_id = $1`, [
    other.tenantId,
  ]);
  return row!.id;
}

/** Rows of a business in every table that selling writes to. */
const WRITTEN = [
  'orders',
  'order_items',
  'order_counters',
  'pricing_rules',
  'payments',
  'journal_entries',
  'journal_lines_apart',
  'kitchen_tickets',
  'kitchen_ticket_items',
  'outbox',
  'audit_log',
  'idempotency_keys',
];
async function rowsOf(of: TestTenant): Promise<number[]> {
  const counts = WRITTEN.map((table) => `(SELECT count(*)::int FROM ${table} WHERE tenant_id = $1)`);
  const [row] = await app.sql<{ counts: number[] }>(`SELECT ARRAY[${counts.join(',')}] AS counts`, [
    of.tenantId,
  ]);
  return row!.counts;
}

test('ISO-01 ISO-02 no field of a row brings anything into another business, or anything of another one into this', async () => {
  await other.api('POST', '/shifts/open', { outletId: other.outletId, openingFloat: 0 });
  const { payload } = await saleCall();
  const fields = Object.entries(payload)
    .filter(([table]) => Array.isArray(payload[table]) && table !== 'changes')
    .flatMap(([table, rows]) => Object.keys(rows[0]!).map((column) => ({ table, column })));
  expect(fields.length).toBeGreaterThan(80);
  const before = await rowsOf(other);
  const smuggled: string[] = [];
  for (const { table, column } of fields) {
    const foreign = await foreignOf(column);
    if (foreign === null) continue;
    const call = await saleCall();
    for (const row of call.payload[table]!) row[column] = foreign;
    const outcome = await record(call).catch((error: Error) => error.message);
    if (/foreign key|violates/.test(outcome)) smuggled.push(`${table}.${column}`);
    // What is not even read is no way in either.
    else expect([`${table}.${column}`, outcome]).toEqual(['orders.shift_id', 'created']);
  }
  expect(smuggled).toEqual(
    expect.arrayContaining([
      'orders.outlet_id',
      'lines.product_id',
      'tickets.station_id',
      'payments.cashier_id',
    ]),
  );
  const [shifts] = await app.sql<{ foreign: number }>(
    'SELECT count(*)::int AS foreign FROM orders o JOIN shifts s ON s.id = o.shift_id WHERE o.tenant_id <> s.tenant_id',
  );
  expect(shifts).toEqual({ foreign: 0 });
  // A row can not say whose it is: the word of its change alone counts.
  const named = await saleCall();
  for (const rows of Object.values(named.payload))
    if (Array.isArray(rows)) for (const row of rows) row.tenant_id = other.tenantId;
  expect(await record(named)).toBe('created');
  // Money and events are of their order's outlet and of the shift that was open for it, whatever they say.
  const strayed = await saleCall();
  const [elsewhere, shift] = [await foreignOf('outlet_id'), await foreignOf('shift_id')];
  for (const table of ['payments', 'entries', 'events'])
    for (const row of strayed.payload[table]!) Object.assign(row, { outlet_id: elsewhere, shift_id: shift });
  expect(await record(strayed)).toBe('created');
  const orderId = strayed.payload.orders![0]!.id as string;
  const places = await app.sql<{ outlet_id: string; shift_id: string | null }>(
    `SELECT DISTINCT outlet_id, shift_id FROM (
       SELECT outlet_id, shift_id FROM payments WHERE order_id = $1
       UNION ALL SELECT outlet_id, shift_id FROM journal_entries WHERE order_id = $1
       UNION ALL SELECT outlet_id, NULL FROM outbox WHERE data->>'orderId' = $2) x`,
    [orderId, orderId],
  );
  expect(places).toEqual([{ outlet_id: tenant.outletId, shift_id: null }]);
  // A row of a place that there is no change for belongs to nobody.
  const misplaced = await saleCall();
  for (const row of misplaced.payload.events!) row.n = 2;
  expect(await record(misplaced)).toBe('created');
  expect(await rowsOf(other)).toEqual(before);
});

test('ISO-01 nobody but the API may record past row-level security, and nobody signs in as the role that does', async () => {
  const call = await saleCall();
  await expect(
    asAdmin(async (client) => {
      await client.query('SET ROLE meja_platform');
      await client.query('SELECT record_orders($1::jsonb, $2)', [JSON.stringify(call.payload), call.bodies]);
    }, app.database),
  ).rejects.toThrow(/permission denied/);
  const [role] = await app.sql(
    "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'meja_recorder'",
  );
  expect(role).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
  const [rights] = await app.sql<{ deletes: number; tables: string[] }>(
    `SELECT count(*) FILTER (WHERE privilege_type IN ('DELETE', 'TRUNCATE'))::int AS deletes,
       array_agg(DISTINCT table_name::text ORDER BY table_name::text)
         FILTER (WHERE privilege_type = 'INSERT') AS tables
     FROM information_schema.role_table_grants WHERE grantee = 'meja_recorder'`,
  );
  expect(rights).toEqual({ deletes: 0, tables: [...WRITTEN, 'audit_heads'].sort() });
});

test('DEP-04 PAY-05 REP-06 a sale as the version before sends one is the same sale', async () => {
  const { payload } = await saleCall();
  const lines = payload.entries!.flatMap(({ n, id, accounts, amounts, method }) =>
    (accounts as string[]).map((account, index) => ({
      n,
      entry_id: id,
      line_no: index + 1,
      account,
      amount: (amounts as number[])[index],
      method,
    })),
  );
  const stray = { outlet_id: tenant.outletId };
  const taxClass = { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1, inclusive: false };
  const sent = {
    ...payload,
    payments: payload.payments!.map((row) => ({ ...row, ...stray })),
    entries: payload.entries!.map(({ accounts: _, amounts: __, method: ___, ...row }) => ({
      ...row,
      ...stray,
    })),
    entryLines: lines,
    events: payload.events!.map((row) => ({ ...row, ...stray })),
    lines: payload.lines!.map((row) => ({ ...row, tax_definition: taxClass })),
    answers: payload.answers!.map(({ packed: _, ...row }) => row),
  };
  const token = payload.token as unknown as string;
  expect(await record({ payload: sent, bodies: `{"data":{"number":"${token}"}}` })).toBe('created');
  const { id, number } = (
    await app.sql<{ id: string; number: number }>('SELECT id, number FROM orders WHERE id = $1', [
      payload.orders![0]!.id,
    ])
  )[0]!;
  const entries = await app.sql<{
    kind: string;
    accounts: string[];
    amounts: string[];
    method: string | null;
  }>('SELECT kind, accounts, amounts, method FROM journal_entries WHERE order_id = $1 ORDER BY kind', [id]);
  expect(entries).toEqual(
    ['PAYMENT', 'SALE'].map((kind) => {
      const { accounts, amounts, method } = payload.entries!.find((entry) => entry.kind === kind)!;
      return { kind, accounts, amounts: (amounts as number[]).map(String), method };
    }),
  );
  const key = payload.answers![0]!.key;
  const [kept] = await app.sql('SELECT body, packed FROM idempotency_keys WHERE key = $1', [key]);
  expect(kept).toEqual({ body: `{"data":{"number":"${number}"}}`, packed: null });
  const { body } = await tenant.api('GET', `/orders/${id}`);
  expect(body.data.items[0].taxDefinition).toEqual(taxClass);
});
