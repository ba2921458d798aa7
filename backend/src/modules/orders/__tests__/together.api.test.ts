import { v7 as uuidv7 } from 'uuid';
import { asAdmin, startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';

let app: TestApp;
let tenant: TestTenant;
let other: TestTenant;
const shops = new Map<TestTenant, Shop>();

beforeAll(async () => {
  app = await startTestApp();
  for (const open of ([tenant, other] = [await app.registerTenant(), await app.registerTenant()]))
    shops.set(open, await openShop(open));
});
afterAll(() => app.stop());

interface Sale {
  id: string;
  key?: string;
  itemId?: string;
  dish?: 'rice' | 'cracker';
}

const sell = (who: TestTenant, { id, key, itemId, dish = 'rice' }: Sale): Promise<ApiAnswer> =>
  who.api(
    'POST',
    '/orders',
    {
      id,
      outletId: who.outletId,
      type: 'TAKEAWAY',
      submit: true,
      items: [{ ...(itemId && { id: itemId }), productId: shops.get(who)![dish], quantity: 1 }],
    },
    key ? { 'idempotency-key': key } : {},
  );

/** In how many transactions these orders were recorded. */
async function transactionsOf(ids: readonly string[]): Promise<number> {
  const [row] = await app.sql<{ count: number }>(
    'SELECT count(DISTINCT xmin::text)::int AS count FROM orders WHERE id = ANY ($1)',
    [ids],
  );
  return row!.count;
}

const numbersOf = async (who: TestTenant): Promise<number[]> =>
  (
    await app.sql<{ number: number }>('SELECT number FROM orders WHERE tenant_id = $1 ORDER BY number', [
      who.tenantId,
    ])
  ).map(({ number }) => number);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test('PERF-01 ISO-01 what two businesses sell at once goes together, under the same ids, and stays apart', async () => {
  const ids = Array.from({ length: 40 }, () => uuidv7());
  const itemIds = ids.map(() => uuidv7());
  const answers = await Promise.all(
    ids.flatMap((id, index) =>
      [tenant, other].map((who) => sell(who, { id, itemId: itemIds[index]!, key: `sale-${id}` })),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(80).fill(201));
  expect(await transactionsOf(ids)).toBeLessThan(80);
  for (const who of [tenant, other]) {
    expect(await numbersOf(who)).toEqual(upTo(40));
    const [row] = await app.sql<{ foreign: number; tickets: number; events: number }>(
      `SELECT
         (SELECT count(*)::int FROM order_items i JOIN products p ON p.id = i.product_id
          WHERE i.tenant_id = $1 AND p.tenant_id <> $1) AS foreign,
         (SELECT count(*)::int FROM kitchen_tickets t JOIN orders o USING (tenant_id, outlet_id)
          WHERE t.tenant_id = $1 AND t.order_id = o.id AND t.order_number = o.number) AS tickets,
         (SELECT count(*)::int FROM outbox e JOIN orders o ON o.tenant_id = e.tenant_id
            AND o.id = (e.data->>'orderId')::uuid AND o.number::text = e.data->>'number'
          WHERE e.tenant_id = $1 AND e.type = 'order.created') AS events`,
      [who.tenantId],
    );
    expect(row).toEqual({ foreign: 0, tickets: 40, events: 40 });
  }
  const mine = answers.filter((_, index) => index % 2 === 0);
  expect(new Set(mine.map(({ body }) => body.data.outletId))).toEqual(new Set([tenant.outletId]));
  const again = await sell(tenant, { id: ids[7]!, itemId: itemIds[7]!, key: `sale-${ids[7]}` });
  expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([mine[7]!.text, 'true']);
});

test('F-05 PERF-01 of many at once one is refused, one repeated, two are the same, one breaks: the others stand', async () => {
  const [before, theirs] = [await numbersOf(tenant), await numbersOf(other)];
  const repeated: Sale = { id: uuidv7(), key: uuidv7() };
  const first = await sell(tenant, repeated);
  const taken = first.body.data.items[0].id as string;
  const twice: Sale = { id: uuidv7(), key: uuidv7(), itemId: uuidv7() };
  const plain = Array.from({ length: 28 }, (): Sale => ({ id: uuidv7(), key: uuidv7() }));
  const gone = await app.registerTenant();
  shops.set(gone, await openShop(gone));
  await gone.api('PATCH', '/settings', { requireOpenShift: true });
  const answers = await Promise.all([
    ...plain.slice(0, 14).map((sale) => sell(tenant, sale)),
    sell(tenant, repeated),
    sell(tenant, twice),
    sell(tenant, twice),
    sell(tenant, { id: uuidv7(), key: uuidv7(), itemId: taken }),
    sell(gone, { id: uuidv7(), key: uuidv7() }),
    sell(other, { id: plain[20]!.id, key: plain[20]!.key!, dish: 'cracker' }),
    ...plain.slice(14).map((sale) => sell(tenant, sale)),
  ]);
  const [again, one, two, broken, refused, foreign] = answers.splice(14, 6) as [
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
  ];
  expect(answers.map(({ status }) => status)).toEqual(Array(28).fill(201));
  expect([again.status, again.text]).toEqual([201, first.text]);
  // The second of two the same either waits for the first and gets its answer, or is told that it is on its way.
  expect([201, 409]).toContain(two.status);
  expect([201, 409]).toContain(one.status);
  expect([one, two].some(({ status }) => status === 201)).toBe(true);
  expect([broken.status, broken.body.code]).toEqual([409, 'duplicate']);
  expect([refused.status, refused.body.code]).toEqual([409, 'shift_not_open']);
  expect([foreign.status, foreign.body.data.outletId]).toEqual([201, other.outletId]);
  // Without a gap: what was refused or broke has taken no number.
  expect(await numbersOf(tenant)).toEqual(upTo(before.length + 1 + 28 + 1));
  expect(await numbersOf(other)).toEqual(upTo(theirs.length + 1));
  expect(await numbersOf(gone)).toEqual([]);
  const unbalanced = await app.sql('SELECT entry_id FROM journal_lines GROUP BY 1 HAVING sum(amount) <> 0');
  expect(unbalanced).toEqual([]);
});

test('PERF-01 a business whose shift is being closed holds up nobody else', async () => {
  const cashier = await tenant.staff('CASHIER');
  await cashier.api('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat: 100_000 });
  const held = { api: cashier.api, outletId: tenant.outletId } as TestTenant;
  shops.set(held, shops.get(tenant)!);
  const [shift] = await app.sql<{ id: string }>(
    "SELECT id FROM shifts WHERE tenant_id = $1 AND cashier_id = $2 AND status = 'OPEN'",
    [tenant.tenantId, cashier.userId],
  );
  await asAdmin(async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT FROM shifts WHERE id = $1 FOR UPDATE', [shift!.id]);
    const stuck = Array.from({ length: 4 }, () => sell(held, { id: uuidv7() }));
    const others = await Promise.all(Array.from({ length: 20 }, () => sell(other, { id: uuidv7() })));
    expect(others.map(({ status }) => status)).toEqual(Array(20).fill(201));
    await client.query('COMMIT');
    expect((await Promise.all(stuck)).map(({ status }) => status)).toEqual(Array(4).fill(201));
  }, app.database);
});
