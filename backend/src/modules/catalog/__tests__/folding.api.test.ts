import fc from 'fast-check';
import { foldName } from '@meja/domain';
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

const folded = async (texts: string[]): Promise<string[]> =>
  (
    await app.sql<{ folded: string }>(
      'SELECT fold_name(t) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS x(t, n) ORDER BY n',
      [texts],
    )
  ).map((row) => row.folded);

/** Code points that came to Unicode with a decomposition after PostgreSQL 15's tables (14.0) were made. */
const NEWER: [number, number][] = [
  [0xa7f1, 0xa7f1],
  [0x105c0, 0x105ff],
  [0x11380, 0x113ff],
  [0x16100, 0x16fff],
  [0x1cc00, 0x1ccff],
  [0x1e030, 0x1e06d],
];
const isNewer = (code: number) => NEWER.some(([first, last]) => code >= first && code <= last);

describe('F-27 the database folds as the till does', () => {
  test('F-27 CAT-05 every character of Unicode, alone and among others', async () => {
    // Above U+323AF are, but for some marks, only private characters: nothing is ever done to them.
    const characters: string[] = [];
    for (let code = 1; code <= 0xe01ef; code = code === 0x323af ? 0xe0000 : code + 1) {
      if ((code < 0xd800 || code > 0xdfff) && !isNewer(code)) characters.push(String.fromCodePoint(code));
    }
    expect(characters.length).toBeGreaterThan(199_000);
    const texts: string[] = [];
    for (let at = 0; at < characters.length; at += 16) {
      texts.push(
        characters
          .slice(at, at + 16)
          .map((character) => `A${character}É`)
          .join(''),
      );
    }
    const found = await folded(texts);
    expect(texts.filter((text, index) => found[index] !== foldName(text))).toEqual([]);
  });

  test('F-27 CAT-05 texts of letters, marks, blanks and signs, in every way of writing them', async () => {
    const unit = fc.oneof(
      fc.constantFrom(
        ' ',
        '  ',
        '\t',
        '\n',
        '\u00a0',
        '\u3000',
        '\u0301',
        '\u0323',
        'é',
        'É',
        'ẞ',
        'ς',
        'Σ',
        'İ',
        '\u200d',
        '´',
        '%',
        '\\',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
      fc.integer({ min: 0x20, max: 0x6ff }).map((code) => String.fromCodePoint(code)),
    );
    const texts = fc
      .sample(fc.array(unit, { maxLength: 12 }), 3_000)
      .map((parts) => parts.filter((part) => part !== '\0' && !isNewer(part.codePointAt(0)!)).join(''))
      .flatMap((text) => [text, text.normalize('NFC'), text.normalize('NFD')]);
    expect(await folded(texts)).toEqual(texts.map(foldName));
  });
});

const found = async (q: string) =>
  ((await shop.api('GET', `/products?q=${encodeURIComponent(q)}`)).body.data as { name: string }[]).map(
    ({ name }) => name,
  );

describe('F-27 names are found however they are written', () => {
  test('F-27 CAT-05 accents, case, NFC and NFD meet; a typo is forgiven', async () => {
    const make = catalogFactory(shop.api);
    for (const name of ['Café Latte', 'Cre\u0300me Bru\u0302le\u0301e', 'ＴＥＨ 100%', 'Roti'])
      await make.product({ name });
    for (const q of ['cafe', 'CAFÉ', 'Cafe\u0301', 'café  latte', 'cafr latte'])
      expect(await found(q)).toEqual(['Café Latte']);
    for (const q of ['crème', 'creme brulee', 'BRÛLÉE'])
      expect(await found(q)).toEqual(['Cre\u0300me Bru\u0302le\u0301e']);
    expect(await found('teh 100%')).toEqual(['ＴＥＨ 100%']);
    for (const q of ['%', '0%', '％']) expect(await found(q)).toEqual(['ＴＥＨ 100%']);
    for (const q of ['_', '´', '\\']) expect(await found(q)).toEqual([]);
  });

  test('F-27 CAT-05 a renamed product is found by its new name alone', async () => {
    const { id } = await catalogFactory(shop.api).product({ name: 'Café' });
    await shop.api('PATCH', `/products/${id}`, { name: 'Thé' });
    expect([await found('cafe'), await found('the')]).toEqual([[], ['Thé']]);
  });

  test('F-27 CAT-04 a file finds products, variants, categories and stations by their folded names', async () => {
    const make = catalogFactory(shop.api);
    const category = await make.category({ name: 'Café' });
    const station = await make.station({ name: 'Bàr' });
    const product = await make.product({
      name: 'Crème',
      categoryId: category.id,
      stationId: station.id,
      variants: [{ name: 'Été', price: 1 }],
    });
    const stations = (await shop.api('GET', '/stations')).body.data.length;
    const csv = 'name,category,price,variant,station\nCre\u0300me,CAFE,1000,e\u0301te\u0301,bar\n';
    const answer = await uploadCsv(app, shop.token, csv);
    expect(answer.body.data).toMatchObject({ created: 0, updated: 1, failed: 0 });
    const { body } = await shop.api('GET', `/products/${product.id}`);
    expect(body.data).toMatchObject({
      categoryId: category.id,
      stationId: station.id,
      variants: [{ id: product.variants[0]!.id }],
    });
    expect((await shop.api('GET', '/categories')).body.data).toHaveLength(1);
    expect((await shop.api('GET', '/stations')).body.data).toHaveLength(stations);
  });

  test('F-27 CAT-01 variants and options that differ by an accent alone are named twice', async () => {
    const variants = [
      { name: 'Té', price: 1 },
      { name: 'Te', price: 2 },
    ];
    const product = await shop.api('POST', '/products', { name: 'X', categoryId: null, price: 1, variants });
    expect([product.status, product.body.errors]).toMatchObject([
      422,
      [{ path: 'variants.1.name', code: 'repeated' }],
    ]);
    const group = await shop.api('POST', '/modifier-groups', {
      name: 'X',
      min: 0,
      max: 1,
      options: variants,
    });
    expect([group.status, group.body.errors]).toMatchObject([
      422,
      [{ path: 'options.1.name', code: 'repeated' }],
    ]);
  });

  test('F-27 CAT-05 orders and businesses are searched the same', async () => {
    const make = catalogFactory(shop.api);
    const { id: productId } = await make.product({ price: 1_000 });
    const order = {
      outletId: shop.outletId,
      type: 'TAKEAWAY',
      queueName: 'Zoë',
      items: [{ productId, quantity: 1 }],
      submit: true,
    };
    expect((await shop.api('POST', '/orders', order)).status).toBe(201);
    for (const [q, count] of [
      ['zoe', 1],
      ['ZOE\u0308', 1],
      ['%', 0],
      ['´', 0],
    ] as const) {
      expect((await shop.api('GET', `/orders?q=${encodeURIComponent(q)}`)).body.data).toHaveLength(count);
    }
  });
});
