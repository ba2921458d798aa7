import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { businessDate } from '@meja/domain';
import type { DashboardDto } from '@meja/domain';
import { catalogFactory } from '../../../../test/factories/catalog';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';
import type { Actor } from '../../../platform/context';
import { dashboard as readDashboard } from '../reports.service';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterEach(() => setClock());
afterAll(() => app.stop());

const HOUR = 3_600_000;
const ZONES = [
  'Asia/Jakarta',
  'Asia/Makassar',
  'Asia/Jayapura',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
];
const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};

interface Place {
  tenant: TestTenant;
  outlets: string[];
  productId: string;
}

/** A business whose first outlet has its own zone, the others those given. */
async function open(zones: string[], cutoff: string): Promise<Place> {
  const tenant = await app.registerTenant();
  data(await tenant.api('PATCH', '/settings', { timeZone: zones[0], businessDayCutoff: cutoff }));
  const outlets = [tenant.outletId];
  for (const [index, timeZone] of zones.slice(1).entries()) {
    const id = uuidv7();
    data(await tenant.api('POST', '/outlets', { id, name: `Cabang ${index}`, timeZone }), 201);
    outlets.push(id);
  }
  const { id: productId } = await catalogFactory(tenant.api).product({ price: 10_000 });
  return { tenant, outlets, productId };
}

async function sell({ tenant, productId }: Place, outletId: string, at: Date, quantity = 1): Promise<void> {
  const order = data<{ id: string; dueTotal: number }>(
    await tenant.api('POST', '/orders', {
      outletId,
      type: 'TAKEAWAY',
      submit: true,
      occurredAt: at.toISOString(),
      items: [{ productId, quantity }],
    }),
    201,
  );
  const payment = { method: 'QRIS', amount: order.dueTotal };
  expect((await tenant.api('POST', `/orders/${order.id}/payments`, payment)).status).toBe(201);
}

/** As the owner reads it at an instant; no token lasts as long as these clocks run. */
function dashboard({ tenant: { tenantId } }: Place, outletId?: string): Promise<DashboardDto> {
  const actor: Actor = {
    userId: uuidv7(),
    accountId: uuidv7(),
    sessionId: uuidv7(),
    tenantId,
    role: 'ADMIN_TENANT',
    name: 'Pemilik',
    outletIds: [],
    permissions: new Set(),
    mustChangePassword: false,
  };
  return readDashboard({ tenantId, actor }, outletId);
}

/** What adds up of a dashboard, by name. */
function figures({ today, lastWeek, byHour, byPayment, late }: DashboardDto): Record<string, number> {
  const { date: _d, average: _a, ...sums } = today;
  return {
    ...sums,
    lateOrders: late.orders,
    lateTotal: late.total,
    lastOrders: lastWeek.orders,
    lastTotal: lastWeek.total,
    lastOrdersByNow: lastWeek.ordersByNow,
    lastTotalByNow: lastWeek.totalByNow,
    ...Object.fromEntries(byHour.map(({ hour, total }) => [`hour ${hour}`, total])),
    ...Object.fromEntries(byPayment.map(({ key, total }) => [`by ${key}`, total])),
  };
}

function sum(parts: Record<string, number>[]): Record<string, number> {
  const whole: Record<string, number> = {};
  for (const part of parts)
    for (const [name, value] of Object.entries(part)) whole[name] = (whole[name] ?? 0) + value;
  return whole;
}

test('F-21 REP-02 while it is yesterday in Jakarta and today in Jayapura, the whole is the sum of both', async () => {
  const place = await open(['Asia/Jakarta', 'Asia/Jayapura'], '04:00');
  const [west, east] = place.outlets as [string, string];
  // 03:00 in Jakarta, 05:00 in Jayapura.
  const day = new Date(Date.now() - 2 * 24 * HOUR).toISOString().slice(0, 10);
  const at = new Date(`${day}T20:00:00Z`);
  await sell(place, west, new Date(at.getTime() - 0.5 * HOUR));
  await sell(place, east, new Date(at.getTime() - 0.5 * HOUR), 2);
  await sell(place, east, new Date(at.getTime() - 3 * HOUR), 4);
  setClock({ now: () => at });
  const [whole, first, second] = [
    await dashboard(place),
    await dashboard(place, west),
    await dashboard(place, east),
  ];
  expect([first.today.orders, second.today.orders, whole.today.orders]).toEqual([1, 1, 2]);
  expect(whole.today.items).toBe(3);
  expect(whole.today.total).toBe(first.today.total + second.today.total);
  expect(whole.bestSellers).toMatchObject([{ productId: place.productId, quantity: 3 }]);
  expect(whole.dates).toEqual({ from: first.today.date, to: second.today.date });
  expect(first.today.date < second.today.date).toBe(true);
  expect(whole.today.date).toBe(first.today.date);
});

test('F-21 REP-02 at every hour, over zones and cutoffs, the whole is the sum of its parts', async () => {
  const layouts = [
    { zones: ZONES, cutoff: '04:00' },
    { zones: ['Asia/Jayapura', 'Asia/Jakarta'], cutoff: '00:00' },
    { zones: ['Pacific/Pago_Pago', 'Pacific/Kiritimati', 'Asia/Kathmandu'], cutoff: '23:30' },
  ];
  const now = Math.floor(Date.now() / HOUR) * HOUR;
  for (const { zones, cutoff } of layouts) {
    const place = await open(zones, cutoff);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(zones.length - 1),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (outlet, ago, quantity) =>
          sell(place, place.outlets[outlet]!, new Date(now - ago * HOUR - 600_000), quantity),
      ),
      { numRuns: 14, seed: 21 },
    );
    for (let ago = 0; ago < 25; ago += 1) {
      for (const days of ago % 6 ? [0] : [0, 7]) {
        const at = new Date(now - ago * HOUR + days * 24 * HOUR);
        setClock({ now: () => at });
        const parts = await Promise.all(place.outlets.map((id) => dashboard(place, id)));
        const whole = await dashboard(place);
        expect([at.toISOString(), figures(whole)]).toEqual([at.toISOString(), sum(parts.map(figures))]);
        expect(parts.map(({ today }) => today.date)).toEqual(
          place.outlets.map((_, index) => businessDate(at, zones[index]!, cutoff)),
        );
      }
    }
    setClock();
  }
}, 240_000);

test('F-21 ISO-03 who works in some outlets sees the sum of those', async () => {
  const place = await open(['Asia/Jakarta', 'Asia/Jayapura', 'Asia/Makassar'], '04:00');
  const mine = place.outlets.slice(1);
  for (const id of place.outlets) await sell(place, id, new Date(Date.now() - 1_000));
  const supervisor = await place.tenant.staff('SUPERVISOR', { outletIds: mine });
  const whole = data<DashboardDto>(await supervisor.api('GET', '/reports/dashboard'));
  expect(whole.today.orders).toBe(2);
});
