import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { v7 as uuidv7 } from 'uuid';
import { REPORT_GROUPS, businessDate, orderToPrice, priceOrder } from '@meja/domain';
import type { DashboardDto, OrderDto, ReportGroup, SalesFigures, SalesReportDto } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { publishEvents } from '../../../../test/setup/publish';
import { journalBalance } from '../../ledger';
import { shiftDate } from '../reports.rules';
import { compareRollups, keepUp } from '../rollups.service';

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;
let second: string;
let cashier: Caller;
const settled: OrderDto[] = [];

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const today = () => businessDate(new Date(), 'Asia/Jakarta', '04:00');

interface Plan {
  outlet: number;
  byCashier: boolean;
  type: 'DINE_IN' | 'TAKEAWAY' | 'DELIVERY';
  hoursAgo: number;
  items: { product: number; quantity: number; percent: number }[];
  off: number;
  tender: 'cash' | 'qris' | 'split' | 'three' | 'free' | 'open' | 'void';
  tip: number;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  outlet: fc.nat(1),
  byCashier: fc.boolean(),
  type: fc.constantFrom('DINE_IN', 'TAKEAWAY', 'DELIVERY'),
  hoursAgo: fc.integer({ min: 0, max: 24 * 20 }),
  items: fc.array(
    fc.record({
      product: fc.nat(3),
      quantity: fc.integer({ min: 1, max: 7 }),
      percent: fc.constantFrom(0, 0, 333, 1_000, 10_000),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  off: fc.constantFrom(0, 0, 0, 1, 3_333, 20_000),
  tender: fc.constantFrom('cash', 'cash', 'qris', 'split', 'three', 'free', 'open', 'void'),
  tip: fc.constantFrom(0, 0, 0, 2_500),
});

/** The ways of paying a plan's order, given what it comes to. */
function paymentsOf(plan: Plan, due: number): { method: string; amount: number; tip?: number }[] {
  const cash = (amount: number) => ({ method: 'CASH', amount: Math.ceil(amount / 100) * 100, tip: plan.tip });
  const part = (share: number) => Math.max(1, Math.floor(due * share));
  if (due < 10) return [{ method: due === 0 ? 'CASH' : 'QRIS', amount: due }];
  if (plan.tender === 'qris') return [{ method: 'QRIS', amount: due, tip: plan.tip }];
  if (plan.tender === 'split') return [{ method: 'CARD', amount: part(0.37) }, cash(due - part(0.37))];
  if (plan.tender === 'three') {
    return [
      { method: 'QRIS', amount: part(0.31) },
      { method: 'EWALLET', amount: part(0.29), tip: plan.tip },
      cash(due - part(0.31) - part(0.29)),
    ];
  }
  return [cash(due)];
}

async function sell(plan: Plan, at: number): Promise<OrderDto> {
  const products = [shop.rice, shop.coffee, shop.cracker, shop.beans];
  const api = plan.byCashier ? cashier : tenant.api;
  const placed = data<OrderDto>(
    await api('POST', '/orders', {
      outletId: plan.outlet === 0 ? tenant.outletId : second,
      type: plan.type,
      submit: plan.tender !== 'void',
      occurredAt: new Date(at - plan.hoursAgo * 3_600_000).toISOString(),
      items: plan.items.map(({ product, quantity, percent }) => ({
        productId: products[product],
        quantity,
        ...(percent > 0 && { discount: { type: 'PERCENT', value: percent } }),
      })),
      ...(plan.tender === 'free' && { discount: { type: 'PERCENT', value: 10_000 } }),
      ...(plan.tender !== 'free' && plan.off > 0 && { discount: { type: 'AMOUNT', value: plan.off } }),
    }),
    201,
  );
  if (plan.tender === 'open') return placed;
  if (plan.tender === 'void') {
    return data(await tenant.api('POST', `/orders/${placed.id}/void`, { reason: 'Salah ketik' }));
  }
  for (const payment of paymentsOf(plan, placed.dueTotal)) {
    const { tip, ...rest } = payment;
    const answer = await api('POST', `/orders/${placed.id}/payments`, { ...rest, ...(tip && { tip }) });
    if (answer.status >= 300) throw new Error(`payment answered ${answer.status}: ${answer.text}`);
  }
  // Bills of nothing were once settled by being sent alone.
  if (placed.total === 0 && plan.items.length % 2) {
    await app.sql('DELETE FROM payments WHERE order_id = $1', [placed.id]);
  }
  return data(await tenant.api('GET', `/orders/${placed.id}`));
}

async function sellSome(numRuns: number, seed: number): Promise<void> {
  const at = Date.now();
  for (const plan of fc.sample(plans, { numRuns, seed })) {
    const order = await sell(plan, at);
    if (order.paymentStatus === 'PAID' && order.status !== 'VOIDED') settled.push(order);
  }
}

/** Where reports find what was sold. */
const PLACES = {
  'the journal': () => Promise.resolve(),
  'the roll-ups': async () => {
    await publishEvents();
    await keepUp(tenant.tenantId);
  },
  'the roll-ups and what was sold since': async () => {
    await sellSome(20, 1);
    await publishEvents();
    await sellSome(20, 2);
  },
};

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
  second = uuidv7();
  data(
    await tenant.api('POST', '/outlets', { id: second, name: 'Cabang Timur', timeZone: 'Asia/Jayapura' }),
    201,
  );
  cashier = (await tenant.staff('CASHIER')).api;
  const unlimited = { percent: null, amount: null };
  data(
    await tenant.api('PATCH', '/settings', { discountLimits: { SUPERVISOR: unlimited, CASHIER: unlimited } }),
  );
  await sellSome(150, 20_261_121);
}, 120_000);
afterAll(() => app.stop());

