import type { OrderDto } from '@meja/domain';
import { startTestApp } from '../setup';
import type { ApiAnswer, TestApp, TestTenant } from '../setup';
import { begin, complete, makeWorld, openShift, pay, serve, ticketsOf } from './world';
import type { World } from './world';

let app: TestApp;
let shared: TestTenant;
beforeAll(async () => {
  app = await startTestApp();
  shared = await app.registerTenant();
});
afterAll(() => app.stop());

type Remove = (world: World) => Promise<ApiAnswer>;

const free = (change: object) => async (world: World) => {
  const answer = await world.tenant.api('PATCH', `/products/${world.product.id}`, change);
  expect(answer.status).toBe(200);
};

/** Everything that can be removed; goods that point to it are moved away first, as its refusal asks. */
const THINGS: Record<string, Remove> = {
  outlet: ({ tenant, outletId }) => tenant.api('DELETE', `/outlets/${outletId}`),
  member: ({ tenant, cashier }) => tenant.api('DELETE', `/users/${cashier.id}`),
  product: ({ tenant, product }) => tenant.api('DELETE', `/products/${product.id}`),
  variant: ({ tenant, product }) =>
    tenant.api('PATCH', `/products/${product.id}`, { variants: [{ name: 'Besar', price: 25_000 }] }),
  option: ({ tenant, groupId }) =>
    tenant.api('PATCH', `/modifier-groups/${groupId}`, { options: [{ name: 'Lain', price: 0 }] }),
  'group of options': ({ tenant, groupId }) => tenant.api('DELETE', `/modifier-groups/${groupId}`),
  category: async (world) => {
    await free({ categoryId: null })(world);
    return world.tenant.api('DELETE', `/categories/${world.categoryId}`);
  },
  station: async (world) => {
    await free({ stationId: null })(world);
    return world.tenant.api('DELETE', `/stations/${world.stationId}`);
  },
  'tax class': async (world) => {
    await free({ taxClass: null })(world);
    const { taxClasses } = (await world.tenant.api('GET', '/settings')).body.data;
    return world.tenant.api('PATCH', '/settings', { taxClasses: taxClasses.slice(0, 1) });
  },
};

type State = 'an open order' | 'an open shift' | 'an open ticket' | 'a completed sale';
interface Made {
  shiftId?: string;
  order?: OrderDto;
}
const STATES: Record<State, (world: World) => Promise<Made>> = {
  'an open order': async (world) => ({ order: await begin(world) }),
  'an open shift': async (world) => ({ shiftId: (await openShift(world)).id }),
  'an open ticket': async (world) => ({ order: await begin(world, { submit: true }) }),
  'a completed sale': async (world) => ({ order: await complete(world) }),
};

/** What refuses; what is not named here is removed. */
const REFUSED: Record<string, Partial<Record<State, string[]>>> = {
  outlet: {
    'an open order': ['order'],
    'an open shift': ['shift'],
    'an open ticket': ['order', 'ticket'],
  },
  member: { 'an open shift': ['shift'] },
  station: { 'an open order': ['order'], 'an open ticket': ['ticket'] },
};

const TABLE = Object.keys(THINGS).flatMap((thing) =>
  (Object.keys(STATES) as State[]).map((state) => [thing, state] as const),
);

const see = async ({ tenant }: World, order: OrderDto) => ({
  order: (await tenant.api('GET', `/orders/${order.id}`)).body,
  receipt: (await tenant.api('GET', `/orders/${order.id}/receipt`)).body,
  listed: (await tenant.api('GET', `/orders?outletId=${order.outletId}`)).body,
});

async function reportRows({ tenant, outletId }: World, groupBy: string) {
  const day = { from: '2020-01-01', to: '2020-12-31' };
  const year = new Date().getUTCFullYear();
  day.from = `${year}-01-01`;
  day.to = `${year}-12-31`;
  const query = `from=${day.from}&to=${day.to}&groupBy=${groupBy}`;
  const whole = await tenant.api('GET', `/reports/sales?${query}`);
  const own = await tenant.api('GET', `/reports/sales?${query}&outletId=${outletId}`);
  expect([whole.status, own.status]).toEqual([200, 200]);
  expect(own.body.data.rows).toEqual(whole.body.data.rows);
  return whole.body.data.rows.map(({ label, total }: { label: string; total: number }) => ({ label, total }));
}

