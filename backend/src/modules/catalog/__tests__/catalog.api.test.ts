import { v7 as uuidv7 } from 'uuid';
import { catalogFactory } from '../../../../test/factories/catalog';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let shop: TestTenant;
let other: TestTenant;
let make: ReturnType<typeof catalogFactory>;

beforeAll(async () => {
  app = await startTestApp();
  shop = await app.registerTenant();
  other = await app.registerTenant();
  make = catalogFactory(shop.api);
});
afterAll(() => app.stop());

const events = (tenant: TestTenant) =>
  app.sql<{ data: { version: number } }>(
    "SELECT data FROM outbox WHERE tenant_id = $1 AND type = 'menu.changed' ORDER BY seq",
    [tenant.tenantId],
  );
const audits = (entityId: string) =>
  app.sql<{ action: string; before: never; after: never }>(
    'SELECT action, before, after FROM audit_log WHERE entity_id = $1 ORDER BY seq',
    [entityId],
  );

describe('things of the menu', () => {
  test('CAT-01 a product with variants, options, station and codes comes back as it was made', async () => {
    const station = await make.station();
    const category = await make.category({ name: 'Kopi Dingin', color: '#7c4a2d' });
    const group = await make.modifierGroup();
    const id = uuidv7();
    const variantId = uuidv7();
    const body = {
      id,
      name: 'Es Kopi Susu Senja ☕',
      description: 'Gula aren, dua shot',
      categoryId: category.id,
      price: 22_000,
      sku: 'EKS-01',
      barcode: '8991234567891',
      taxClass: 'PBJT',
      unit: 'PIECE',
      trackStock: false,
      stationId: station.id,
      modifierGroupIds: [group.id],
      variants: [
        { id: variantId, name: 'Reguler', price: 22_000, sku: 'EKS-01-R' },
        { name: 'Besar', price: 27_000, barcode: '8991234567907' },
      ],
    };
    const made = await shop.api('POST', '/products', body);
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    const read = await shop.api('GET', `/products/${id}`);
    expect(read.body.data).toMatchObject({
      ...body,
      variants: body.variants,
      photoUrl: null,
      active: true,
      version: 1,
      unavailableOutletIds: [],
      outletPrices: [],
    });
    expect(made.body).toEqual(read.body);
  });

  test.each(['/categories', '/stations', '/modifier-groups'])(
    'CAT-01 %s is read page by page',
    async (path) => {
      const tenant = await app.registerTenant();
      const extra =
        path === '/modifier-groups' ? { min: 0, max: 1, options: [{ name: 'Ya', price: 0 }] } : {};
      for (const name of ['Satu', 'Dua', 'Tiga']) await tenant.api('POST', path, { name, ...extra });
      const whole = (await tenant.api('GET', path)).body;
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const { body } = await tenant.api('GET', `${path}?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
        expect(body.data.length).toBeLessThanOrEqual(2);
        seen.push(...body.data.map(({ id }: { id: string }) => id));
        cursor = body.meta.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole.data.map(({ id }: { id: string }) => id));
      expect(seen.length).toBeGreaterThanOrEqual(3);
      expect((await tenant.api('GET', `${path}?cursor=bukan`)).status).toBe(422);
    },
  );

  test('CAT-01 nested categories keep their order and can not contain themselves', async () => {
    const top = await make.category({ name: 'Minuman', position: 5 });
    const below = await make.category({ name: 'Teh', parentId: top.id, position: 1 });
    const loop = await shop.api('PATCH', `/categories/${top.id}`, { parentId: below.id });
    expect([loop.status, loop.body.errors[0].path]).toEqual([422, 'parentId']);
    const own = await shop.api('PATCH', `/categories/${top.id}`, { parentId: top.id });
    expect(own.status).toBe(422);
    const list = await shop.api('GET', '/categories');
    const positions = (list.body.data as { position: number }[]).map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  test('CAT-02 a group needs choices that can be made', async () => {
    const option = (name: string, extra = {}) => ({ name, price: 0, ...extra });
    const refused = async (body: object) =>
      (await shop.api('POST', '/modifier-groups', { name: 'Level', ...body })).body.errors.map(
        (error: { path: string; code: string }) => `${error.path} ${error.code}`,
      );
    expect(await refused({ min: 2, max: 1, options: [option('1')] })).toEqual(['min too_large']);
    expect(await refused({ min: 0, max: 1, options: [] })).toEqual(['options too_few']);
    expect(await refused({ min: 0, max: 2, options: [option('Pedas'), option('pedas')] })).toEqual([
      'options.1.name repeated',
    ]);
    expect(
      await refused({
        min: 0,
        max: 1,
        options: [option('1', { default: true }), option('2', { default: true })],
      }),
    ).toEqual(['options too_many']);
    expect(await refused({ min: 0, max: 1, options: [option('1', { price: -1 })] })).toEqual([
      'options.0.price too_small',
    ]);
  });

  test('CAT-02 changing options keeps the ids that are named and removes the rest', async () => {
    const group = await make.modifierGroup({
      name: 'Susu',
      options: [
        { name: 'Sapi', price: 0 },
        { name: 'Oat', price: 6_000 },
      ],
    });
    const [cow, oat] = group.options;
    const changed = await shop.api('PATCH', `/modifier-groups/${group.id}`, {
      options: [
        { id: oat!.id, name: 'Oat', price: 7_000 },
        { name: 'Kedelai', price: 4_000 },
      ],
    });
    const options = changed.body.data.options as { id: string; name: string; price: number }[];
    expect(options.map(({ name, price }) => [name, price])).toEqual([
      ['Oat', 7_000],
      ['Kedelai', 4_000],
    ]);
    expect(options[0]!.id).toBe(oat!.id);
    expect(options.map(({ id }) => id)).not.toContain(cow!.id);
    expect((await audits(group.id)).map(({ action }) => action)).toEqual([
      'modifier_group.create',
      'modifier_group.price_change',
    ]);
  });
});

describe('creating again', () => {
  test.each([
    ['/stations', { name: 'Panggang' }, { name: 'Oven' }],
    ['/categories', { name: 'Roti' }, { name: 'Kue' }],
    ['/products', { name: 'Roti Sisir', categoryId: null, price: 9_000 }, { price: 9_500 }],
    ['/modifier-groups', { name: 'Es', min: 0, max: 1, options: [{ name: 'Normal', price: 0 }] }, { max: 2 }],
  ])(
    'CAT-01 %s: the same id and content answers the first, other content is a duplicate',
    async (path, content, changed) => {
      const body = { id: uuidv7(), ...content };
      const first = await shop.api('POST', path, body);
      const before = (await events(shop)).length;
      const second = await shop.api('POST', path, body);
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
      expect((await events(shop)).length).toBe(before);
      const different = await shop.api('POST', path, { ...body, ...changed });
      expect([different.status, different.body.code, different.body.errors[0].path]).toEqual([
        409,
        'duplicate',
        'id',
      ]);
      const removed = await shop.api('DELETE', `${path}/${body.id}`);
      expect(removed.status).toBe(204);
      expect((await shop.api('POST', path, body)).status).toBe(409);
      expect((await shop.api('GET', `${path}/${body.id}`)).status).toBe(404);
    },
  );

  test('CAT-01 20 creations of one id at once make one product', async () => {
    const body = { id: uuidv7(), name: 'Onde-onde', categoryId: null, price: 3_000 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.api('POST', '/products', body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

describe('codes and references', () => {
  test('CAT-01 a code leads to one thing: SKU and barcode are refused wherever they are taken', async () => {
    await make.product({
      name: 'A',
      sku: 'kode-1',
      variants: [{ name: 'x', price: 1, barcode: '4006381333931' }],
    });
    const bySku = await shop.api('POST', '/products', {
      name: 'B',
      categoryId: null,
      price: 1,
      sku: 'KODE-1',
    });
    expect([bySku.status, bySku.body.code, bySku.body.errors]).toEqual([
      409,
      'duplicate',
      [{ path: 'sku', code: 'not_unique', message: expect.any(String) }],
    ]);
    const byVariant = await shop.api('POST', '/products', {
      name: 'B',
      categoryId: null,
      price: 1,
      barcode: '4006381333931',
    });
    expect([byVariant.status, byVariant.body.errors[0].path]).toEqual([409, 'barcode']);
    const within = await shop.api('POST', '/products', {
      name: 'C',
      categoryId: null,
      price: 1,
      sku: 'same',
      variants: [{ name: 'x', price: 1, sku: 'SAME' }],
    });
    expect([within.status, within.body.errors[0].code]).toEqual([422, 'repeated']);
    const elsewhere = await other.api('POST', '/products', {
      name: 'B',
      categoryId: null,
      price: 1,
      sku: 'kode-1',
    });
    expect(elsewhere.status).toBe(201);
  });

  test('CAT-01 variants can exchange their codes in one change', async () => {
    const product = await make.product({
      name: 'Tukar',
      variants: [
        { name: 'S', price: 1, sku: 'T-1' },
        { name: 'L', price: 2, sku: 'T-2' },
      ],
    });
    const [small, large] = product.variants;
    const changed = await shop.api('PATCH', `/products/${product.id}`, {
      variants: [
        { id: small!.id, name: 'S', price: 1, sku: 'T-2' },
        { id: large!.id, name: 'L', price: 2, sku: 'T-1' },
      ],
    });
    expect(changed.body.data.variants.map(({ sku }: { sku: string }) => sku)).toEqual(['T-2', 'T-1']);
  });

  test('ISO-01 another tenant’s ids are unknown in every position', async () => {
    const theirs = catalogFactory(other.api);
    const [category, station, group, product] = [
      await theirs.category(),
      await theirs.station(),
      await theirs.modifierGroup(),
      await theirs.product({ variants: [{ name: 'x', price: 1 }] }),
    ];
    const base = { name: 'Asing', categoryId: null, price: 1 };
    const bodies: [object, string][] = [
      [{ categoryId: category.id }, 'categoryId'],
      [{ stationId: station.id }, 'stationId'],
      [{ modifierGroupIds: [group.id] }, 'modifierGroupIds.0'],
      [{ taxClass: 'TIDAK-ADA' }, 'taxClass'],
    ];
    for (const [extra, path] of bodies) {
      const answer = await shop.api('POST', '/products', { ...base, ...extra });
      expect([answer.status, answer.body.errors[0]]).toMatchObject([
        422,
        { path, code: 'unknown_reference' },
      ]);
    }
    const outlet = await shop.api('POST', '/stations', { name: 'x', outletId: other.outletId });
    expect([outlet.status, outlet.body.code]).toEqual([404, 'not_found']);
    const parent = await shop.api('POST', '/categories', { name: 'x', parentId: category.id });
    expect(parent.body.errors[0].code).toBe('unknown_reference');
    const habis = await shop.api('PUT', `/products/${product.id}/availability`, {
      outletId: shop.outletId,
      available: false,
    });
    expect(habis.status).toBe(404);
    const mine = await make.product();
    const place = await shop.api('PUT', `/products/${mine.id}/availability`, {
      outletId: other.outletId,
      available: false,
    });
    expect([place.status, place.body.code]).toEqual([404, 'not_found']);
    for (const path of [
      `/products/${product.id}`,
      `/categories/${category.id}`,
      `/stations/${station.id}`,
      `/modifier-groups/${group.id}`,
    ]) {
      expect((await shop.api('GET', path)).status).toBe(404);
      expect((await shop.api('PATCH', path, { name: 'x' })).status).toBe(404);
      expect((await shop.api('DELETE', path)).status).toBe(404);
    }
    expect((await shop.api('GET', `/menu?outletId=${other.outletId}`)).status).toBe(404);
  });

  test('CAT-01 what this slice does not keep is refused rather than promised', async () => {
    const refused = async (extra: object) =>
      (await shop.api('POST', '/products', { name: 'x', categoryId: null, price: 1, ...extra })).body
        .errors[0];
    expect(await refused({ trackStock: true })).toMatchObject({ path: 'trackStock', code: 'not_allowed' });
    expect(await refused({ photoUrl: 'https://contoh.test/x.png' })).toMatchObject({
      path: 'photoUrl',
      code: 'not_allowed',
    });
    expect(await refused({ tenantId: other.tenantId })).toMatchObject({
      path: 'tenantId',
      code: 'unknown_field',
    });
    expect(await refused({ price: 12.5 })).toMatchObject({ path: 'price', code: 'invalid_money' });
    expect(await refused({ price: -1 })).toMatchObject({ path: 'price', code: 'too_small' });
    expect(await refused({ price: 2 ** 53 })).toMatchObject({ path: 'price' });
    expect(await refused({ name: 'a\u0000b' })).toMatchObject({ path: 'name', code: 'control_characters' });
  });
});

describe('changing', () => {
  test('CAT-01 a change names its version; an old one is a 412 and stores nothing', async () => {
    const product = await make.product({ name: 'Versi' });
    const path = `/products/${product.id}`;
    const first = await shop.api('PATCH', path, { price: 19_000 }, { 'if-match': '"1"' });
    expect([first.status, first.body.data.version, first.headers.get('etag')]).toEqual([200, 2, '"2"']);
    const stale = await shop.api('PATCH', path, { price: 20_000 }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    expect((await shop.api('PATCH', path, { price: 20_000, version: 1 })).status).toBe(412);
    expect((await shop.api('DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await shop.api('GET', path)).body.data.price).toBe(19_000);
  });

  test('CAT-01 of ten changes of one version at once, one goes through', async () => {
    const product = await make.product({ name: 'Balapan' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        shop.api('PATCH', `/products/${product.id}`, { price: 1_000 + index, version: 1 }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
  });

  test('AUTH-09 a changed price is in the audit log with before and after', async () => {
    const product = await make.product({
      name: 'Mahal',
      price: 10_000,
      variants: [{ name: 'S', price: 10_000 }],
    });
    await shop.api('PATCH', `/products/${product.id}`, { description: 'Baru' });
    await shop.api('PATCH', `/products/${product.id}`, {
      variants: [{ id: product.variants[0]!.id, name: 'S', price: 12_000 }],
    });
    const rows = await audits(product.id);
    expect(rows.map(({ action }) => action)).toEqual([
      'product.create',
      'product.change',
      'product.price_change',
    ]);
    expect(rows[2]).toMatchObject({
      before: { variants: [{ price: 10_000 }] },
      after: { variants: [{ price: 12_000 }] },
    });
  });

  test('CAT-06 each change makes one menu.changed with the version it made; what changes nothing makes none', async () => {
    const product = await make.product({ name: 'Peristiwa' });
    const before = await events(shop);
    await shop.api('PATCH', `/products/${product.id}`, {
      price: 5_000,
      variants: [
        { name: 'S', price: 1 },
        { name: 'L', price: 2 },
      ],
    });
    const after = await events(shop);
    expect(after).toHaveLength(before.length + 1);
    const { body } = await shop.api('GET', `/menu?outletId=${shop.outletId}`);
    expect(after.at(-1)!.data.version).toBe(body.data.version);
    await shop.api('PATCH', `/products/${product.id}`, { price: 5_000 });
    expect(await events(shop)).toHaveLength(after.length);
  });

  test('CAT-01 what is in use stays: a filled category, a station with products', async () => {
    const category = await make.category({ name: 'Penuh' });
    const station = await make.station({ name: 'Sibuk' });
    const product = await make.product({ name: 'Isi', categoryId: category.id, stationId: station.id });
    const full = await shop.api('DELETE', `/categories/${category.id}`);
    expect([full.status, full.body.code]).toEqual([409, 'in_use']);
    expect(full.body.errors[0].message).toContain('Isi');
    expect((await shop.api('DELETE', `/stations/${station.id}`)).body.code).toBe('in_use');
    await shop.api('DELETE', `/products/${product.id}`);
    expect((await shop.api('DELETE', `/categories/${category.id}`)).status).toBe(204);
    expect((await shop.api('DELETE', `/stations/${station.id}`)).status).toBe(204);
  });

  test('CAT-02 a removed group is taken off the products that had it', async () => {
    const group = await make.modifierGroup({ name: 'Sementara' });
    const product = await make.product({ name: 'Berpilihan', modifierGroupIds: [group.id] });
    expect((await shop.api('DELETE', `/modifier-groups/${group.id}`)).status).toBe(204);
    expect((await shop.api('GET', `/products/${product.id}`)).body.data.modifierGroupIds).toEqual([]);
  });
});

describe('permission', () => {
  test('AUTH-06 a supervisor says "habis" but sets no price; a cashier does neither', async () => {
    const product = await make.product({ name: 'Terbatas' });
    const supervisor = await shop.staff('SUPERVISOR');
    const cashier = await shop.staff('CASHIER');
    const path = `/products/${product.id}/availability`;
    const body = { outletId: shop.outletId, available: false };
    const habis = await supervisor.api('PUT', path, body);
    expect([habis.status, habis.body.data.unavailableOutletIds]).toEqual([200, [shop.outletId]]);
    expect((await supervisor.api('PUT', path, { ...body, price: 1_000 })).status).toBe(403);
    expect((await supervisor.api('PATCH', `/products/${product.id}`, { price: 1 })).status).toBe(403);
    expect((await cashier.api('PUT', path, body)).status).toBe(403);
    expect((await cashier.api('GET', '/products')).status).toBe(403);
    expect((await cashier.api('GET', '/stations')).status).toBe(200);
    const own = await shop.api('PUT', path, { outletId: shop.outletId, available: true, price: 15_000 });
    expect(own.body.data).toMatchObject({
      unavailableOutletIds: [],
      outletPrices: [{ outletId: shop.outletId, price: 15_000 }],
    });
  });
});

describe('finding products', () => {
  let finder: TestTenant;

  beforeAll(async () => {
    finder = await app.registerTenant();
    const add = catalogFactory(finder.api);
    await add.product({ name: 'Cappuccino', sku: 'KOP-001' });
    await add.product({ name: 'Kopi Tubruk', barcode: '8999999000015' });
    await add.product({
      name: 'Nasi Goreng Kampung',
      variants: [{ name: 'Besar', price: 1, barcode: '8999999000022' }],
    });
    await add.product({ name: 'Pisang 100% Asli', active: false });
  });

  const names = async (query: string) =>
    (await finder.api('GET', `/products?${query}`)).body.data.map(({ name }: { name: string }) => name);

  test('CAT-05 by part of the name, by SKU, by barcode of product and variant', async () => {
    expect(await names('q=tubruk')).toEqual(['Kopi Tubruk']);
    expect(await names('q=kop-0')).toEqual(['Cappuccino']);
    expect(await names('barcode=8999999000015')).toEqual(['Kopi Tubruk']);
    expect(await names('barcode=8999999000022')).toEqual(['Nasi Goreng Kampung']);
    expect(await names('q=8999999')).toEqual(['Kopi Tubruk', 'Nasi Goreng Kampung']);
    expect(await names('active=false')).toEqual(['Pisang 100% Asli']);
  });

  test('CAT-05 with a typo; signs of the search language mean themselves', async () => {
    expect(await names('q=capucino')).toEqual(['Cappuccino']);
    expect(await names('q=goremg')).toEqual(['Nasi Goreng Kampung']);
    expect(await names('q=100%25')).toEqual(['Pisang 100% Asli']);
    expect(await names('q=%25')).toEqual(['Pisang 100% Asli']);
    expect(await names('q=_')).toEqual([]);
    expect(await names(`q=${encodeURIComponent("'; DROP TABLE products; --")}`)).toEqual([]);
  });

  test('CAT-01 pages by name without gap or repetition', async () => {
    const first = await finder.api('GET', '/products?limit=3');
    const second = await finder.api('GET', `/products?limit=3&cursor=${first.body.meta.nextCursor}`);
    const all = [...first.body.data, ...second.body.data].map(({ name }: { name: string }) => name);
    expect(all).toEqual(['Cappuccino', 'Kopi Tubruk', 'Nasi Goreng Kampung', 'Pisang 100% Asli']);
    expect(second.body.meta.nextCursor).toBeNull();
    expect((await finder.api('GET', '/products?cursor=palsu')).status).toBe(422);
  });
});
