import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { CsvReader } from '../import/csv-reader';
import type { CsvRecord } from '../import/csv-reader';

function read(pieces: string | readonly string[], separator = ',') {
  const records: CsvRecord[] = [];
  const malformed: number[] = [];
  const reader = new CsvReader(
    separator,
    (record) => records.push(record),
    (row) => malformed.push(row),
  );
  for (const piece of [pieces].flat()) reader.write(piece);
  reader.close();
  return { records, malformed };
}
const rowsOf = (text: string) => read(text).records.map(({ row, cells }) => [row, ...cells]);

describe('F-23 rows as a spreadsheet numbers them', () => {
  test.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
  ])('F-23 CAT-04 %s: blank rows count, a cell of many lines is one row', (_, end) => {
    const text = ['name,note', '', `Kue,"satu${end}dua${end}tiga"`, ',', 'Roti,"a""b"', ''].join(end);
    expect(rowsOf(text)).toEqual([
      [1, 'name', 'note'],
      [3, 'Kue', `satu${end}dua${end}tiga`],
      [5, 'Roti', 'a"b'],
    ]);
  });

  test('F-23 CAT-04 a quote that is never closed is told by the row on which it opens', () => {
    const rows = Array.from({ length: 22 }, (_, index) => `Produk ${index + 1},1000`);
    rows[11] = '"Produk 12,1000';
    for (const end of ['\r\n', '\n']) {
      const { records, malformed } = read(rows.join(end));
      expect(malformed).toEqual([12]);
      expect(records.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }
  });

  test('F-23 CAT-04 text after a closing quote spoils that row alone', () => {
    const { records, malformed } = read('a,b\n"Kue"lapis,1\nRoti,2\n"x" ,3\n');
    expect(malformed).toEqual([2]);
    expect(records.map(({ row }) => row)).toEqual([1, 3, 4]);
  });

  test('F-22 CAT-04 a quote inside a cell that is not quoted is a quote', () => {
    expect(rowsOf('Kue,="0012345678905"\nMeja 5",x')).toEqual([
      [1, 'Kue', '="0012345678905"'],
      [2, 'Meja 5"', 'x'],
    ]);
  });

  test('F-23 CAT-04 a row that is too long is no row, and the next one is', () => {
    const { records, malformed } = read(
      `a\n${'x'.repeat(70_000)}\n"${'y,'.repeat(40_000)}"\n${','.repeat(70_000)}\nb`,
    );
    expect(malformed).toEqual([2, 3, 4]);
    expect(records.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, 'a'],
      [5, 'b'],
    ]);
  });

  test('CAT-04 what is written as CSV is read again, however it arrives in pieces', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\r\n', ' ', '>', '\\', 'é'),
    });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\r\n', '\n'),
        fc.integer({ min: 1, max: 5 }),
        (rows, delimiter, end, size) => {
          const text = stringify(rows, { delimiter, record_delimiter: end, quoted: true });
          const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
          const expected = rows
            .map((cells, index) => ({ row: index + 1, cells: cells.map((text) => text.trim()) }))
            .filter(({ cells }) => cells.some(Boolean));
          expect(read(pieces, delimiter)).toEqual({ records: expected, malformed: [] });
        },
      ),
    );
  });
});
