import { catalogFactory, uploadCsv } from '../../../../test/factories/catalog';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let shop: TestTenant;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  shop = await app.registerTenant();
});
afterAll(() => app.stop());

const upload = (content: string, options = {}) => uploadCsv(app, shop.token, content, options);
const products = async () => (await shop.api('GET', '/products?limit=1000')).body.data;
const told = (list: { row: number; column: string; code: string }[]) =>
  list.map(({ row, column, code }) => `${row} ${column} ${code}`);
const exported = async () =>
  (
    await fetch(`${app.baseUrl}/api/v1/products/export`, {
      headers: { authorization: `Bearer ${shop.token}` },
    })
  ).text();

test('F-22 CAT-04 codes are mended, refused or warned of, before and when they are stored', async () => {
  const csv = [
    'Nama,Harga,Kode,Barcode',
    'Terbungkus,1000,="001","=""0012345678905"""',
    "Apostrof,1000,'007,'4006381333931",
    'Desimal,1000,12.0,8991234567891.0',
    'Digit salah,1000,D-1,8991234567890',
    'Nol hilang,1000,N-1,36000291452',
    'Tanggal,1000,3-Jan,',
    'Rusak,1000,1E+05,9E+12',
  ].join('\r\n');
  const dry = await upload(csv, { query: '?dryRun=true&mode=valid' });
  expect(told(dry.body.data.errors)).toEqual(['8 Kode shortened_number', '8 Barcode shortened_number']);
  expect(dry.body.data.errors[0]).toMatchObject({ value: '1E+05', message: expect.stringContaining('Teks') });
  expect(told(dry.body.data.warnings)).toEqual([
    '5 Barcode check_digit',
    '6 Barcode leading_zero_lost',
    '7 Kode looks_like_date',
  ]);
  expect(dry.body.data.warnings[1]).toMatchObject({
    value: '36000291452',
    message: expect.stringContaining('036000291452'),
  });
  expect(dry.body.data).toMatchObject({ created: 6, failed: 1 });

  expect((await upload(csv)).body.data).toMatchObject({ created: 0, failed: 1 });
  expect(await products()).toEqual([]);
  const done = await upload(csv, { query: '?mode=valid' });
  expect(done.body.data).toEqual({ ...dry.body.data, dryRun: false });
  const codes = new Map(
    ((await products()) as { name: string; sku: string; barcode: string }[]).map((row) => [
      row.name,
      [row.sku, row.barcode],
    ]),
  );
  expect(Object.fromEntries(codes)).toEqual({
    Terbungkus: ['001', '0012345678905'],
    Apostrof: ['007', '4006381333931'],
    Desimal: ['12', '8991234567891'],
    'Digit salah': ['D-1', '8991234567890'],
    'Nol hilang': ['N-1', '36000291452'],
    Tanggal: ['3-Jan', null],
  });
});

test('F-22 CAT-04 a variant’s codes are treated alike', async () => {
  const csv =
    'name,price,variant,variant_sku,variant_barcode\nTeh,1000,S,="01",1E+12\nTeh,1000,L,"\'02",8991234567891.0\n';
  const answer = await upload(csv, { query: '?mode=valid' });
  expect(told(answer.body.data.errors)).toEqual(['2 variant_barcode shortened_number']);
  expect((await products())[0].variants).toMatchObject([{ name: 'L', sku: '02', barcode: '8991234567891' }]);
});

test.each([
  ['CRLF', '\r\n'],
  ['LF', '\n'],
])('F-23 CAT-04 %s: rows are those a spreadsheet shows', async (_, end) => {
  const rows = [
    'name,price,description',
    'Kue,1000,"satu',
    'dua"',
    '',
    'Salah,x,',
    'Roti,y,"Sobek',
    'atau utuh"',
    ',,',
    'Akhir,z,',
  ];
  const answer = await upload(rows.join(end), { query: '?dryRun=true' });
  expect(told(answer.body.data.errors)).toEqual([
    '4 price invalid_money',
    '5 price invalid_money',
    '7 price invalid_money',
  ]);
});

test('F-23 CAT-04 a quote left open on row 12 of 22 is told on row 12', async () => {
  const rows = ['name,price', ...Array.from({ length: 21 }, (_, index) => `Kue ${index + 2},1000`)];
  rows[11] = '"Kue 12,1000';
  for (const end of ['\r\n', '\n']) {
    const { body } = await upload(rows.join(end), { query: '?dryRun=true&mode=valid' });
    expect(told(body.data.errors)).toEqual(['12 null malformed_row']);
    expect(body.data).toMatchObject({ created: 10, failed: 1 });
  }
});

