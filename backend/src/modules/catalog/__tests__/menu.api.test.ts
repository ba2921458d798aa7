import { catalogFactory } from '../../../../test/factories/catalog';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { freshMenuSnapshot, menuSnapshot } from '..';
import { forgetMenus } from '../menu/menu-snapshot';

let app: TestApp;
let shop: TestTenant;
let make: ReturnType<typeof catalogFactory>;
let menuPath: string;

beforeAll(async () => {
  app = await startTestApp();
  shop = await app.registerTenant();
  make = catalogFactory(shop.api);
  menuPath = `/menu?outletId=${shop.outletId}`;
});
afterAll(() => app.stop());

const menu = async () => (await shop.api('GET', menuPath)).body.data;
const productNames = async () => (await menu()).products.map(({ name }: { name: string }) => name);

test('CAT-06 the menu has all a terminal needs, defaults filled in, inactive things left out', async () => {
  const category = await make.category();
  const group = await make.modifierGroup();
  await make.modifierGroup({ name: 'Tidak terpakai' });
  const product = await make.product({
    categoryId: category.id,
    modifierGroupIds: [group.id],
    variants: [{ name: 'Panas', price: 18_000 }],
  });
  await make.product({ name: 'Nonaktif', active: false });
  const document = await menu();
  expect(document).toMatchObject({
    outletId: shop.outletId,
    currency: 'IDR',
    settings: {
      tenantName: 'Kedai Contoh',
      timeZone: 'Asia/Jakarta',
      businessDayCutoff: '04:00',
      defaultTaxClass: 'PBJT',
      cashRounding: { unit: 100, mode: 'NEAREST' },
    },
    categories: [{ id: category.id, name: 'Kopi', parentId: null }],
    products: [
      {
        id: product.id,
        taxClass: 'PBJT',
        available: true,
        modifierGroupIds: [group.id],
        variants: [{ name: 'Panas', price: 18_000, available: true }],
      },
    ],
    modifierGroups: [{ id: group.id, options: [{ name: 'Normal', default: true }, { name: 'Sedikit' }] }],
  });
  expect(document.stations.map(({ name }: { name: string }) => name)).toEqual(['Dapur']);
});

test('CAT-06 a strong ETag: 304 while nothing changed, another after any change', async () => {
  const first = await shop.api('GET', menuPath);
  const etag = first.headers.get('etag')!;
  expect(etag).toMatch(/^"[^"]+"$/);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const again = await shop.api('GET', menuPath, undefined, { 'if-none-match': `"x", ${etag}` });
  expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
  await make.product({ name: 'Baru' });
  const changed = await shop.api('GET', menuPath, undefined, { 'if-none-match': etag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
});

test('CAT-06 the same version is the same bytes, from memory, Redis or the database', async () => {
  const first = await shop.api('GET', menuPath);
  forgetMenus();
  const fromRedis = await shop.api('GET', menuPath);
  expect(fromRedis.text).toBe(first.text);
  expect(fromRedis.headers.get('etag')).toBe(first.headers.get('etag'));
});

test('CAT-06 every kind of change is in the next menu at once', async () => {
  const product = await make.product({ name: 'Sebelum' });
  expect(await productNames()).toContain('Sebelum');
  await shop.api('PATCH', `/products/${product.id}`, { name: 'Sesudah' });
  expect(await productNames()).toContain('Sesudah');
  await shop.api('PUT', `/products/${product.id}/availability`, {
    outletId: shop.outletId,
    available: false,
    price: 99_000,
  });
  const found = (await menu()).products.find(({ id }: { id: string }) => id === product.id);
  expect(found).toMatchObject({ available: false, price: 99_000 });
  await shop.api('PATCH', '/settings', { receiptFooter: 'Sampai jumpa' });
  expect((await menu()).settings.receiptFooter).toBe('Sampai jumpa');
  await shop.api('DELETE', `/products/${product.id}`);
  expect(await productNames()).not.toContain('Sesudah');
});

test('CAT-06 a station of another outlet stands for the one of the same name here', async () => {
  const second = await shop.api('POST', '/outlets', { name: 'Cabang Dua' });
  const outletId = second.body.data.id as string;
  const there = await make.station({ name: 'Pastri', outletId });
  const here = await make.station({ name: 'pastri', outletId: shop.outletId });
  const alone = await make.station({ name: 'Es krim', outletId });
  const cake = await make.product({ name: 'Kue', stationId: there.id });
  const gelato = await make.product({ name: 'Gelato', stationId: alone.id });
  const stationOf = async (outlet: string, id: string) =>
    (await menuSnapshot(shop.tenantId, outlet)).product(id)!.stationId;
  expect(await stationOf(outletId, cake.id)).toBe(there.id);
  expect(await stationOf(shop.outletId, cake.id)).toBe(here.id);
  const stations = (await menu()).stations.map(({ id }: { id: string }) => id);
  // No station of its name here: the outlet's first (F-18).
  expect(await stationOf(shop.outletId, gelato.id)).toBe(stations[0]);
  expect(stations).toContain(here.id);
  expect(stations).not.toContain(there.id);
});

test('CAT-06 who works in other outlets has no menu of this one', async () => {
  const second = await shop.api('POST', '/outlets', { name: 'Cabang Tiga' });
  const cashier = await shop.staff('CASHIER', { outletIds: [second.body.data.id] });
  expect((await cashier.api('GET', menuPath)).status).toBe(404);
  expect((await cashier.api('GET', `/menu?outletId=${second.body.data.id}`)).status).toBe(200);
});

test('CAT-06 the snapshot finds products, variants and options, and asks anew when told it is stale', async () => {
  const group = await make.modifierGroup({ name: 'Topping' });
  const product = await make.product({
    name: 'Dicari',
    modifierGroupIds: [group.id],
    variants: [{ name: 'S', price: 7 }],
  });
  const snapshot = await menuSnapshot(shop.tenantId, shop.outletId);
  expect(snapshot.product(product.id)?.name).toBe('Dicari');
  expect(snapshot.variant(product.variants[0]!.id)?.variant.price).toBe(7);
  expect(snapshot.option(group.options[0]!.id)?.group.id).toBe(group.id);
  expect(snapshot.settings.requireOpenShift).toBe(false);
  expect(await menuSnapshot(shop.tenantId, shop.outletId)).toBe(snapshot);

  // Past the service, as another process would that could not tell.
  await app.sql(`SELECT set_config('app.tenant_id', '${shop.tenantId}', false)`);
  await app.sql('UPDATE products SET price = 4321 WHERE id = $1', [product.id]);
  const fresh = await freshMenuSnapshot(shop.tenantId, shop.outletId);
  expect(fresh.version).toBeGreaterThan(snapshot.version);
  expect(fresh.product(product.id)?.price).toBe(4321);
});

test('CAT-06 many askers of a menu nobody holds cause one load, and all get the same', async () => {
  forgetMenus();
  const all = await Promise.all(Array.from({ length: 30 }, () => menuSnapshot(shop.tenantId, shop.outletId)));
  expect(new Set(all.map(({ held }) => held)).size).toBe(1);
});
