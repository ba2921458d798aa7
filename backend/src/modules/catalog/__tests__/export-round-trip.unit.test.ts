import fc from 'fast-check';
import { UNITS, cleanLine, cleanLines } from '@meja/domain';
import { atOnce } from '../../../lib/in-pieces';
import { readPath, writePath } from '../import/category-path';
import { readHeader } from '../import/columns';
import { CsvReader } from '../import/csv-reader';
import type { CsvRecord } from '../import/csv-reader';
import { EmptyCells } from '../import/empty-cells';
import { exportCsv } from '../import/export.service';
import { parseRows } from '../import/parse-rows';
import { planImport } from '../import/plan-import';
import type { StoredCatalog } from '../import/stored';
import { findUnchanged } from '../import/unchanged-rows';

function readRows(csv: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader = new CsvReader(
    ',',
    (record) => records.push(record),
    (row) => {
      throw new Error(`row ${row} cannot be read`);
    },
  );
  reader.write(csv);
  reader.close();
  return records;
}

/** What importing a file would do. */
function importCsv(csv: string, stored: StoredCatalog) {
  const [first, ...records] = readRows(csv);
  const header = readHeader(first!.cells);
  const unchanged = atOnce(findUnchanged(records, header, stored));
  const known = new Set(unchanged.flatMap(({ rows }) => rows));
  const parsed = atOnce(parseRows(records, header, []));
  const empty = new EmptyCells(header, new Set());
  const rows = parsed.rows.filter(({ row }) => !known.has(row));
  const plan = atOnce(planImport(rows, unchanged, stored, empty));
  return { ...plan, issues: [...parsed.issues.filter(({ row }) => !known.has(row)), ...plan.issues] };
}

const NOTHING = {
  categories: [],
  stations: [],
  newProducts: [],
  changedProducts: [],
  newVariants: [],
  changedVariants: [],
};

/** What people and tests put into names: separators, quotes, formulas, line breaks, ways of writing é. */
const nasty = fc.constantFrom(
  '>',
  ' > ',
  '\\',
  '"',
  "'",
  ',',
  ';',
  '\n',
  '\r\n',
  '=',
  '-',
  'é',
  'e\u0301',
  'a',
  'A',
  ' ',
  '\u{1F35C}',
  '\u0000',
);
const name = fc
  .oneof(
    fc.string({ unit: nasty, minLength: 1, maxLength: 8 }),
    fc.constantFrom('Kembar', 'kembar', 'Panas > Dingin', 'A\\> B', "''=x", '="x"', '#N/A', '12.0', '9E+12'),
    fc.string({ minLength: 1, maxLength: 8 }),
  )
  .map((text) => text.trim())
  .filter(Boolean);
const code = fc.option(name, { nil: null });
const index = fc.nat(30);

