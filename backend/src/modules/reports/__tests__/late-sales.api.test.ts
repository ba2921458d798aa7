import { businessDate } from '@meja/domain';
import { setClock } from '../../../platform/clock';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';

type Staff = Awaited<ReturnType<TestTenant['staff']>>;
const HOUR = 3_600_000;

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;
let cashier: Staff;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
  cashier = await tenant.staff('CASHIER');
});
afterAll(() => app.stop());
afterEach(() => setClock());

const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
const day = (instant: string) => businessDate(new Date(instant), 'Asia/Jakarta', '04:00');

const sell = (occurredAt: string | undefined, api = cashier.api, more: object = {}) =>
  api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    items: [{ productId: shop.rice, quantity: 1 }],
    payments: [{ method: 'CASH', amount: 27_500 }],
    ...(occurredAt && { occurredAt }),
    ...more,
  });

describe('when a sale is said to have happened', () => {
  test('F-12 SELL-12 late it is accepted, stamped with its arrival, and flagged beyond the window', async () => {
    const before = Date.now();
    for (const [hours, flags] of [
      [0, []],
      [71, []],
      [73, ['late']],
      [29 * 24, ['late']],
    ] as const) {
      const occurredAt = ago(hours);
      const { status, body } = await sell(occurredAt);
      expect([status, body.data.flags]).toEqual([201, flags]);
      expect(body.data).toMatchObject({ occurredAt, businessDate: day(occurredAt), paymentStatus: 'PAID' });
      expect(Date.parse(body.data.createdAt)).toBeGreaterThanOrEqual(before);
      const { data } = (await tenant.api('GET', `/orders/${body.data.id}`)).body;
      expect(data.flags).toEqual(flags);
    }
    expect((await sell(undefined)).body.data.flags).toEqual([]);
  });

  test('F-12 SAAS-08 the window is the business’s own', async () => {
    expect((await tenant.api('PATCH', '/settings', { lateSaleWindowHours: 2 })).status).toBe(200);
    expect((await sell(ago(3))).body.data.flags).toEqual(['late']);
    expect((await tenant.api('PATCH', '/settings', { lateSaleWindowHours: 40 * 24 })).status).toBe(200);
    expect((await sell(ago(39 * 24))).body.data.flags).toEqual([]);
    expect((await tenant.api('PATCH', '/settings', { lateSaleWindowHours: 0 })).status).toBe(422);
    expect((await tenant.api('PATCH', '/settings', { lateSaleWindowHours: 72 })).status).toBe(200);
  });

  test.each(['1970-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z'])(
    'F-44 nobody sells before 2000: %s',
    async (at) => {
      for (const api of [cashier.api, tenant.api]) {
        for (const path of ['/orders', '/orders/quote']) {
          const answer = await api('POST', path, {
            outletId: tenant.outletId,
            type: 'TAKEAWAY',
            items: [{ productId: shop.rice, quantity: 1 }],
            occurredAt: at,
          });
          expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([422, 'occurredAt']);
        }
      }
    },
  );

  test('F-44 AUTH-06 older than 30 days enters only who may import history, flagged', async () => {
    const old = '2016-10-30T02:58:11.000Z';
    const refused = await sell(old);
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path: 'occurredAt', code: 'sale_too_old', message: expect.stringMatching(/\d{4}-\d\d-\d\d/) }],
    ]);
    expect((await sell(ago(30 * 24 + 1))).status).toBe(422);
    const supervisor = await tenant.staff('SUPERVISOR');
    expect((await sell(old, supervisor.api)).status).toBe(422);
    const importer = await tenant.staff('CASHIER', { grants: ['order:import'] });
    for (const api of [tenant.api, importer.api]) {
      const { status, body } = await sell(old, api);
      expect([status, body.data.flags, body.data.businessDate]).toEqual([201, ['late'], '2016-10-30']);
    }
  });
});

describe('the owner is shown', () => {
  test('F-12 the flagged sales by a filter of the list, and those of today on the dashboard', async () => {
    const late = (await sell(ago(100))).body.data;
    const punctual = (await sell(undefined)).body.data;
    const { data } = (await tenant.api('GET', '/orders?flag=late&limit=200')).body;
    const ids = data.map(({ id }: { id: string }) => id);
    expect(ids).toContain(late.id);
    expect(ids).not.toContain(punctual.id);
    expect(data.every(({ flags }: { flags: string[] }) => flags.includes('late'))).toBe(true);
    expect((await tenant.api('GET', '/orders?flag=other')).status).toBe(422);

    const board = (await tenant.api('GET', '/reports/dashboard')).body.data;
    expect(board.late).toEqual({
      orders: data.length,
      total: data.reduce((sum: number, { total }: { total: number }) => sum + total, 0),
    });
  });

  test('F-12 REP-01 what came late to a day that was over, in that day’s report', async () => {
    const other = await app.registerTenant();
    const goods = await openShop(other);
    const place = (occurredAt: string, more: object = {}) =>
      other.api('POST', '/orders', {
        outletId: other.outletId,
        type: 'TAKEAWAY',
        items: [{ productId: goods.rice, quantity: 1 }],
        payments: [{ method: 'CASH', amount: 27_500 }],
        occurredAt,
        ...more,
      });
    // Ten in the evening in Jakarta; the business day ends at four in the morning.
    const evening = new Date('2026-11-20T15:00:00.000Z');
    setClock({ now: () => evening });
    await place(evening.toISOString());
    const open = (await place(evening.toISOString(), { payments: undefined, submit: true })).body.data;
    const night = new Date('2026-11-20T20:59:59.000Z');
    setClock({ now: () => night });
    await place(evening.toISOString());
    const report = async (query = '') =>
      (await other.api('GET', `/reports/sales?from=2026-11-20&to=2026-11-21${query}`)).body.data;
    expect((await report()).late).toEqual({ orders: 0, total: 0, days: [] });

    const morning = new Date('2026-11-20T21:00:00.000Z');
    setClock({ now: () => morning });
    const synced = (await place(evening.toISOString())).body.data;
    expect([synced.flags, synced.businessDate]).toEqual([[], '2026-11-20']);
    await other.api('POST', `/orders/${open.id}/payments`, { method: 'QRIS', amount: 27_500 });
    const whole = await report();
    expect(whole.late).toEqual({
      orders: 2,
      total: 55_000,
      days: [{ date: '2026-11-20', orders: 2, total: 55_000 }],
    });
    expect(whole.totals).toMatchObject({ orders: 4, total: 110_000 });
    expect((await report(`&groupBy=product&outletId=${other.outletId}`)).late.orders).toBe(2);
    await other.api('PATCH', `/outlets/${other.outletId}`, { timeZone: 'Europe/London' });
    expect((await report()).late.orders).toBe(0);
  });
});
