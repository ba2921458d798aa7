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

/** An order of a table, sent to the kitchen. */
async function seat(who: TestTenant, id = uuidv7()): Promise<string> {
  const { status } = await who.api('POST', '/orders', {
    id,
    outletId: who.outletId,
    type: 'DINE_IN',
    tableName: '7',
    submit: true,
    items: [{ productId: shops.get(who)!.rice, quantity: 1 }],
  });
  expect(status).toBe(201);
  return id;
}

const seatMany = async (who: TestTenant, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await seat(who));
  return ids;
};

interface Addition {
  id: string;
  key?: string;
  itemId?: string;
  version?: number;
}

const add = (who: TestTenant, { id, key, itemId, version }: Addition): Promise<ApiAnswer> =>
  who.api(
    'POST',
    `/orders/${id}/items`,
    { items: [{ ...(itemId && { id: itemId }), productId: shops.get(who)!.cracker, quantity: 1 }] },
    { ...(key && { 'idempotency-key': key }), ...(version && { 'if-match': `"${version}"` }) },
  );

const pay = (who: TestTenant, id: string, payment: object, key = uuidv7()): Promise<ApiAnswer> =>
  who.api('POST', `/orders/${id}/payments`, payment, { 'idempotency-key': key });

async function transactionsOf(ids: readonly string[]): Promise<number> {
  const [row] = await app.sql<{ count: number }>(
    'SELECT count(DISTINCT xmin::text)::int AS count FROM orders WHERE id = ANY ($1)',
    [ids],
  );
  return row!.count;
}

/** Lines on each order of the tenant among these, and events that tell of its second version. */
async function changesOf(
  who: TestTenant,
  ids: readonly string[],
): Promise<{ lines: number; told: number }[]> {
  return app.sql<{ lines: number; told: number }>(
    `SELECT (SELECT count(*)::int FROM order_items i WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id) AS lines,
       (SELECT count(*)::int FROM outbox e WHERE e.tenant_id = o.tenant_id AND e.type = 'order.updated'
          AND e.data->>'orderId' = o.id::text AND e.data->>'version' = '2') AS told
     FROM orders o WHERE o.tenant_id = $1 AND o.id = ANY ($2)`,
    [who.tenantId, ids],
  );
}