const catalog: fc.Arbitrary<StoredCatalog> = fc
  .record({
    categories: fc.array(fc.record({ name, parent: fc.option(index, { nil: null }) }), { maxLength: 6 }),
    stations: fc.array(name, { maxLength: 3 }),
    products: fc.array(
      fc.record({
        name,
        category: index,
        station: index,
        price: fc.nat(3),
        sku: code,
        barcode: code,
        tax_class: fc.option(name, { nil: null }),
        unit: fc.constantFrom(...UNITS),
        description: code,
        active: fc.boolean(),
        variants: fc.array(fc.record({ name, price: fc.nat(3), sku: code }), { maxLength: 3 }),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ categories, stations, products }) => {
    const pick = (kind: string, count: number, at: number) => (at < count ? `${kind}${at}` : null);
    return {
      categories: categories.map((row, at) => ({
        id: `c${at}`,
        name: row.name,
        position: at,
        parent_id: row.parent === null ? null : pick('c', at, row.parent),
      })),
      stations: stations.map((text, at) => ({ id: `s${at}`, name: text, position: at })),
      products: products.map(({ category, station, variants: _, ...row }, at) => ({
        id: `p${at}`,
        ...row,
        position: at,
        category_id: pick('c', categories.length, category),
        station_id: pick('s', stations.length, station),
      })),
      variants: products.flatMap(({ variants }, at) =>
        variants.map((row, place) => ({
          id: `v${at}-${place}`,
          product_id: `p${at}`,
          ...row,
          barcode: null,
          position: place,
        })),
      ),
    };
  });

test('F-25 CAT-04 an export that nobody edited changes nothing, whatever the names, duplicates included', () => {
  fc.assert(
    fc.property(catalog, (stored) => {
      const plan = importCsv(atOnce(exportCsv(stored)), stored);
      expect(plan.issues).toEqual([]);
      expect(plan.writes).toEqual(NOTHING);
      const lines = Math.max(
        stored.products.length,
        atOnce(exportCsv(stored)) ? readRows(atOnce(exportCsv(stored))).length - 1 : 0,
      );
      expect(plan.updated).toBe(lines);
    }),
    { numRuns: 500 },
  );
});

/** As the API would take it. */
const line = (text: string) => cleanLine(text).trim() || 'x';

test('F-25 CAT-04 an export of which only prices were edited changes only prices', () => {
  const distinct = catalog.map((stored) => ({
    ...stored,
    products: stored.products.map((product, at) => ({
      ...product,
      name: `${line(product.name)}${at}`,
      tax_class: null,
      sku: null,
      barcode: null,
      description: product.description && (cleanLines(product.description).trim() || null),
    })),
    categories: stored.categories.map((row) => ({ ...row, name: line(row.name) })),
    stations: stored.stations.map((row) => ({ ...row, name: line(row.name) })),
    variants: [],
  }));
  fc.assert(
    fc.property(distinct, (stored) => {
      const dearer = {
        ...stored,
        products: stored.products.map((row) => ({ ...row, price: row.price + 500 })),
      };
      const plan = importCsv(atOnce(exportCsv(dearer)), stored);
      expect(plan.issues).toEqual([]);
      expect(plan.writes).toEqual({ ...NOTHING, changedProducts: dearer.products });
    }),
  );
});

test('F-25 CAT-04 two products of one name: the one that was left alone stays, the other is changed', () => {
  const product = (id: string, price: number) => ({
    id,
    name: 'Kembar',
    price,
    category_id: null,
    station_id: null,
    sku: null,
    barcode: null,
    tax_class: null,
    unit: 'PIECE',
    description: null,
    active: true,
    position: 0,
  });
  const stored = {
    categories: [],
    stations: [],
    variants: [],
    products: [product('a', 1_000), product('b', 2_000)],
  };
  const plan = importCsv(atOnce(exportCsv(stored)).replace('2000', '2500'), stored);
  expect(plan.issues).toEqual([]);
  expect(plan.writes).toEqual({ ...NOTHING, changedProducts: [product('b', 2_500)] });
  const both = atOnce(exportCsv(stored)).replace('2000', '2500').replace('1000', '1500');
  expect(importCsv(both, stored).issues.map(({ code: found }) => found)).toEqual(['ambiguous', 'ambiguous']);
});

test('F-25 CAT-04 a path is read as it was written, whatever its names', () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      expect(readPath(writePath(names))).toEqual(names);
    }),
  );
});

test('F-25 CAT-04 a file of earlier times: a name with > is found where it is, else it is a path', () => {
  const category = (id: string, text: string, parent: string | null = null) => ({
    id,
    name: text,
    parent_id: parent,
    position: 0,
  });
  const stored = {
    stations: [],
    products: [],
    variants: [],
    categories: [
      category('1', 'Panas > Dingin'),
      category('2', 'Minuman'),
      category('3', 'Kopi', '2'),
      category('4', 'a\\b'),
    ],
  };
  const of = (text: string) => {
    const { writes } = importCsv(`name,price,category\nX,1,${text}\n`, stored);
    return [writes.newProducts[0]!.category_id, writes.categories.length];
  };
  expect(of('Panas > Dingin')).toEqual(['1', 0]);
  expect(of('Panas \\> Dingin')).toEqual(['1', 0]);
  expect(of('Minuman > Kopi')).toEqual(['3', 0]);
  expect(of('a\\b')).toEqual(['4', 0]);
  expect(of('Minuman > Teh')[1]).toBe(1);
});

test('F-41 CAT-04 a product of a file takes fifty variants, however many rows name it', () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => `Teh,1000,Ukuran ${n}`);
  const nothing: StoredCatalog = { products: [], variants: [], categories: [], stations: [] };
  const { writes, issues } = importCsv(['name,price,variant', ...rows].join('\n'), nothing);
  expect([writes.newProducts.length, writes.newVariants.length]).toEqual([1, 50]);
  expect(issues).toHaveLength(19_950);
  expect(issues[0]).toMatchObject({ row: 52, column: 'variant', code: 'too_many', params: { max: 50 } });
});