describe('F-24 empty cells', () => {
  const FILE = 'name,category,price,sku,barcode,tax_class,station,description\nKopi,,2000,,,,,\n';
  const stock = async () => {
    const make = catalogFactory(shop.api);
    const category = await make.category({ name: 'Minuman' });
    const station = await make.station({ name: 'Bar' });
    return make.product({
      name: 'Kopi',
      price: 1_000,
      categoryId: category.id,
      stationId: station.id,
      sku: 'K-1',
      barcode: '4006381333931',
      taxClass: 'PBJT',
      description: 'Enak',
    });
  };
  const kept = ({
    categoryId,
    stationId,
    sku,
    barcode,
    taxClass,
    description,
  }: Awaited<ReturnType<typeof stock>>) => ({
    categoryId,
    stationId,
    sku,
    barcode,
    taxClass,
    description,
  });

  test('F-24 CAT-04 leave everything as it is, and the answer tells what they stand for', async () => {
    const before = await stock();
    const answer = await upload(FILE);
    expect(answer.body.data).toMatchObject({ updated: 1, failed: 0 });
    expect(answer.body.data.emptyCells).toEqual(
      ['category', 'station', 'sku', 'barcode', 'tax_class', 'description'].map((column) => ({
        column,
        title: column,
        count: 1,
        cleared: false,
      })),
    );
    const [after] = await products();
    expect(after).toMatchObject({ id: before.id, price: 2_000, ...kept(before) });
  });

  test('F-24 CAT-04 take away what they are asked to, and no more', async () => {
    const before = await stock();
    const dry = await upload(FILE, { query: '?dryRun=true&clear=sku,category' });
    expect(dry.body.data.emptyCells).toContainEqual({ column: 'sku', title: 'sku', count: 1, cleared: true });
    expect((await products())[0]).toMatchObject(kept(before));
    const answer = await upload(FILE, { query: '?clear=sku,category' });
    expect(answer.body.data.emptyCells).toEqual(dry.body.data.emptyCells);
    expect((await products())[0]).toMatchObject({
      ...kept(before),
      sku: null,
      categoryId: null,
      price: 2_000,
    });
  });

  test('F-24 CAT-04 of variants too, whichever column holds their codes', async () => {
    await catalogFactory(shop.api).product({
      name: 'Teh',
      variants: [{ name: 'S', price: 1, sku: 'T-S', barcode: '4006381333931' }],
    });
    await upload('name,price,variant,variant_sku,variant_barcode\nTeh,1,S,,\n');
    expect((await products())[0].variants).toMatchObject([{ sku: 'T-S', barcode: '4006381333931' }]);
    await upload('name,price,varian,kode,barcode\nTeh,1,S,,\n', { query: '?clear=sku' });
    expect((await products())[0].variants).toMatchObject([{ sku: null, barcode: '4006381333931' }]);
    await upload('name,price,variant,variant_sku,variant_barcode\nTeh,1,S,,\n', {
      query: '?clear=variant_barcode',
    });
    expect((await products())[0].variants).toMatchObject([{ sku: null, barcode: null }]);
  });

  test('F-24 CAT-04 a column that always has a value can’t be cleared', async () => {
    for (const query of ['?clear=price', '?clear=sku,bukan', '?clear=sku&clear=barcode']) {
      const answer = await upload(FILE, { query });
      expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([
        422,
        'validation_failed',
        'clear',
      ]);
    }
  });
});

test('F-25 CAT-04 an export that nobody edited changes nothing: categories with >, duplicates', async () => {
  const make = catalogFactory(shop.api);
  const hot = await make.category({ name: 'Panas > Dingin' });
  const slash = await make.category({ name: 'A\\> "B"', parentId: hot.id });
  const twin = await make.category({ name: 'Panas > Dingin' });
  const bar = await make.station({ name: 'Bar' });
  await make.station({ name: 'Bar', outletId: shop.outletId });
  await make.product({ name: 'Kembar', categoryId: hot.id, price: 1_000, stationId: bar.id });
  await make.product({ name: 'Kembar', categoryId: twin.id, price: 2_000 });
  await make.product({ name: 'kembar', price: 1_000 });
  await make.product({ name: 'Kembar', price: 1_000 });
  await make.product({
    name: 'Teh',
    categoryId: slash.id,
    sku: "'9E+12",
    variants: [
      { name: 'é', price: 1, sku: '1E+05' },
      { name: 'e\u0301x', price: 2 },
    ],
  });
  const all = async () => ({
    products: await products(),
    categories: (await shop.api('GET', '/categories')).body.data,
    stations: (await shop.api('GET', '/stations')).body.data,
    events: await app.sql('SELECT count(*) FROM outbox WHERE tenant_id = $1', [shop.tenantId]),
    versions: await app.sql('SELECT version FROM catalog_versions WHERE tenant_id = $1', [shop.tenantId]),
    audit: await app.sql('SELECT count(*) FROM audit_log WHERE tenant_id = $1', [shop.tenantId]),
  });
  // That it was taken away stands in the log; that it came back unchanged does not.
  const csv = await exported();
  const before = await all();
  const answer = await upload(csv);
  expect(answer.body.data).toMatchObject({ created: 0, updated: 6, failed: 0, errors: [], warnings: [] });
  expect(await all()).toEqual(before);
  const edited = csv.replaceAll(/(Teh,[^\r\n]*?),18000,/g, '$1,19000,');
  expect((await upload(edited)).body.data).toMatchObject({ updated: 6, failed: 0 });
  const tea = (await products()).find(({ name }: { name: string }) => name === 'Teh');
  expect(tea).toMatchObject({ price: 19_000, categoryId: slash.id, sku: "'9E+12" });
  expect((await all()).categories).toEqual(before.categories);
});
