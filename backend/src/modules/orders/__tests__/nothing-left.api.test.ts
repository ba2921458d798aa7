import type { OrderDto } from '@meja/domain';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { journalBalance } from '../../ledger';
import { stockMenu } from './orders.fixtures';
import type { Goods } from './orders.fixtures';

let app: TestApp;
let tenant: TestTenant;
let goods: Goods;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
});
afterAll(() => app.stop());

const data = (answer: ApiAnswer, status = 200): OrderDto => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: OrderDto }).data;
};
const place = async (extra: object = {}, products = [goods.bread]): Promise<OrderDto> =>
  data(
    await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      items: products.map((productId) => ({ productId, quantity: 1 })),
      ...extra,
    }),
    201,
  );
const itemOf = (order: OrderDto, place = 0): string => order.items[place]!.id;
const voidItem = (order: OrderDto, place = 0): Promise<ApiAnswer> =>
  tenant.api('POST', `/orders/${order.id}/items/${itemOf(order, place)}/void`, { reason: 'Tamu pergi' });
const takeOff = (order: OrderDto, place = 0): Promise<ApiAnswer> =>
  tenant.api('DELETE', `/orders/${order.id}/items/${itemOf(order, place)}`);
const soldOrders = async (): Promise<number> => {
  const today = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const { body } = await tenant.api('GET', `/reports/sales?from=2026-01-01&to=${today}&groupBy=day`);
  return (body as { data: { totals: { orders: number } } }).data.totals.orders;
};
interface Stored {
  status: string;
  payment_status: string;
  complete: boolean;
  void_reason: string;
  sale_entry_id: string | null;
  sales: number;
  events: string[];
  audits: string[];
}
const stored = async (id: string): Promise<Stored> => {
  const [row] = await app.sql<Stored>(
    `SELECT status, payment_status, num_nonnulls(voided_at, voided_by, void_reason) = 3 AS complete, void_reason,
       sale_entry_id,
       (SELECT count(*)::int FROM journal_entries e WHERE e.tenant_id = o.tenant_id AND e.order_id = o.id) AS sales,
       ARRAY(SELECT x.type FROM outbox x WHERE x.tenant_id = o.tenant_id AND x.data->>'orderId' = o.id::text
             AND x.type LIKE 'order.%' ORDER BY x.seq) AS events,
       ARRAY(SELECT a.action FROM audit_log a WHERE a.tenant_id = o.tenant_id AND a.entity_id = o.id::text
             ORDER BY a.seq) AS audits
     FROM orders o WHERE id = $1`,
    [id],
  );
  return row!;
};

test('F-06 SELL-08 voiding the last item voids the order: when, by whom and why, unpaid, not sold, not counted', async () => {
  const before = await soldOrders();
  const placed = await place({ submit: true }, [goods.bread, goods.coffee]);
  expect(data(await voidItem(placed))).toMatchObject({ status: 'OPEN', total: 27_500 });
  const last = data(await voidItem(placed, 1));
  expect(last).toMatchObject({
    status: 'VOIDED',
    paymentStatus: 'UNPAID',
    voidReason: 'Tamu pergi',
    total: 0,
    dueTotal: 0,
  });
  expect(last.voidedAt).not.toBeNull();
  expect(await stored(placed.id)).toEqual({
    status: 'VOIDED',
    payment_status: 'UNPAID',
    complete: true,
    void_reason: 'Tamu pergi',
    sale_entry_id: null,
    sales: 0,
    events: ['order.created', 'order.updated', 'order.voided'],
    audits: ['order.item.void', 'order.item.void', 'order.void'],
  });
  expect(await soldOrders()).toBe(before);
  expect((await tenant.api('GET', '/audit-log/verify')).body.data).toMatchObject({ intact: true });
});

test('F-06 SELL-08 taking off the last unsent item, beside voided ones or on a draft, voids the order as well', async () => {
  const sent = await place({ submit: true });
  const added = data(
    await tenant.api('POST', `/orders/${sent.id}/items`, {
      items: [{ productId: goods.bread, quantity: 1 }],
    }),
    201,
  );
  await voidItem(added);
  const draft = await place();
  for (const [order, at] of [
    [added, 1],
    [draft, 0],
  ] as const) {
    const last = data(await takeOff(order, at));
    expect(last).toMatchObject({
      status: 'VOIDED',
      paymentStatus: 'UNPAID',
      voidReason: 'removed',
      total: 0,
    });
    const row = await stored(order.id);
    expect(row).toMatchObject({ complete: true, sale_entry_id: null, sales: 0 });
    expect([row.events.at(-1), row.audits.at(-1)]).toEqual(['order.voided', 'order.void']);
  }
});

