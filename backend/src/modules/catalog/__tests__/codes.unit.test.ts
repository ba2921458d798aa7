import fc from 'fast-check';
import { isGtin, readCode, writeCode } from '../import/codes';
import type { CodeKind } from '../import/codes';

describe('F-22 codes that have been through a spreadsheet', () => {
  test.each([
    ['="0012345678905"', '0012345678905'],
    ['=""', null],
    ["'0012345678905", '0012345678905'],
    ['8991234567890.0', '8991234567890'],
    ['8991234567890,00', '8991234567890'],
    ['\u200e4006381333931\u200b', '4006381333931'],
    ['  4006381333931 ', '4006381333931'],
    ["'9E+12", '9E+12'],
    ['', null],
  ])('F-22 CAT-04 %j is %j', (cell, expected) => {
    const { value, refusal } = readCode(cell, 'barcode');
    expect(value).toBe(expected);
    expect(refusal).toBeUndefined();
  });

  test('F-22 CAT-04 a barcode as printed, or with thousands, is taken where its check digit fits', () => {
    expect(readCode('4 006381 333931', 'barcode').value).toBe('4006381333931');
    expect(readCode('4.006.381.333.931', 'barcode').value).toBe('4006381333931');
    expect(readCode('4.006.381.333.930', 'barcode').value).toBe('4.006.381.333.930');
    expect(readCode('4 006381 333931', 'sku').value).toBe('4 006381 333931');
  });

  test.each(['9E+12', '1E+05', '8,99E+12', '8.99123e+12', '9.0E12', '1E-07'])(
    'F-22 CAT-04 %s is refused: its digits are lost',
    (cell) => {
      expect(readCode(cell, 'sku').refusal).toBe('shortened_number');
      expect(readCode(cell, 'barcode').refusal).toBe('shortened_number');
    },
  );

  test.each([
    '1E5',
    'E+5',
    '12E',
    'KOP-01',
    'V2.0',
    '1.5',
    '2024',
    '45660',
    'MARS-01',
    'APRIL-1',
    '32-13-2026',
  ])('F-22 CAT-04 %s is an ordinary SKU', (cell) => {
    expect(readCode(cell, 'sku')).toEqual({ value: cell });
  });

  test.each([
    '3-Jan',
    'Jan-03',
    '03/01/2026',
    '3-Mei-26',
    'Okt-25',
    '1/2/26',
    '2026-01-03',
    '2026-01-03 00:00:00',
    'DES-12',
  ])('F-22 CAT-04 %s is warned of as a date', (cell) => {
    expect(readCode(cell, 'sku')).toEqual({ value: cell, warning: { code: 'looks_like_date' } });
    expect(readCode(`'${cell}`, 'sku')).toEqual({ value: cell });
  });

  test.each<[string, string | undefined, string]>([
    ['4006381333931', undefined, 'EAN-13'],
    ['036000291452', undefined, 'UPC-A'],
    ['0036000291452', undefined, 'UPC-A written with 13 digits'],
    ['96385074', undefined, 'GTIN-8'],
    ['10012345678902', undefined, 'GTIN-14'],
    ['4006381333932', 'check_digit', 'EAN-13'],
    ['036000291453', 'check_digit', 'UPC-A'],
    ['96385075', 'check_digit', 'GTIN-8'],
    ['10012345678903', 'check_digit', 'GTIN-14'],
    ['614141000036', 'leading_zero_lost', '12 digits that fit'],
    ['614141000037', 'check_digit', '12 digits that do not'],
    ['36000291452', 'leading_zero_lost', 'UPC-A less its zero'],
    ['12345670', undefined, 'GTIN-8'],
    ['12345', undefined, 'a number of the shop’s own'],
    ['1234567890123450000', 'digits_rounded', 'more digits than a spreadsheet keeps'],
    ['#N/A', 'spreadsheet_error', 'a failed formula'],
    ['ABC-123', undefined, 'letters'],
  ])('F-22 CAT-04 barcode %s: %s (%s)', (code, warning) => {
    expect(readCode(code, 'barcode').warning?.code).toBe(warning);
    expect(readCode(code, 'barcode').value).toBe(code);
  });

  test('F-22 CAT-04 the warning names the code with its zeros', () => {
    expect(readCode('36000291452', 'barcode').warning?.params).toEqual({ expected: '036000291452' });
    expect(readCode('614141000036', 'barcode').warning?.params).toEqual({ expected: '0614141000036' });
  });

  test('F-22 CAT-04 a check digit catches every single wrong digit, and zeros in front change nothing', () => {
    const body = fc
      .constantFrom(7, 11, 12, 13)
      .chain((length) => fc.stringMatching(new RegExp(`^\\d{${length}}$`)));
    fc.assert(
      fc.property(body, fc.nat(12), fc.integer({ min: 1, max: 9 }), (digits, at, plus) => {
        const fitting = [...'0123456789'].map((check) => digits + check).filter(isGtin);
        expect(fitting).toHaveLength(1);
        const code = fitting[0]!;
        const place = at % code.length;
        const wrong = (Number(code[place]) + plus) % 10;
        expect(isGtin(code.slice(0, place) + String(wrong) + code.slice(place + 1))).toBe(false);
        if (code.length > 8) expect(isGtin(code.padStart(14, '0'))).toBe(true);
      }),
    );
  });

  test('F-25 CAT-04 every code is written so that it is read again', () => {
    const code = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom(
        '9E+12',
        '="001"',
        "'001",
        "''=1",
        '12.0',
        '4 006381 333931',
        '-1',
        '@x',
        '3-Jan',
        '#N/A',
      ),
    );
    fc.assert(
      fc.property(code, fc.constantFrom<CodeKind>('sku', 'barcode'), (text, kind) => {
        fc.pre(text.trim() !== '');
        expect(readCode(writeCode(text.trim(), kind), kind)).toMatchObject({ value: text.trim() });
        expect(readCode(writeCode(text.trim(), kind), kind).refusal).toBeUndefined();
      }),
    );
  });
});