test('T-52 ISO-01 what two businesses change at once goes together, under the same ids, and stays apart', async () => {
  const ids = await seatMany(tenant, 20);
  for (const id of ids) await seat(other, id);
  const itemIds = ids.map(() => uuidv7());
  const answers = await Promise.all(
    ids.flatMap((id, index) =>
      [tenant, other].map((who) => add(who, { id, itemId: itemIds[index]!, key: `add-${id}` })),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(201));
  expect(await transactionsOf(ids)).toBeLessThan(40);
  for (const who of [tenant, other])
    expect(await changesOf(who, ids)).toEqual(Array(20).fill({ lines: 2, told: 1 }));
  const mine = answers.filter((_, index) => index % 2 === 0);
  expect(new Set(mine.map(({ body }) => body.data.outletId))).toEqual(new Set([tenant.outletId]));
  const again = await add(tenant, { id: ids[7]!, itemId: itemIds[7]!, key: `add-${ids[7]}` });
  expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([mine[7]!.text, 'true']);
});

test('T-52 orders paid at once are paid once each, to the rupiah, every payment in the books', async () => {
  const ids = [...(await seatMany(tenant, 10)), ...(await seatMany(other, 10))];
  const whose = (index: number) => (index < 10 ? tenant : other);
  const keys = ids.map(() => uuidv7());
  const money = { method: 'CASH', amount: 29_000, tendered: 50_000 };
  const answers = await Promise.all(
    ids.map((id, index) => pay(whose(index), id, { ...money, id: keys[index] }, keys[index])),
  );
  expect(answers.map(({ status, body }) => [status, body.data.paymentStatus])).toEqual(
    Array(20).fill([201, 'PAID']),
  );
  expect(await transactionsOf(ids)).toBeLessThan(20);
  const again = await Promise.all(
    ids.map((id, index) => pay(whose(index), id, { ...money, id: keys[index] }, keys[index])),
  );
  expect(again.map(({ text }) => text)).toEqual(answers.map(({ text }) => text));
  const [books] = await app.sql<{ payments: number; entries: number; off: number }>(
    `SELECT (SELECT count(*)::int FROM payments WHERE order_id = ANY ($1)) AS payments,
       (SELECT count(*)::int FROM journal_entries WHERE order_id = ANY ($1)) AS entries,
       (SELECT count(*)::int FROM (
          SELECT entry_id FROM journal_lines GROUP BY entry_id HAVING sum(amount) <> 0) x) AS off`,
    [ids],
  );
  expect(books).toEqual({ payments: 20, entries: 40, off: 0 });
});

test('T-52 F-05 of many at once one is stale, one repeated, two change the same order, one breaks: the others stand', async () => {
  const plain = await seatMany(tenant, 16);
  const [stale, repeated, contended, broken] = await seatMany(tenant, 4);
  const theirs = await seat(other, plain[3]);
  const first = await add(tenant, { id: repeated!, key: 'first' });
  await add(tenant, { id: stale!, itemId: uuidv7() });
  const taken = first.body.data.items[1].id as string;
  const answers = await Promise.all([
    ...plain.slice(0, 8).map((id) => add(tenant, { id, key: `add-${id}` })),
    add(tenant, { id: stale!, version: 1 }),
    add(tenant, { id: repeated!, key: 'first' }),
    add(tenant, { id: contended!, key: uuidv7() }),
    add(tenant, { id: contended!, key: uuidv7() }),
    // Another order's item: the database refuses the whole call.
    add(tenant, { id: broken!, key: uuidv7(), itemId: taken }),
    pay(tenant, uuidv7(), { method: 'CASH', amount: 1_000 }),
    add(other, { id: theirs, key: `add-${theirs}` }),
    ...plain.slice(8).map((id) => add(tenant, { id, key: `add-${id}` })),
  ]);
  const [late, again, one, two, refused, unknown, foreign] = answers.splice(8, 7) as [
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
    ApiAnswer,
  ];
  expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(201));
  expect([late.status, late.body.code]).toEqual([412, 'version_conflict']);
  expect([again.status, again.text]).toEqual([201, first.text]);
  expect([one.status, two.status]).toEqual([201, 201]);
  expect([one.body.data.version, two.body.data.version].sort()).toEqual([2, 3]);
  expect([refused.status, refused.body.code]).toEqual([409, 'duplicate']);
  expect(unknown.status).toBe(404);
  expect([foreign.status, foreign.body.data.outletId]).toEqual([201, other.outletId]);
  expect(await changesOf(tenant, plain)).toEqual(Array(16).fill({ lines: 2, told: 1 }));
  expect(await changesOf(tenant, [contended!])).toEqual([{ lines: 3, told: 1 }]);
  expect(await changesOf(tenant, [broken!])).toEqual([{ lines: 1, told: 0 }]);
});

test('T-52 an order that somebody has just then holds up nobody else', async () => {
  const [held, ...free] = await seatMany(tenant, 12);
  await asAdmin(async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [held]);
    const stuck = add(tenant, { id: held!, key: uuidv7() });
    const others = await Promise.all(free.map((id) => add(tenant, { id, key: uuidv7() })));
    expect(others.map(({ status }) => status)).toEqual(Array(11).fill(201));
    await client.query('COMMIT');
    expect((await stuck).status).toBe(201);
  }, app.database);
});

test('T-52 F-05 two changes of one order in one call: the second has not seen the first, and waits for its turn', async () => {
  const id = await seat(tenant);
  const change = (outcome: number) => ({
    tenant: tenant.tenantId,
    order: id,
    isNew: false,
    version: 1,
    n: outcome,
  });
  const [order] = await app.sql<{ row: object }>(
    'SELECT to_jsonb(o) AS row FROM orders o WHERE tenant_id = $1 AND id = $2',
    [tenant.tenantId, id],
  );
  const payload = {
    token: 'number-0',
    changes: [change(1), change(2)],
    orderChanges: [1, 2].map((n) => ({ n, row: { ...order!.row, note: `note ${n}` }, follow: null })),
    events: [],
  };
  const rows = await asAdmin(async (client) => {
    await client.query('SET ROLE meja_app');
    const answer = await client.query<{ outcome: string }>(
      'SELECT outcome FROM record_orders($1::jsonb, $2)',
      [JSON.stringify(payload), ''],
    );
    return answer.rows;
  }, app.database);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['changed', 'busy']);
  const [stored] = await app.sql('SELECT note, version FROM orders WHERE tenant_id = $1 AND id = $2', [
    tenant.tenantId,
    id,
  ]);
  expect(stored).toEqual({ note: 'note 1', version: 2 });
});
