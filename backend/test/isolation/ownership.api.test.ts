import { v7 as uuidv7 } from 'uuid';
import { openShop } from '../factories/selling';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';

let app: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
});
afterAll(() => app.stop());

/** Which module may write a table. */
const OWNERS: Record<string, readonly string[]> = {
  orders: ['orders', 'order_items', 'order_counters', 'payments', 'pricing_rules'],
  ledger: ['journal_entries'],
  kitchen: ['kitchen_tickets', 'kitchen_ticket_items'],
  events: ['outbox'],
  audit: ['audit_log', 'audit_heads'],
  http: ['idempotency_keys'],
};

/** Which module a function is of. `record_orders` itself writes nothing: it calls them. */
const FUNCTIONS: Record<string, readonly string[]> = {
  orders: [
    'apply_order_lines',
    'apply_line_changes',
    'apply_payments',
    'take_order_numbers',
    'apply_pricing_rules',
    'apply_orders',
    'apply_order_changes',
    'orders_follow_kitchen',
    'orders_follow_items',
  ],
  ledger: ['apply_entries'],
  kitchen: ['apply_tickets', 'kitchen_follow_order', 'kitchen_move_ticket'],
  events: ['apply_events', 'append_event', 'append_events', 'publish_events'],
  audit: ['audit_append'],
  http: ['apply_answers', 'keep_answer'],
};

/** Called by processes of the version before this one while a rollout lasts. */
const OF_BEFORE = ['write_order'];

const WRITES = /\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)/g;

test('KDS-06 PERF-01 each table that selling writes has one owner, whose functions alone write it', async () => {
  const functions = await app.sql<{ name: string; source: string }>(
    "SELECT proname AS name, prosrc AS source FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
  );
  const ownerOf = new Map(
    Object.entries(OWNERS).flatMap(([owner, tables]) => tables.map((table) => [table, owner])),
  );
  const moduleOf = new Map(
    Object.entries(FUNCTIONS).flatMap(([module, names]) => names.map((name) => [name, module])),
  );
  const written = functions
    .filter(({ name }) => !OF_BEFORE.includes(name))
    .flatMap(({ name, source }) =>
      [...source.matchAll(WRITES)].map(([, table]) => ({ name, table: table!, owner: ownerOf.get(table!) })),
    )
    .filter(({ owner }) => owner !== undefined);
  const strangers = written.filter(({ name, owner }) => moduleOf.get(name) !== owner);
  expect(strangers).toEqual([]);
  expect(new Set(written.map(({ table }) => table))).toEqual(new Set(ownerOf.keys()));
  // A function that copies whole rows writes NULL into a column that it does not know.
  const whole = functions.filter(({ source }) => /SELECT\s+\w+\.\*\s+FROM jsonb_populate/.test(source));
  expect(whole.map(({ name }) => name).filter((name) => !OF_BEFORE.includes(name))).toEqual([]);
});

test('DEP-04 a column with a default that this version does not know breaks no sale', async () => {
  const shop = await openShop(tenant);
  for (const table of Object.values(OWNERS).flat())
    await app.sql(`ALTER TABLE ${table} ADD COLUMN of_tomorrow text NOT NULL DEFAULT 'tomorrow'`);
  const keyed = (): Record<string, string> => ({ 'idempotency-key': uuidv7() });
  const placed = await tenant.api(
    'POST',
    '/orders',
    {
      outletId: tenant.outletId,
      type: 'DINE_IN',
      tableName: '7',
      submit: true,
      items: [
        { productId: shop.rice, quantity: 2 },
        { productId: shop.coffee, quantity: 1 },
      ],
    },
    keyed(),
  );
  expect(placed.status).toBe(201);
  const { id, items } = placed.body.data;
  const added = await tenant.api('POST', `/orders/${id}/items`, {
    items: [{ productId: shop.cracker, quantity: 1 }],
  });
  expect(added.status).toBe(201);
  const voided = await tenant.api('POST', `/orders/${id}/items/${items[1].id}/void`, { reason: 'salah' });
  expect(voided.status).toBe(200);
  const [ticket] = await app.sql<{ id: string }>(
    "SELECT id FROM kitchen_tickets WHERE order_id = $1 AND status <> 'VOIDED'",
    [id],
  );
  const bumped = await tenant.api('POST', `/kitchen/tickets/${ticket!.id}/status`, { status: 'READY' });
  expect(bumped.status).toBe(200);
  const { dueTotal } = voided.body.data;
  const paid = await tenant.api(
    'POST',
    `/orders/${id}/payments`,
    { method: 'CARD', amount: dueTotal },
    keyed(),
  );
  expect([paid.status, paid.body.data.paymentStatus]).toEqual([201, 'PAID']);
  for (const table of Object.values(OWNERS).flat()) {
    const [row] = await app.sql<{ rows: number; known: number }>(
      `SELECT count(*)::int AS rows, count(*) FILTER (WHERE of_tomorrow = 'tomorrow')::int AS known FROM ${table}`,
    );
    expect([table, row!.known]).toEqual([table, row!.rows]);
    expect([table, row!.rows > 0]).toEqual([table, true]);
  }
});
