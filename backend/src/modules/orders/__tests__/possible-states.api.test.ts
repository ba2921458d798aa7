import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ORDER_STATUSES, PAYMENT_STATUSES, isPossible } from '@meja/domain';
import type { OrderStates } from '@meja/domain';
import { startTestApp } from '../../../../test/setup';
import type { TestApp } from '../../../../test/setup';
import { asAdmin, dropDatabase } from '../../../../test/setup/databases';
import { migrateFilled } from '../../../../test/setup/old-database';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const FACTS = [false, true];
const everyState: OrderStates[] = ORDER_STATUSES.flatMap((status) =>
  PAYMENT_STATUSES.flatMap((paymentStatus) =>
    FACTS.flatMap((isSubmitted) =>
      FACTS.flatMap((isCompleted) =>
        FACTS.flatMap((isVoided) =>
          FACTS.map((isSold) => ({
            status,
            paymentStatus,
            isSubmitted,
            isCompleted,
            isVoided,
            isSold,
          })),
        ),
      ),
    ),
  ),
);

test('F-06 SELL-01 the database takes exactly the states that the domain calls possible, of all there could be', async () => {
  const [constraint] = await app.sql<{ text: string }>(
    "SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'orders_possible_states'",
  );
  const condition = constraint!.text.replace(/^CHECK /, '');
  const judged = await app.sql<{ possible: boolean }>(
    `SELECT ${condition} AS possible FROM (
       SELECT s->>'status' AS status, s->>'paymentStatus' AS payment_status,
         CASE WHEN (s->>'isSubmitted')::bool THEN now() END AS submitted_at,
         CASE WHEN (s->>'isCompleted')::bool THEN now() END AS completed_at,
         CASE WHEN (s->>'isVoided')::bool THEN now() END AS voided_at,
         CASE WHEN (s->>'isVoided')::bool THEN 'x' END AS void_reason,
         CASE WHEN (s->>'isVoided')::bool THEN gen_random_uuid() END AS voided_by,
         CASE WHEN (s->>'isSold')::bool THEN gen_random_uuid() END AS sale_entry_id
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e(s, place) ORDER BY place) orders`,
    [JSON.stringify(everyState)],
  );
  expect(judged).toHaveLength(7 * 5 * 2 ** 4);
  const differing = everyState.filter((states, index) => isPossible(states) !== judged[index]!.possible);
  expect(differing).toEqual([]);
});

test('F-06 F-10 PAY-05 orders that stand from before are mended in place, and each sale is found in the journal', async () => {
  const fill = await readFile(join(__dirname, 'orders-of-before.sql'), 'utf8');
  const database = await migrateFilled('_order_states', fill);
  try {
    const rows = await asAdmin(async (client) => {
      const { rows: found } = await client.query<Record<string, unknown>>(
        `SELECT o.number, o.status, o.payment_status, o.void_reason, o.voided_by::text, o.voided_at IS NOT NULL AS told,
           e.kind, (SELECT string_agg(x.kind, ',') FROM journal_entries x WHERE x.order_id = o.id) AS entries
         FROM orders o LEFT JOIN journal_entries e ON e.id = o.sale_entry_id ORDER BY o.number`,
      );
      return found;
    }, database);
    const owner = '00000000-0000-7000-8000-0000000000a1';
    const boss = '00000000-0000-7000-8000-0000000000a2';
    const none = { kind: null, entries: null };
    const voided = { status: 'VOIDED', payment_status: 'UNPAID', told: true };
    const living = { void_reason: null, voided_by: null, told: false };
    expect(rows).toEqual([
      { number: 1, ...voided, void_reason: 'Tamu pergi', voided_by: boss, kind: null, entries: 'EMPTY_SALE' },
      { number: 2, ...voided, void_reason: 'removed', voided_by: owner, kind: null, entries: 'EMPTY_SALE' },
      { number: 3, ...voided, void_reason: 'Salah meja', voided_by: owner, ...none },
      { number: 4, status: 'COMPLETED', payment_status: 'PAID', ...living, kind: 'SALE', entries: 'SALE' },
      { number: 5, status: 'OPEN', payment_status: 'UNPAID', ...living, ...none },
    ]);
  } finally {
    await dropDatabase(database);
  }
});
