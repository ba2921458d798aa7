import fc from 'fast-check';
import { neutralise } from '@meja/domain';
import { cleanCell, parseFlag, parsePrice, parseUnit } from '../import/cell-values';

describe('prices as people write them', () => {
  test.each([
    ['12500', 12_500],
    ['Rp 12.500', 12_500],
    ['rp12.500,-', 12_500],
    ['Rp. 12.500', 12_500],
    ['IDR 12,500', 12_500],
    ['12,500', 12_500],
    ['12.500,00', 12_500],
    ['12,500.00', 12_500],
    ['1.250.000', 1_250_000],
    ['1,250,000.0', 1_250_000],
    ['12 500', 12_500],
    ['12\u00a0500', 12_500],
    ['500,00', 500],
    ['0', 0],
  ])('CAT-04 %s is %d', (text, price) => {
    expect(parsePrice(text)).toBe(price);
  });

  test.each([
    '',
    'gratis',
    '12.5',
    '12,50',
    '12.500,50',
    '1.25.000',
    '12.5000',
    '-5',
    '1e5',
    '12k',
    '0x10',
    '1.2.3',
    '9'.repeat(16),
  ])('CAT-04 %s is no price', (text) => {
    expect(parsePrice(text)).toBeNull();
  });

  test('CAT-04 every whole amount is read from both ways of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (amount) => {
        expect(parsePrice(`Rp ${amount.toLocaleString('id-ID')}`)).toBe(amount);
        expect(parsePrice(amount.toLocaleString('en-US'))).toBe(amount);
        expect(parsePrice(`${amount.toLocaleString('id-ID')},00`)).toBe(amount);
        expect(parsePrice(String(amount))).toBe(amount);
      }),
    );
  });
});

describe('formulas in cells', () => {
  test.each(['=1+1', '+62811', '-5', '@SUM(A1)', '\tx', '\rx'])('SEC-03 %j is neutralised', (text) => {
    expect(neutralise(text)).toBe(`'${text}`);
  });

  test.each([
    '＝1+1',
    '＋62',
    '－5',
    '＠SUM(A1)',
    ' =1',
    '\u00a0@x',
    '\t=1',
    '\r\n+1',
    '\n=1',
    "'＝1",
    "''=1",
  ])('F-49 %j is neutralised too, and comes back as it was', (text) => {
    expect(neutralise(text)).toBe(`'${text}`);
    expect(cleanCell(neutralise(text))).toBe(text);
  });

  test('SEC-03 no cell starts like a formula, and the import takes the apostrophe off again', () => {
    const cell = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom('=', '="', '+', '-', '@', '＝', "'", "'=", "''="), fc.string())
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(cell, (text) => {
        expect(neutralise(text)).not.toMatch(/^\s*[=+\-@＝＋－＠\t\r]/);
        expect(cleanCell(neutralise(text.trim()))).toBe(text.trim());
      }),
    );
  });

  test('F-22 CAT-04 a text wrapped to survive a spreadsheet is unwrapped; a name that looks so stays', () => {
    expect(cleanCell('="Es ""Kopi"""')).toBe('Es "Kopi"');
    expect(cleanCell(neutralise('="Kopi"'))).toBe('="Kopi"');
  });

  test('CAT-04 an ordinary apostrophe stays', () => {
    expect(cleanCell("'t Koffiehuis")).toBe("'t Koffiehuis");
    expect(neutralise("Jum'at Berkah")).toBe("Jum'at Berkah");
  });
});

test('CAT-04 units, yes and no in both languages', () => {
  expect(['PCS', 'buah', 'kilo', 'gr', 'Liter', 'jam'].map(parseUnit)).toEqual([
    'PIECE',
    'PIECE',
    'KG',
    'GRAM',
    'LITRE',
    'HOUR',
  ]);
  expect(parseUnit('lusin')).toBeNull();
  expect(['Ya', 'AKTIF', '1', 'true', 'y'].map(parseFlag)).toEqual(Array(5).fill(true));
  expect(['tidak', 'No', '0', 'FALSE'].map(parseFlag)).toEqual(Array(4).fill(false));
  expect(parseFlag('mungkin')).toBeNull();
});
