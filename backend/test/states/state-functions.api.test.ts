import { isDeepStrictEqual } from 'node:util';
import {
  KITCHEN_STATUSES,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  deriveOrderStatus,
  deriveTicketStatus,
} from '@meja/domain';
import { asAdmin, createDatabase, dropDatabase } from '../setup';
import {
  LIVING,
  ORDER_SETS,
  TICKET_SETS,
  orderStateSql,
  orderStatesOf,
  statesOf,
  ticketStateSql,
} from './state-functions';

let database: string;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => dropDatabase(database));

const query = <R extends object>(text: string, values: unknown[] = []) =>
  asAdmin(async (client) => (await client.query(text, values)).rows as R[], database);

/** Compares, and where a rule has changed says what the new migration has to hold. */
function expectSame(stored: unknown, wanted: unknown, sql: string): void {
  if (isDeepStrictEqual(stored, wanted)) return;
  throw new Error(`the rule has changed; write a new migration with\n\n${sql}`);
}

test('KDS-06 the database reckons a ticket’s state as the domain does, from every set of its items’', async () => {
  const rows = await query<{ state: string }>(
    'SELECT kitchen_ticket_state(n) AS state FROM generate_series(0, $1 - 1) n ORDER BY n',
    [TICKET_SETS],
  );
  const wanted = rows.map((_, set) => deriveTicketStatus(statesOf(set)));
  expect(rows).toHaveLength(16);
  expectSame(
    rows.map(({ state }) => state),
    wanted,
    ticketStateSql(),
  );
});

test('KDS-06 and an order’s, from every set, payment and present state', async () => {
  const rows = await query<{ current: string; payment: string; set: number; state: string }>(
    `SELECT c AS current, p AS payment, n AS set, order_state(n, p, c) AS state
     FROM unnest($1::text[]) WITH ORDINALITY AS a(c, i), unnest($2::text[]) WITH ORDINALITY AS b(p, j),
       generate_series(0, $3 - 1) n ORDER BY i, j, n`,
    [ORDER_STATUSES, PAYMENT_STATUSES, ORDER_SETS],
  );
  const wanted = ORDER_STATUSES.flatMap((current) =>
    PAYMENT_STATUSES.flatMap((payment) =>
      Array.from({ length: ORDER_SETS }, (_, set) => ({
        current,
        payment,
        set,
        state: deriveOrderStatus(orderStatesOf(set), payment, current),
      })),
    ),
  );
  expect(rows).toHaveLength(1120);
  expectSame(rows, wanted, orderStateSql());
});

test('KDS-06 the states’ bits are those of the sets', async () => {
  const rows = await query<{ bit: number }>(
    'SELECT kitchen_state_bit(s) AS bit FROM unnest($1::text[]) WITH ORDINALITY AS a(s, i) ORDER BY i',
    [[...LIVING, null, ...KITCHEN_STATUSES.filter((status) => status === 'VOIDED')]],
  );
  expect(rows.map(({ bit }) => bit)).toEqual([1, 2, 4, 8, 16, 0]);
});
