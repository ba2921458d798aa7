import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { REPORT_GROUPS, businessDate } from '@meja/domain';
import type { DashboardDto, ReportGroup, SalesReportDto } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { until } from '../../../../test/faults/until';
import { furnish, openOutlet, twinIds } from '../../../../test/isolation/twin-world';
import { adminUrl, startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { publishEvents } from '../../../../test/setup/publish';
import { startWorker } from '../../../app/worker';
import { db, withTenant } from '../../../platform/db';
import { shiftDate } from '../reports.rules';
import { checkRollups, compareRollups, keepUp, rebuildRollups } from '../rollups.service';
import { startRollups } from '../rollups.worker';
import { readSales } from '../sales.repository';

const HOUR = 3_600_000;
const PRICE = 27_500;

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;
/** What was sold so far, in orders. */
let sold = 0;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const today = () => businessDate(new Date(), 'Asia/Jakarta', '04:00');

async function sell(hoursAgo = 0, at = { tenant, shop }): Promise<string> {
  const order = await at.tenant.api('POST', '/orders', {
    outletId: at.tenant.outletId,
    type: 'TAKEAWAY',
    items: [{ productId: at.shop.rice, quantity: 1 }],
    payments: [{ method: 'CASH', amount: PRICE }],
    ...(hoursAgo && { occurredAt: new Date(Date.now() - hoursAgo * HOUR).toISOString() }),
  });
  if (at.tenant === tenant) sold += 1;
  return data<{ id: string }>(order, 201).id;
}

const period = () => ({ from: shiftDate(today(), -60), to: shiftDate(today(), 1) });
const report = async (groupBy: ReportGroup = 'day', of = tenant): Promise<SalesReportDto> => {
  const { from, to } = period();
  return data(await of.api('GET', `/reports/sales?from=${from}&to=${to}&groupBy=${groupBy}`));
};
const orders = async (of = tenant) => (await report('day', of)).totals.orders;
const differences = (of = tenant) => compareRollups(of.tenantId, period());
const held = async (of = tenant): Promise<number> => {
  const [row] = await app.sql<{ held: number }>(
    `SELECT coalesce(sum(order_count), 0)::int AS held FROM sales_rollups WHERE tenant_id = $1 AND dim = 'outlet'`,
    [of.tenantId],
  );
  return row!.held;
};

describe('what was sold stands in reports at once, rolled up or not', () => {
  test('REP-06 before the worker came, after it, and in between', async () => {
    for (const hours of [0, 0, 30, 200]) await sell(hours);
    expect([await orders(), await held()]).toEqual([4, 0]);
    await publishEvents();
    await keepUp(tenant.tenantId);
    expect([await orders(), await held(), await differences()]).toEqual([4, 4, []]);

    await sell();
    expect([await orders(), await held()]).toEqual([5, 4]);
    // Its event has no number yet: there is nothing to follow.
    expect(await keepUp(tenant.tenantId)).toBe(0);
    await publishEvents();
    expect([await orders(), await held(), await differences()]).toEqual([5, 4, []]);
    expect(await keepUp(tenant.tenantId)).toBe(1);
    expect([await orders(), await held(), await differences()]).toEqual([5, 5, []]);
  });

  test('REP-06 F-12 a sale that comes late counts on its own day, and is told as late', async () => {
    const before = await report();
    await sell(90);
    const day = businessDate(new Date(Date.now() - 90 * HOUR), 'Asia/Jakarta', '04:00');
    const late = await report();
    expect(late.rows.find(({ key }) => key === day)?.orders).toBe(1);
    expect(late.late.orders).toBe(before.late.orders + 1);
    await publishEvents();
    await keepUp(tenant.tenantId);
    expect(await report()).toEqual(late);
    expect(await differences()).toEqual([]);
  });

  test('REP-06 an order that only now is paid counts once, and not again when something else happens to it', async () => {
    const order = data<{ id: string; cashDueTotal: number }>(
      await tenant.api('POST', '/orders', {
        outletId: tenant.outletId,
        type: 'DINE_IN',
        submit: true,
        items: [{ productId: shop.rice, quantity: 1 }],
      }),
      201,
    );
    await publishEvents();
    await keepUp(tenant.tenantId);
    expect([await orders(), await held()]).toEqual([sold, sold]);
    const payment = { method: 'CASH', amount: order.cashDueTotal };
    data(await tenant.api('POST', `/orders/${order.id}/payments`, payment), 201);
    sold += 1;
    await publishEvents();
    await keepUp(tenant.tenantId);
    expect([await orders(), await held()]).toEqual([sold, sold]);

    const tickets = data<{ id: string; orderId: string }[]>(
      await tenant.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`),
    );
    const ticket = tickets.find(({ orderId }) => orderId === order.id)!;
    data(await tenant.api('POST', `/kitchen/tickets/${ticket.id}/status`, { status: 'READY' }));
    await publishEvents();
    expect(await orders()).toBe(sold);
    expect(await keepUp(tenant.tenantId)).toBe(0);
    expect([await orders(), await held(), await differences()]).toEqual([sold, sold, []]);
  });

  test('REP-06 days that are rolled up are told without a look at their sales', async () => {
    const asks = REPORT_GROUPS.map((by) => ({ by, ...period(), outlets: null }));
    const looked = async () => {
      const [row] = await db().$queryRaw<{ rows: number }[]>`
        SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS rows FROM pg_stat_xact_user_tables
        WHERE relname IN ('orders', 'order_items', 'payments', 'journal_entries', 'journal_lines_apart')`;
      return row!.rows;
    };
    const touched = await withTenant(tenant.tenantId, async () => {
      const before = await looked();
      await readSales(tenant.tenantId, undefined, asks);
      return (await looked()) - before;
    });
    expect([await held(), touched]).toEqual([sold, 0]);
  });
});

describe('whatever happens to the worker', () => {
  test('REP-06 JOB-03 several at once, and the same events again, count each sale once', async () => {
    for (let i = 0; i < 12; i += 1) await sell(i * 7);
    await publishEvents();
    const counted = await Promise.all(Array.from({ length: 6 }, () => keepUp(tenant.tenantId)));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(12);
    // As if nothing had been followed: every event of the tenant comes again.
    await app.sql('UPDATE sales_rollup_marks SET published_seq = 0 WHERE tenant_id = $1', [tenant.tenantId]);
    expect(await orders()).toBe(sold);
    expect(await keepUp(tenant.tenantId)).toBe(0);
    expect([await orders(), await held(), await differences()]).toEqual([sold, sold, []]);
  });

  test('REP-06 JOB-03 lost before its commit, it leaves nothing behind and does it again', async () => {
    await sell();
    await publishEvents();
    const before = await held();
    const lost = withTenant(tenant.tenantId, async () => {
      expect(await keepUp(tenant.tenantId)).toBe(1);
      throw new Error('killed');
    });
    await expect(lost).rejects.toThrow('killed');
    expect([await held(), await orders()]).toEqual([before, sold]);
    expect(await keepUp(tenant.tenantId)).toBe(1);
    expect([await held(), await orders(), await differences()]).toEqual([sold, sold, []]);
  });

  test('REP-06 filled day by day, every report is whole at every step, and late sales find their place', async () => {
    await app.sql('SELECT reset_sales_rollups($1)', [tenant.tenantId]);
    const steps: number[] = [];
    for (let isMore = true; isMore;) {
      const [step] = await app.sql<{ more: boolean }>('SELECT fill_sales_rollups($1, 1) AS more', [
        tenant.tenantId,
      ]);
      isMore = step!.more;
      if (steps.length === 2) await Promise.all([sell(26), sell(200)]);
      if (steps.length === 3) {
        await publishEvents();
        await app.sql('SELECT follow_sales($1, 1000)', [tenant.tenantId]);
      }
      expect([await orders(), await differences()]).toEqual([sold, []]);
      steps.push(await held());
    }
    expect(steps.length).toBeGreaterThan(4);
    expect(steps[0]).toBeLessThan(sold);
    await keepUp(tenant.tenantId);
    expect([await held(), await orders(), await differences()]).toEqual([sold, sold, []]);
  });

  test('REP-06 made anew while selling goes on, no report is a sale short or over', async () => {
    let isSelling = true;
    const rebuilding = (async () => {
      let rounds = 0;
      for (; isSelling; rounds += 1) {
        await rebuildRollups(tenant.tenantId);
        await publishEvents();
        await keepUp(tenant.tenantId);
      }
      return rounds;
    })();
    for (let i = 0; i < 25; i += 1) {
      await sell(i % 5 ? 0 : i * 3);
      expect(await orders()).toBe(sold);
    }
    isSelling = false;
    expect(await rebuilding).toBeGreaterThan(1);
    await publishEvents();
    await keepUp(tenant.tenantId);
    expect([await held(), await differences()]).toEqual([sold, []]);
  });

  test('REP-06 JOB-01 the worker finds who is behind, and follows what is published', async () => {
    await app.sql('SELECT reset_sales_rollups($1)', [tenant.tenantId]);
    const worker = startWorker({ jobs: [], consumers: [] });
    const rollups = startRollups({ enoughEvents: 1, patienceMs: 0, lookMs: 10, sweepMs: 3_600_000 });
    try {
      await until('what was behind', async () => (await held()) === sold);
      await sell();
      await until('what was sold since', async () => (await held()) === sold);
      expect([await orders(), await differences()]).toEqual([sold, []]);
    } finally {
      await rollups.close();
      await worker.close();
    }
  });

  test('REP-06 REP-05 roll-ups that differ from the journal are found, and made anew', async () => {
    await app.sql(
      `UPDATE sales_rollups SET orders = orders + 1 WHERE ctid = (
         SELECT ctid FROM sales_rollups WHERE tenant_id = $1 AND dim = 'product' ORDER BY business_date LIMIT 1)`,
      [tenant.tenantId],
    );
    expect(await differences()).toEqual([expect.stringMatching(/^product \d{4}-\d\d-\d\d$/)]);
    expect(await checkRollups(tenant.tenantId)).toHaveLength(1);
    expect([await held(), await differences()]).toEqual([sold, []]);
  });

  test('REP-06 the command makes them anew and proves them equal, of one tenant or of all', async () => {
    const backend = join(__dirname, '../../../..');
    const run = (...args: string[]) =>
      promisify(execFile)(join(backend, 'node_modules/.bin/tsx'), ['scripts/rollups.ts', ...args], {
        cwd: backend,
        env: { ...process.env, DATABASE_URL: adminUrl(app.database) },
      });
    await app.sql("UPDATE sales_rollups SET milli = 0 WHERE tenant_id = $1 AND dim = 'hour'", [
      tenant.tenantId,
    ]);
    await expect(run('--check')).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('hour') });
    expect((await run('--tenant', tenant.tenantId)).stdout).toBe(`${tenant.tenantId} rebuilt\n`);
    expect((await run('--check')).stdout).toBe(`${tenant.tenantId} equal\n`);
    expect(await held()).toBe(sold);
  }, 60_000);
});

describe('clocks', () => {
  test('REP-06 an outlet’s clock that is put half an hour off moves the hours of the past as before', async () => {
    const labels = async () => (await report('hour')).rows.map(({ key, orders: n }) => [Number(key), n]);
    const board = async () => data<DashboardDto>(await tenant.api('GET', '/reports/dashboard'));
    await keepUp(tenant.tenantId);
    for (const timeZone of ['Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Makassar', null]) {
      data(await tenant.api('PATCH', `/outlets/${tenant.outletId}`, { timeZone }));
      await sell();
      await publishEvents();
      await keepUp(tenant.tenantId);
      expect(await differences()).toEqual([]);
      const [hours, { lastWeek }] = [await labels(), await board()];
      expect(hours.reduce((sum, [, n]) => sum + n!, 0)).toBe(sold);
      await app.sql('SELECT reset_sales_rollups($1)', [tenant.tenantId]);
      expect(await labels()).toEqual(hours);
      expect((await board()).lastWeek.date).toBe(lastWeek.date);
      await keepUp(tenant.tenantId);
    }
  });

  test('REP-06 REP-02 what was sold a week ago by this time is told to the minute', async () => {
    const minutes = [-50, -20, -1, 1, 20, 50];
    const before = data<DashboardDto>(await tenant.api('GET', '/reports/dashboard')).lastWeek;
    for (const minute of minutes) await sell(7 * 24 + minute / 60);
    const unrolled = data<DashboardDto>(await tenant.api('GET', '/reports/dashboard')).lastWeek;
    await publishEvents();
    await keepUp(tenant.tenantId);
    const rolled = data<DashboardDto>(await tenant.api('GET', '/reports/dashboard')).lastWeek;
    expect(rolled).toEqual(unrolled);
    const week = Date.now() - 7 * 24 * HOUR;
    const instants = minutes.map((minute) => new Date(week - minute * 60_000));
    const within = instants.filter((at) => businessDate(at, 'Asia/Jakarta', '04:00') === rolled.date);
    expect(rolled.orders).toBe(before.orders + within.length);
    expect(rolled.ordersByNow).toBe(before.ordersByNow + within.filter((at) => at.getTime() < week).length);
  });
});

describe('tenants apart', () => {
  test('REP-06 ISO-03 two that chose the same ids have roll-ups of their own', async () => {
    const ids = twinIds();
    const twins = [await app.registerTenant(), await app.registerTenant()] as const;
    for (const [index, twin] of twins.entries()) {
      await openOutlet(twin, ids, `T${index}`);
      await furnish(twin, ids, `T${index}`);
    }
    const [a, b] = twins;
    const alone = await report('product', b);
    expect(alone.totals.orders).toBeGreaterThan(0);
    await publishEvents();
    await keepUp(a.tenantId);
    expect([await held(a), await held(b)]).toEqual([alone.totals.orders, 0]);
    expect(await report('product', b)).toEqual(alone);
    await keepUp(b.tenantId);
    expect(await report('product', b)).toEqual(alone);
    await app.sql('SELECT reset_sales_rollups($1)', [a.tenantId]);
    expect([await held(a), await held(b)]).toEqual([0, alone.totals.orders]);
    expect((await report('outlet', a)).rows.map(({ label }) => label).join()).toContain('T0');
    expect(JSON.stringify(await report('product', a))).not.toContain('T1');
    expect([await differences(a), await differences(b)]).toEqual([[], []]);
    const stranger = uuidv7();
    const missing = await a.api('GET', `/reports/sales?from=${today()}&to=${today()}&outletId=${stranger}`);
    expect(missing.status).toBe(404);
    expect((await a.api('GET', `/reports/dashboard?outletId=${stranger}`)).status).toBe(404);
  });
});
