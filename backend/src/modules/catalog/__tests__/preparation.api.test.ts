import type { KitchenTicketDto, MenuDto, OrderDto, ProductDto, StationDto } from '@meja/domain';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const make = async <T extends { id: string }>(tenant: TestTenant, path: string, body: object): Promise<T> =>
  data(await tenant.api('POST', path, body), 201);

/** Sells one of a product in an outlet and sends it; the stations its tickets went to. */
async function ticketsOf(
  tenant: TestTenant,
  productId: string,
  outletId = tenant.outletId,
): Promise<string[]> {
  const placed = data<OrderDto>(
    await tenant.api('POST', '/orders', {
      outletId,
      type: 'TAKEAWAY',
      submit: true,
      items: [{ productId, quantity: 1 }],
    }),
    201,
  );
  const board = data<KitchenTicketDto[]>(await tenant.api('GET', `/kitchen/tickets?outletId=${outletId}`));
  return board.filter(({ orderId }) => orderId === placed.id).map(({ stationId }) => stationId);
}

const stationsOf = async (tenant: TestTenant) => data<StationDto[]>(await tenant.api('GET', '/stations'));

describe('what is sent to the kitchen reaches a screen', () => {
  test('F-18 KDS-01 a new food business has one station, and a product without one goes there', async () => {
    const tenant = await app.registerTenant({ businessType: 'CAFE' });
    const stations = await stationsOf(tenant);
    expect(stations.map(({ name }) => name)).toEqual(['Dapur']);
    const rice = await make<ProductDto>(tenant, '/products', { name: 'Nasi Goreng', price: 20_000 });
    expect(rice).toMatchObject({ stationId: null, needsPreparation: null, outletStations: [] });
    expect(await ticketsOf(tenant, rice.id)).toEqual([stations[0]!.id]);
  });

  test('F-18 product or category may say that nothing needs preparing, and the menu says so at once', async () => {
    const tenant = await app.registerTenant();
    const shelf = await make(tenant, '/categories', { name: 'Rak', needsPreparation: false });
    const water = await make(tenant, '/products', { name: 'Air', price: 5_000, categoryId: shelf.id });
    const crisps = await make(tenant, '/products', {
      name: 'Keripik',
      price: 9_000,
      needsPreparation: false,
    });
    const soup = await make(tenant, '/products', {
      name: 'Sup',
      price: 9_000,
      categoryId: shelf.id,
      needsPreparation: true,
    });
    expect(await ticketsOf(tenant, water.id)).toEqual([]);
    expect(await ticketsOf(tenant, crisps.id)).toEqual([]);
    expect(await ticketsOf(tenant, soup.id)).toHaveLength(1);
    data(await tenant.api('PATCH', `/categories/${shelf.id}`, { needsPreparation: true }));
    expect(await ticketsOf(tenant, water.id)).toHaveLength(1);
    const menu = data<MenuDto>(await tenant.api('GET', `/menu?outletId=${tenant.outletId}`));
    expect(menu.products.find(({ id }) => id === crisps.id)!.stationId).toBeNull();
  });

  test('F-18 a station is chosen per outlet; one of another outlet stands for the one of its name, or the first', async () => {
    const tenant = await app.registerTenant();
    const [kitchen] = await stationsOf(tenant);
    data(await tenant.api('PATCH', `/stations/${kitchen!.id}`, { outletId: tenant.outletId }));
    const branch = await make<{ id: string }>(tenant, '/outlets', { name: 'Cabang' });
    const rice = await make(tenant, '/products', { name: 'Nasi', price: 20_000, stationId: kitchen!.id });
    expect(await ticketsOf(tenant, rice.id, branch.id)).toEqual([]);
    const bar = await make(tenant, '/stations', { name: 'Bar', outletId: branch.id });
    expect(await ticketsOf(tenant, rice.id, branch.id)).toEqual([bar.id]);
    const there = await make(tenant, '/stations', { name: 'dapur', outletId: branch.id });
    expect(await ticketsOf(tenant, rice.id, branch.id)).toEqual([there.id]);
    const put = (body: object) =>
      tenant.api('PUT', `/products/${rice.id}/availability`, {
        outletId: branch.id,
        available: true,
        ...body,
      });
    const chosen = data<ProductDto>(await put({ stationId: bar.id }));
    expect(chosen.outletStations).toEqual([{ outletId: branch.id, stationId: bar.id }]);
    expect(await ticketsOf(tenant, rice.id, branch.id)).toEqual([bar.id]);
    expect(await ticketsOf(tenant, rice.id)).toEqual([kitchen!.id]);
    expect(data<ProductDto>(await put({})).outletStations).toHaveLength(1);
    const foreign = await put({ stationId: kitchen!.id });
    expect([foreign.status, foreign.body.errors?.[0]?.path]).toEqual([422, 'stationId']);
    expect(data<ProductDto>(await put({ stationId: null })).outletStations).toEqual([]);
  });

  test('F-18 a shop without any station sells and makes no tickets', async () => {
    const tenant = await app.registerTenant({ businessType: 'RETAIL' });
    expect(await stationsOf(tenant)).toEqual([]);
    const soap = await make(tenant, '/products', { name: 'Sabun', price: 4_000 });
    expect(await ticketsOf(tenant, soap.id)).toEqual([]);
  });
});