describe('removing', () => {
  test.each(TABLE)('F-15 a %s with %s', async (thing, state) => {
    // A tax class is used by every other world's product too.
    const tenant = thing === 'tax class' ? await app.registerTenant() : shared;
    const world = await makeWorld(tenant, { byStaff: thing === 'member' });
    const { order, shiftId } = await STATES[state](world);
    const before = order && (await see(world, order));
    const answer = await THINGS[thing]!(world);
    const inTheWay = REFUSED[thing]?.[state];
    if (inTheWay) {
      expect([answer.status, answer.body.code]).toEqual([409, 'in_use']);
      expect(answer.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(inTheWay);
      for (const { message } of answer.body.errors) expect(message).toMatch(/^1 .+: .+\./);
    } else {
      expect(answer.status).toBeLessThan(300);
    }
    if (order) expect(await see(world, order)).toEqual(before);

    // What is open goes on to its end, removed or not.
    if (shiftId) {
      const closed = await world.tenant.api('POST', `/shifts/${shiftId}/close`, { counted: 100_000 });
      expect([closed.status, closed.body.data?.difference]).toEqual([200, 0]);
      expect((await world.tenant.api('GET', `/shifts/${shiftId}/report`)).status).toBe(200);
    }
    if (order && order.status !== 'COMPLETED') {
      expect((await pay(world.tenant.api, order)).status).toBe(201);
      await serve(world);
      expect((await world.tenant.api('GET', `/orders/${order.id}`)).body.data.status).toBe('COMPLETED');
    }
    // Then nothing is in the way any more, and the past stays as it was.
    if (inTheWay) {
      const after = order && (await see(world, order));
      expect((await THINGS[thing]!(world)).status).toBe(204);
      if (order) expect(await see(world, order)).toEqual(after);
    }
  });

  test('F-15 with everything closed each is removed, and what happened keeps its names', async () => {
    const world = await makeWorld(await app.registerTenant());
    const shift = await openShift(world);
    const order = await complete(world);
    const report = await world.tenant.api('GET', `/shifts/${shift.id}/report`);
    expect((await world.tenant.api('POST', `/shifts/${shift.id}/close`, { counted: 100_000 })).status).toBe(
      200,
    );
    const groups = ['outlet', 'product', 'category', 'cashier', 'payment', 'day', 'hour', 'orderType'];
    const rows = async () =>
      Object.fromEntries(await Promise.all(groups.map(async (g) => [g, await reportRows(world, g)])));
    const [before, rowsBefore] = [await see(world, order), await rows()];
    expect(rowsBefore).toMatchObject({
      outlet: [{ label: 'Cabang Kemang', total: order.total }],
      product: [{ label: 'Kopi Susu' }],
      category: [{ label: 'Kopi Spesial' }],
      cashier: [{ label: 'Staf CASHIER' }],
    });
    for (const [thing, remove] of Object.entries(THINGS).reverse()) {
      if (thing === 'variant' || thing === 'option') continue;
      expect([thing, (await remove(world)).status < 300]).toEqual([thing, true]);
    }
    expect(await see(world, order)).toEqual(before);
    expect(await rows()).toEqual(rowsBefore);
    const again = await world.tenant.api('GET', `/shifts/${shift.id}/report`);
    expect([again.status, again.body.data.total]).toEqual([200, report.body.data.total]);
    for (const format of ['html', 'escpos'])
      expect((await world.tenant.api('GET', `/orders/${order.id}/receipt?format=${format}`)).status).toBe(
        200,
      );
    // Nothing is sold there any more.
    const sale = await world.tenant.api('POST', '/orders', { ...order, items: [] });
    expect(sale.status).not.toBe(201);
    for (const path of [`/menu?outletId=${world.outletId}`, `/outlets/${world.outletId}`])
      expect((await world.tenant.api('GET', path)).status).toBe(404);
    const shiftThere = await world.tenant.api('POST', '/shifts/open', {
      outletId: world.outletId,
      openingFloat: 0,
    });
    expect(shiftThere.status).toBe(404);
  });

  test('F-15 a category and a station with products, a tax class in use: refused by name', async () => {
    const { tenant, categoryId, stationId } = await makeWorld(await app.registerTenant());
    const inner = await tenant.api('POST', '/categories', { name: 'Dalam', parentId: categoryId });
    expect(inner.status).toBe(201);
    const { taxClasses } = (await tenant.api('GET', '/settings')).body.data;
    const refusals = [
      [await tenant.api('DELETE', `/categories/${categoryId}`), 'in_use', ['product', 'category']],
      [await tenant.api('DELETE', `/stations/${stationId}`), 'in_use', ['product']],
      [
        await tenant.api('PATCH', '/settings', { taxClasses: taxClasses.slice(0, 1) }),
        'validation_failed',
        ['taxClasses'],
      ],
    ] as const;
    for (const [{ status, body }, code, paths] of refusals) {
      expect([body.code, body.errors.map((e: { path: string }) => e.path)]).toEqual([code, paths]);
      expect(status).toBe(code === 'in_use' ? 409 : 422);
      expect(body.errors[0].message).toContain('Kopi Susu');
    }
  });

  test('F-15 what an earlier version left open under a removed outlet and member is finished all the same', async () => {
    const world = await makeWorld(await app.registerTenant());
    const { tenant, outletId, cashier } = world;
    const shift = await openShift(world);
    const [paid, voided] = [await begin(world, { submit: true }), await begin(world)];
    await app.sql('UPDATE memberships SET deleted_at = now(), active = false WHERE user_id = $1', [
      cashier.id,
    ]);
    await app.sql(
      `WITH tenant AS (SELECT set_config('app.tenant_id', $1, true))
       UPDATE outlets SET deleted_at = now(), active = false FROM tenant WHERE id = $2`,
      [tenant.tenantId, outletId],
    );
    expect((await pay(tenant.api, paid)).status).toBe(201);
    const reason = { reason: 'Tamu batal' };
    expect((await tenant.api('POST', `/orders/${voided.id}/void`, reason)).status).toBe(200);
    expect((await tenant.api('GET', `/orders/${paid.id}/receipt`)).status).toBe(200);
    await serve(world);
    expect((await ticketsOf(world)).map(({ status }) => status)).not.toContain('QUEUED');
    const closed = await tenant.api('POST', `/shifts/${shift.id}/close`, { counted: 100_000 });
    expect(closed.status).toBe(200);
  });
});