/** Everything that was sold, and nothing older; in the east the next day may have begun. */
const period = () => `from=${shiftDate(today(), -60)}&to=${shiftDate(today(), 1)}`;
const report = async (groupBy: ReportGroup, query = '', api = tenant.api): Promise<SalesReportDto> =>
  data(await api('GET', `/reports/sales?${period()}&groupBy=${groupBy}${query}`));

const MONEY = [
  'gross',
  'discount',
  'serviceCharge',
  'tax',
  'rounding',
  'net',
  'tips',
  'total',
  'refunds',
] as const;
const ADDITIVE: readonly (keyof SalesFigures)[] = ['items', ...MONEY];

/** The report's figures, reckoned from the orders as clients see them. */
function reckon(orders: readonly OrderDto[]): SalesFigures {
  const sum = (of: (order: OrderDto) => number) => orders.reduce((total, order) => total + of(order), 0);
  return {
    orders: orders.length,
    items: sum(({ items }) =>
      items.reduce((n, item) => n + (item.kitchenStatus === 'VOIDED' ? 0 : item.quantity), 0),
    ),
    gross: sum((o) => o.subtotal),
    discount: sum((o) => o.discountTotal),
    serviceCharge: sum((o) => o.serviceCharge),
    tax: sum((o) => o.taxTotal),
    rounding: sum((o) => o.rounding),
    net: sum((o) => o.subtotal - o.discountTotal + o.serviceCharge - o.taxIncludedTotal),
    tips: sum((o) => o.tipTotal),
    total: sum((o) => o.total),
    refunds: 0,
  };
}

