import { v7 as uuidv7 } from 'uuid';
import { stockMenu } from '../src/modules/orders/__tests__/orders.fixtures';
import { INVARIANTS, violations } from './invariants';
import { startTestApp } from './setup';
import type { TestApp, TestTenant } from './setup';

let app: TestApp;
let tenant: TestTenant;
const query = (sql: string) => app.sql<{ what: string }>(sql);
const broken = async () => (await violations(query)).map(({ name }) => name);

/** A small day: sold, held, part-paid, discounted, voided, cash taken out, the shift closed. */
async function sellADay(): Promise<void> {
  const goods = await stockMenu(tenant);
  const shift = await tenant.api('POST', '/shifts/open', {
    outletId: tenant.outletId,
    openingFloat: 200_000,
  });
  const shiftId = (shift.body as { data: { id: string } }).data.id;
  const order = async (more: object) => {
    const answer = await tenant.api('POST', '/orders', {
      id: uuidv7(),
      outletId: tenant.outletId,
      type: 'DINE_IN',
      items: [{ productId: goods.coffee, quantity: 2, modifiers: [{ optionId: goods.sugarLess }] }],
      ...more,
    });
    if (answer.status !== 201) throw new Error(answer.text);
    return (answer.body as { data: { id: string; cashDueTotal: number; dueTotal: number } }).data;
  };
  const pay = (id: string, body: object) => tenant.api('POST', `/orders/${id}/payments`, body);
  const paid = await order({ submit: true, discount: { type: 'PERCENT', value: 1000 } });
  await pay(paid.id, { method: 'CASH', amount: paid.cashDueTotal, tendered: paid.cashDueTotal + 5_000 });
  const part = await order({ submit: true });
  await pay(part.id, { method: 'QRIS', amount: 10_000 });
  const open = await order({});
  await tenant.api('POST', `/orders/${open.id}/void`, { reason: 'Salah pesan' });
  await tenant.api('POST', `/shifts/${shiftId}/cash-movements`, {
    direction: 'OUT',
    amount: 20_000,
    reason: 'Es batu',
  });
  const closed = await tenant.api('POST', `/shifts/${shiftId}/close`, { counted: 180_000 });
  if (closed.status !== 200) throw new Error(closed.text);
}

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  await sellADay();
  // No relay runs here: as if it had come by.
  await app.sql('UPDATE outbox SET published_seq = seq, published_at = now()');
});
afterAll(() => app.stop());

/** What breaks each: past keys, checks and triggers, as only a fault of the machine or a bad migration could. */
const DAMAGE: Record<string, string> = {
  "an order's total is its parts": 'UPDATE orders SET total = total + 1, subtotal = subtotal',
  'the rules that an order was priced by are there': 'DELETE FROM pricing_rules',
  "an order's subtotal and taxes are its lines'": 'UPDATE order_items SET tax = tax + 1',
  'what was paid is the payments, and all of it where an order is paid':
    'UPDATE payments SET amount = amount + 1',
  'numbers of an outlet and day are unique and without gaps': 'UPDATE orders SET number = number + 100',
  'every entry of the journal balances and has lines':
    'UPDATE journal_entries SET amounts[1] = amounts[1] + 1',
  'a completed sale is posted once, another not at all': "DELETE FROM journal_entries WHERE kind = 'SALE'",
  'every payment is in the journal once': 'DELETE FROM journal_entries WHERE payment_id IS NOT NULL',
  'a closed shift expects float plus cash in less cash out':
    'UPDATE shifts SET expected_total = expected_total + 7',
  'a line that was sent where a kitchen prepares it stands on one ticket': 'DELETE FROM kitchen_ticket_items',
  'every event was published, each under a number of its own': 'UPDATE outbox SET published_seq = 1',
  "a tenant's audit log has no gap": 'DELETE FROM audit_log WHERE seq = 2',
};

test('F-33 every invariant of the books holds after a day of selling, and names what breaks it', async () => {
  expect(await violations(query)).toEqual([]);
  expect(Object.keys(DAMAGE)).toEqual(INVARIANTS.map(({ name }) => name));
  for (const { conname, table } of await app.sql<{ conname: string; table: string }>(
    "SELECT conname, conrelid::regclass::text AS table FROM pg_constraint WHERE contype IN ('c', 'u') AND conrelid::regclass::text IN ('orders', 'order_items', 'payments', 'journal_entries', 'outbox', 'shifts')",
  )) {
    await app.sql(`ALTER TABLE ${table} DROP CONSTRAINT ${conname}`);
  }
  for (const [name, statement] of Object.entries(DAMAGE)) {
    await app.sql(
      `DO $$ BEGIN PERFORM set_config('session_replication_role', 'replica', true); ${statement}; END $$`,
    );
    expect(await broken()).toContain(name);
  }
});