test('F-06 SELL-08 an order with money in it keeps its last item: 409 says to give the money back first', async () => {
  const placed = await place({ submit: true });
  await tenant.api('POST', `/orders/${placed.id}/payments`, { method: 'CARD', amount: 5_000 });
  const refused = await voidItem(placed);
  expect([refused.status, refused.body.code]).toEqual([409, 'invalid_transition']);
  expect(refused.body.detail).toContain('Kembalikan dahulu pembayarannya');
  const now = data(await tenant.api('GET', `/orders/${placed.id}`));
  expect(now).toMatchObject({ status: 'OPEN', paymentStatus: 'PARTIALLY_PAID', total: 17_050, version: 2 });
});

test('F-06 F-11 SELL-08 a free order that was settled is sold: it can be voided no more', async () => {
  const free = await place(
    {
      submit: true,
      discount: { type: 'PERCENT', value: 10_000 },
      payments: [{ method: 'CASH', amount: 0 }],
    },
    [goods.coffee],
  );
  expect(free).toMatchObject({ status: 'OPEN', paymentStatus: 'PAID' });
  const refused = await tenant.api('POST', `/orders/${free.id}/void`, { reason: 'Salah pesan' });
  expect([refused.status, refused.body.code]).toEqual([409, 'invalid_transition']);
});

test('F-11 PAY-05 a bill of zero completes with a payment of zero, in one call or two, and is sold once', async () => {
  const discount = { type: 'PERCENT', value: 10_000 };
  const atOnce = await place({ submit: true, discount, payments: [{ method: 'CASH', amount: 0 }] });
  expect(atOnce).toMatchObject({ status: 'COMPLETED', paymentStatus: 'PAID', total: 0, dueTotal: 0 });
  for (const submit of [true, false]) {
    const open = await place({ submit, discount });
    expect(open.paymentStatus).toBe('UNPAID');
    const paid = await tenant.api('POST', `/orders/${open.id}/payments`, { method: 'QRIS', amount: 0 });
    expect(data(paid, 201)).toMatchObject({ status: 'COMPLETED', paymentStatus: 'PAID', total: 0 });
    const again = await tenant.api('POST', `/orders/${open.id}/payments`, { method: 'CASH', amount: 0 });
    expect([again.status, again.body.code]).toEqual([409, 'order_already_paid']);
    const row = await stored(open.id);
    expect([row.sales, row.sale_entry_id === null]).toEqual([1, false]);
  }
  const twice = await tenant.api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    items: [{ productId: goods.bread, quantity: 1 }],
    discount,
    payments: [
      { method: 'CASH', amount: 0 },
      { method: 'CASH', amount: 0 },
    ],
  });
  expect([twice.status, twice.body.code]).toEqual([409, 'order_already_paid']);
});

test('F-11 SELL-06 what costs nothing does not close a bill by itself: more is added and paid', async () => {
  const gift = (
    await tenant.api('POST', '/products', {
      name: 'Air putih',
      price: 0,
      categoryId: goods.categoryId,
      needsPreparation: false,
    })
  ).body.data as { id: string };
  const placed = await place({ submit: true }, [gift.id]);
  expect(placed).toMatchObject({ status: 'OPEN', paymentStatus: 'UNPAID', total: 0 });
  await tenant.api('POST', `/orders/${placed.id}/items`, {
    items: [{ productId: goods.bread, quantity: 1 }],
  });
  const paid = await tenant.api('POST', `/orders/${placed.id}/payments`, { method: 'CARD', amount: 17_050 });
  expect(data(paid, 201)).toMatchObject({ status: 'COMPLETED', paymentStatus: 'PAID' });
});

test('F-10 PAY-05 the database takes one sale of an order and no more, and an order is sold only with its entry', async () => {
  const sold = await place({ payments: [{ method: 'CARD', amount: 17_050 }] });
  const entry = 'tenant_id, outlet_id, kind, order_id, business_date, occurred_at, created_at';
  const second = app.sql(
    `INSERT INTO journal_entries (id, ${entry})
     SELECT gen_random_uuid(), ${entry} FROM journal_entries WHERE order_id = $1 AND kind = 'SALE'`,
    [sold.id],
  );
  await expect(second).rejects.toThrow('journal_entries_one_sale');
  await expect(
    app.sql('UPDATE orders SET sale_entry_id = gen_random_uuid() WHERE id = $1', [sold.id]),
  ).rejects.toThrow('orders_sale_entry_fkey');
  await expect(app.sql('UPDATE orders SET sale_entry_id = NULL WHERE id = $1', [sold.id])).rejects.toThrow(
    'orders_possible_states',
  );
  expect(await journalBalance(tenant.tenantId)).toMatchObject({ sum: 0, unbalanced: [], openOrders: [] });
});