describe.each(Object.keys(PLACES) as (keyof typeof PLACES)[])('sales in %s', (place) => {
  beforeAll(() => PLACES[place](), 60_000);

  test('REP-05 PAY-05 its totals are the orders’ to the rupiah, and the books behind it balance', async () => {
    expect(settled.length).toBeGreaterThan(60);
    expect((await report('day')).totals).toEqual(reckon(settled));
    const balance = await journalBalance(tenant.tenantId);
    expect(balance).toMatchObject({ sum: 0, unbalanced: [], openOrders: [] });
    expect(-balance.accounts.SALES!).toBe(reckon(settled).gross);
  });

  test.each(REPORT_GROUPS)('REP-01 REP-05 by %s, rows add up to the totals to the rupiah', async (group) => {
    const { rows, totals } = await report(group);
    expect(totals).toEqual(reckon(settled));
    expect(rows.length).toBeGreaterThan(1);
    for (const name of ADDITIVE) {
      expect([name, rows.reduce((sum, row) => sum + row[name], 0)]).toEqual([name, totals[name]]);
    }
    for (const row of rows) expect(row.net + row.tax + row.rounding + row.tips).toBe(row.total);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  test('REP-01 each row is what its own orders come to', async () => {
    const keys: Partial<Record<ReportGroup, (order: OrderDto) => string>> = {
      day: (order) => order.businessDate,
      outlet: (order) => order.outletId,
      cashier: (order) => order.cashierId!,
      orderType: (order) => order.type,
      hour: ({ occurredAt, outletId }) => {
        const timeZone = outletId === second ? 'Asia/Jayapura' : 'Asia/Jakarta';
        const hour = new Date(occurredAt).toLocaleString('en-GB', { hour: '2-digit', timeZone });
        return String(Number(hour));
      },
    };
    for (const [group, keyOf] of Object.entries(keys) as [ReportGroup, (order: OrderDto) => string][]) {
      for (const { key, label: _, ...figures } of (await report(group)).rows) {
        expect([group, key, figures]).toEqual([
          group,
          key,
          reckon(settled.filter((order) => keyOf(order) === key)),
        ]);
      }
    }
  });

  test('REP-01 by product and category: orders that contain it, pieces sold, shares of discounts and service', async () => {
    const byProduct = await report('product');
    for (const id of [shop.rice, shop.coffee, shop.cracker, shop.beans]) {
      const containing = settled.filter(({ items }) => items.some((item) => item.productId === id));
      const row = byProduct.rows.find(({ key }) => key === id)!;
      const lines = containing.flatMap(({ items }) => items.filter((item) => item.productId === id));
      expect(row.orders).toBe(containing.length);
      expect(row.items).toBe(lines.reduce((sum, { quantity }) => sum + quantity, 0));
      expect(row.gross).toBe(lines.reduce((sum, line) => sum + line.total + line.discountTotal, 0));
    }
    const byCategory = await report('category');
    expect(byCategory.rows.map(({ label }) => label).sort()).toEqual([
      'Makanan',
      'Minuman',
      'Pembulatan dan tip',
    ]);
    const food = byProduct.rows.filter(({ key }) => key === shop.rice || key === shop.cracker);
    expect(byCategory.rows.find(({ key }) => key === shop.foodId)!.total).toBe(
      food.reduce((sum, { total }) => sum + total, 0),
    );
  });

  test('REP-01 by payment: what each way of paying brought in, bills of nothing apart', async () => {
    const { rows } = await report('payment');
    for (const method of ['CASH', 'CARD', 'QRIS', 'EWALLET'] as const) {
      const payments = settled.flatMap((order) =>
        order.payments.filter((payment) => payment.method === method),
      );
      const row = rows.find(({ key }) => key === method)!;
      expect(row.total).toBe(payments.reduce((sum, { amount, tip }) => sum + amount + tip, 0));
      expect(row.tips).toBe(payments.reduce((sum, { tip }) => sum + tip, 0));
      expect(row.orders).toBe(
        settled.filter(({ payments: all }) => all.some((one) => one.method === method)).length,
      );
    }
    const free = settled.filter(({ payments }) => payments.length === 0);
    expect(free.length).toBeGreaterThan(0);
    expect(rows.find(({ key }) => key === 'none')).toMatchObject({
      label: 'Tanpa pembayaran',
      ...reckon(free),
    });
  });

  test('REP-01 a range takes in its own business days, and an outlet its own sales', async () => {
    const days = [...new Set(settled.map((order) => order.businessDate))].sort();
    const [from, to] = [days[2]!, days[days.length - 3]!];
    const ranged = data<SalesReportDto>(await tenant.api('GET', `/reports/sales?from=${from}&to=${to}`));
    const within = settled.filter(({ businessDate: day }) => day >= from && day <= to);
    expect(ranged.totals).toEqual(reckon(within));
    expect(ranged.rows.map(({ key }) => key)).toEqual(days.slice(2, -2));
    const outlet = await report('product', `&outletId=${second}`);
    expect(outlet.totals).toEqual(reckon(settled.filter(({ outletId }) => outletId === second)));
  });

  test('REP-01 SEC-03 ranges backwards or beyond 400 days, unknown groups and outlets are refused', async () => {
    for (const query of [
      'from=2026-02-01&to=2026-01-31',
      'from=2026-01-01&to=2027-02-05',
      'from=2026-01-01&to=2026-01-31&groupBy=colour',
      'from=2026-02-30&to=2026-03-01',
      'from=2026-01-01',
    ]) {
      expect((await tenant.api('GET', `/reports/sales?${query}`)).status).toBe(422);
    }
    const missing = await tenant.api(
      'GET',
      `/reports/sales?from=2026-01-01&to=2026-01-02&outletId=${uuidv7()}`,
    );
    expect(missing.status).toBe(404);
  });

  test('REP-01 AUTH-06 ISO-03 supervisors of an outlet see their outlet, cashiers nothing, other tenants nothing', async () => {
    const { api } = await tenant.staff('SUPERVISOR', { outletIds: [second] });
    const own = await report('outlet', '', api);
    expect(own.rows.map(({ key, label }) => [key, label])).toEqual([[second, 'Cabang Timur']]);
    expect(own.totals).toEqual(reckon(settled.filter(({ outletId }) => outletId === second)));
    const range = 'from=2026-01-01&to=2026-01-31';
    expect((await api('GET', `/reports/sales?${range}&outletId=${tenant.outletId}`)).status).toBe(404);
    expect((await cashier('GET', `/reports/sales?${range}`)).status).toBe(403);
    const other = await app.registerTenant();
    expect((await other.api('GET', `/reports/sales?${range}&outletId=${second}`)).status).toBe(404);
    expect((await report('product', '', other.api)).totals).toEqual(reckon([]));
  });

  test('REP-03 AUTH-09 as CSV the same numbers, formulas defused, and the export is in the audit log', async () => {
    const answer = await tenant.api('GET', `/reports/sales?${period()}&groupBy=product&format=csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="sales-product-/);
    const lines: Record<string, string>[] = parse(answer.text, { bom: true, columns: true });
    const { rows, totals } = await report('product');
    expect(lines.map(({ key, total }) => [key, Number(total)])).toEqual([
      ...rows.map(({ key, total }) => [key, total]),
      ['total', totals.total],
    ]);
    expect(lines.find(({ key }) => key === shop.beans)!.label).toBe("'=Biji Kopi");
    const [entry] = await app.sql<{ after: object }>(
      "SELECT after FROM audit_log WHERE tenant_id = $1 AND action = 'report.export' ORDER BY seq DESC LIMIT 1",
      [tenant.tenantId],
    );
    expect(entry!.after).toMatchObject({ report: 'sales', groupBy: 'product', rows: rows.length });
  });

  test('REP-06 REP-05 are the same from the journal alone', async () => {
    const range = { from: shiftDate(today(), -60), to: shiftDate(today(), 1) };
    expect(await compareRollups(tenant.tenantId, range)).toEqual([]);
  });

  test('T-28 REP-02 the dashboard: today beside the same weekday a week ago, hours and best sellers', async () => {
    const own = settled.filter(({ outletId }) => outletId === tenant.outletId);
    const board = data<DashboardDto>(
      await tenant.api('GET', `/reports/dashboard?outletId=${tenant.outletId}`),
    );
    const now = own.filter(({ businessDate: day }) => day === board.today.date);
    const { orders, total } = reckon(now);
    expect(board.today).toMatchObject({
      date: today(),
      ...reckon(now),
      average: orders && Math.round(total / orders),
    });
    const week = Date.parse(`${board.today.date}T00:00:00Z`) - 7 * 86_400_000;
    const lastDate = new Date(week).toISOString().slice(0, 10);
    const last = reckon(own.filter(({ businessDate: day }) => day === lastDate));
    expect(board.lastWeek).toMatchObject({ date: lastDate, orders: last.orders, total: last.total });
    expect(board.lastWeek.totalByNow).toBeLessThanOrEqual(last.total);
    expect(board.byHour.reduce((sum, { total: amount }) => sum + amount, 0)).toBe(total);
    const nets = board.bestSellers.map(({ net }) => net);
    expect(nets).toEqual([...nets].sort((a, b) => b - a));
    for (const { productId, quantity, net } of board.bestSellers) {
      const lines = now.flatMap(({ items }) => items.filter((item) => item.productId === productId));
      expect(quantity).toBe(lines.reduce((sum, line) => sum + line.quantity, 0));
      // T-28: neither tax nor service charge makes one thing sell better than another.
      const sold = new Set(lines.map(({ id }) => id));
      const bills = now.flatMap((order) => priceOrder(orderToPrice(order)).bill.lines);
      expect(net).toBe(bills.reduce((sum, line) => sum + (sold.has(line.id) ? line.net : 0), 0));
    }
    const all = data<DashboardDto>(await tenant.api('GET', '/reports/dashboard'));
    expect(all.today.total).toBeGreaterThanOrEqual(total);
    expect((await cashier('GET', '/reports/dashboard')).status).toBe(403);
  });
});
