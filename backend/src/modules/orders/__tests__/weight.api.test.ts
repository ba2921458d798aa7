import type { OrderDto, PaidOrderDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { asAdmin, startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { journalBalance } from '../../ledger';

let app: TestApp;
let tenant: TestTenant;
let other: TestTenant;
let shop: Shop;

beforeAll(async () => {
  app = await startTestApp();
  [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
  shop = await openShop(tenant);
});
afterAll(() => app.stop());

const data = <T = OrderDto>(answer: ApiAnswer, status: number): T => {
  expect([answer.status, answer.body.code]).toEqual([status, undefined]);
  return (answer.body as { data: T }).data;
};
const place = async (more: object = {}): Promise<PaidOrderDto> =>
  data(
    await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'DINE_IN',
      items: [
        { productId: shop.rice, quantity: 2, discount: { type: 'PERCENT', value: 1_000 } },
        { productId: shop.beans, quantity: 1 },
      ],
      discount: { type: 'AMOUNT', value: 1_000 },
      ...more,
    }),
    201,
  );
const read = async (id: string): Promise<OrderDto> => data(await tenant.api('GET', `/orders/${id}`), 200);
/** What an order is told as, without what a payment's answer says besides. */
const told = ({ steps, taxes, pricingSettings, items, total }: OrderDto) => ({
  steps,
  taxes,
  pricingSettings,
  taxDefinitions: items.map(({ taxDefinition }) => taxDefinition),
  total,
});
const keptSteps = async (id: string): Promise<number> => {
  const [row] = await app.sql<{ count: number }>(
    'SELECT jsonb_array_length(steps) AS count FROM orders WHERE id = $1',
    [id],
  );
  return row!.count;
};

describe('what follows from what is kept', () => {
  test('PERF-05 BEY-06 an order that was read again tells every step, tax and rule as it did when it was placed', async () => {
    const placed = await place({ submit: true });
    expect(placed.steps!.length).toBeGreaterThan(8);
    expect(await keptSteps(placed.id)).toBe(0);
    expect(told(await read(placed.id))).toEqual(told(placed));
    const payment = { method: 'QRIS', amount: placed.dueTotal, tip: 5_000 };
    const paid = data(await tenant.api('POST', `/orders/${placed.id}/payments`, payment), 201);
    expect(paid.steps!.at(-1)).toMatchObject({ rule: 'tip', result: 5_000 });
    expect(await keptSteps(placed.id)).toBe(0);
    expect(told(await read(placed.id))).toEqual(told(paid));
  });

  test('PERF-05 BEY-06 what can not be reckoned again is kept: how the total of a voided order came about', async () => {
    const placed = await place({ submit: true });
    const voided = data(await tenant.api('POST', `/orders/${placed.id}/void`, { reason: 'tamu pergi' }), 200);
    expect(voided.steps).toEqual(placed.steps);
    expect(await keptSteps(placed.id)).toBe(placed.steps!.length);
    expect(told(await read(placed.id))).toEqual(told(voided));
  });

  test('PERF-05 SELL-06 rules are kept once, stay those of when the order was opened, and are each business’s own', async () => {
    const before = await place();
    await place();
    const settings = { serviceCharge: { rate: 700, orderTypes: ['DINE_IN'], taxed: false } };
    const taxClasses = [
      { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 500, inclusive: false },
      { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: true },
    ];
    data(await tenant.api('PATCH', '/settings', { ...settings, taxClasses, defaultTaxClass: 'PBJT' }), 200);
    const since = await place({ items: [{ productId: shop.rice, quantity: 1 }] });
    const [was, is] = [await read(before.id), await read(since.id)];
    expect([was.pricingSettings.serviceCharge!.rate, is.pricingSettings.serviceCharge!.rate]).toEqual([
      550, 700,
    ]);
    expect(told(was)).toEqual(told(before));
    // A line added since is of the class as it is now; the order's own rules are not.
    const line = { items: [{ productId: shop.rice, quantity: 1 }] };
    const mixed = data(await tenant.api('POST', `/orders/${before.id}/items`, line), 201);
    expect(mixed.items.map(({ taxDefinition }) => taxDefinition.rate)).toEqual([1000, 1200, 500]);
    expect(told(await read(before.id))).toEqual(told(mixed));
    const definitions = await app.sql<{ isKept: boolean }>(
      'SELECT tax_definition IS NOT NULL AS "isKept" FROM order_items WHERE order_id = $1 ORDER BY position',
      [before.id],
    );
    expect(definitions.map(({ isKept }) => isKept)).toEqual([false, false, true]);
    const rules = await app.sql<{ tenant_id: string; count: number }>(
      'SELECT tenant_id, count(*)::int AS count FROM pricing_rules GROUP BY 1',
    );
    expect(rules).toEqual([{ tenant_id: tenant.tenantId, count: 2 }]);
    const theirs = await openShop(other);
    const items = [{ productId: theirs.rice, quantity: 1 }];
    data(await other.api('POST', '/orders', { outletId: other.outletId, type: 'DINE_IN', items }), 201);
    const [shared] = await app.sql<{ tenants: number }>(
      'SELECT count(DISTINCT tenant_id)::int AS tenants FROM pricing_rules GROUP BY id ORDER BY 1 DESC LIMIT 1',
    );
    expect(shared).toEqual({ tenants: 2 });
  });
});

describe('beside a process of the version before', () => {
  const asApp = <T>(fn: (sql: (text: string, values?: unknown[]) => Promise<T[]>) => Promise<void>) =>
    asAdmin(async (client) => {
      await client.query('BEGIN');
      await client.query('SET LOCAL ROLE meja_app');
      await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenant.tenantId]);
      await fn(async (text, values) => (await client.query(text, values)).rows as T[]);
      await client.query('COMMIT');
    }, app.database);

  test('DEP-04 PAY-05 lines that it writes apart from their entry are kept, proved and counted', async () => {
    const entry = uuidv7();
    const insert = `INSERT INTO journal_lines (entry_id, line_no, account, amount) VALUES ($1, 1, 'CASH', $2), ($1, 2, 'CASH_FLOAT', -700)`;
    const before = (await journalBalance(tenant.tenantId)).accounts.CASH ?? 0;
    await asApp(async (sql) => {
      await sql(
        `INSERT INTO journal_entries (id, outlet_id, kind, business_date, occurred_at, created_at)
         VALUES ($1, $2, 'SHIFT_OPEN', now(), now(), now())`,
        [entry, tenant.outletId],
      );
      await sql('SAVEPOINT s');
      await expect(sql(insert, [entry, 600])).rejects.toThrow(/unbalanced/);
      await sql('ROLLBACK TO s');
      await sql(insert, [entry, 700]);
      await sql('SAVEPOINT s');
      // Of another business there is no entry of this id.
      await expect(
        sql("SELECT set_config('app.tenant_id', $1, true)", [other.tenantId]).then(() =>
          sql(insert, [entry, 700]),
        ),
      ).rejects.toThrow(/foreign key/);
      await sql('ROLLBACK TO s');
    });
    const balance = await journalBalance(tenant.tenantId);
    expect([balance.accounts.CASH, balance.sum, balance.unbalanced]).toEqual([before + 700, 0, []]);
    await expect(
      app.sql(
        `INSERT INTO journal_entries (tenant_id, id, outlet_id, kind, business_date, occurred_at, created_at, accounts, amounts)
         VALUES ($1, $2, $3, 'SALE', now(), now(), now(), '{CASH,SALES}', '{5,-4}')`,
        [tenant.tenantId, uuidv7(), tenant.outletId],
      ),
    ).rejects.toThrow(/journal_entries_balanced/);
  });

  test('DEP-04 SELL-11 what it reads of an order and of a kept answer of this version is whole enough to go on with', async () => {
    const key = uuidv7();
    const body = {
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      submit: true,
      items: [{ productId: shop.cracker, quantity: 1 }],
    };
    const first = await tenant.api('POST', '/orders', body, { 'idempotency-key': key });
    const { id } = data<OrderDto>(first, 201);
    const [kept] = await app.sql<{ body: string; packed: Buffer }>(
      'SELECT body, packed FROM idempotency_keys WHERE key = $1',
      [key],
    );
    expect(JSON.parse(kept!.body)).toEqual({ notKept: { id } });
    expect(kept!.packed.length).toBeLessThan(first.text.length / 3);
    const again = await tenant.api('POST', '/orders', body, { 'idempotency-key': key });
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
    const [row] = await app.sql<{
      document: { order: Record<string, unknown>; items: Record<string, unknown>[] };
    }>('SELECT order_document(o) AS document FROM orders o WHERE id = $1', [id]);
    const { order, items } = row!.document;
    expect(order.pricing_settings).toMatchObject({ currency: 'IDR' });
    expect(items[0]!.tax_definition).toMatchObject({ code: 'PBJT' });
    // It would write back the steps that it read; they are told again all the same.
    expect(order.steps).toEqual([]);
    expect((await read(id)).steps!.length).toBeGreaterThan(0);
  });
});
