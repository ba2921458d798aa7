import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allocate,
  formatAmount,
  formatMoney,
  formatMoneyPlain,
  formatNumber,
  mulDiv,
  MoneyOverflowError,
  roundTo,
  ROUNDING_MODES,
  sumMoney,
} from '..';

/** Half up with BigInt alone: floor((2ab + c) / 2c). */
function exactMulDiv(a: number, b: number, c: number): bigint {
  const top = 2n * BigInt(a) * BigInt(b) + BigInt(c);
  const bottom = 2n * BigInt(c);
  return (top - (((top % bottom) + bottom) % bottom)) / bottom;
}

test('SELL-03 mulDiv rounds halves up', () => {
  expect([mulDiv(1, 1, 2), mulDiv(3, 1, 2), mulDiv(-1, 1, 2), mulDiv(-3, 1, 2)]).toEqual([1, 2, 0, -1]);
  expect(mulDiv(0, -5, 3)).toBe(0);
  expect(() => mulDiv(1, 1, 0)).toThrow(RangeError);
  expect(() => mulDiv(1.5, 1, 1)).toThrow(MoneyOverflowError);
  expect(() => mulDiv(2 ** 52, 4, 1)).toThrow(MoneyOverflowError);
});

test('SELL-03 mulDiv is exact for any safe integers', () => {
  const any = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1000, max: 1000 }));
  const divisor = fc.oneof(
    fc.integer({ min: 1, max: 20_000 }),
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  );
  fc.assert(
    fc.property(any, any, divisor, (a, b, c) => {
      const exact = exactMulDiv(a, b, c);
      if (BigInt(Number.MAX_SAFE_INTEGER) < (exact < 0n ? -exact : exact)) {
        expect(() => mulDiv(a, b, c)).toThrow(MoneyOverflowError);
      } else {
        expect(mulDiv(a, b, c)).toBe(Number(exact));
      }
    }),
    { numRuns: 3000 },
  );
});

test('SELL-03 roundTo goes to a multiple, at most one unit away and in the right direction', () => {
  expect([roundTo(103_950, 100, 'NEAREST'), roundTo(103_949, 100, 'NEAREST')]).toEqual([104_000, 103_900]);
  expect([roundTo(103_901, 500, 'UP'), roundTo(103_999, 500, 'DOWN')]).toEqual([104_000, 103_500]);
  expect([roundTo(-50, 100, 'NEAREST'), roundTo(-51, 100, 'NEAREST')]).toEqual([0, -100]);
  expect(() => roundTo(1, 0, 'UP')).toThrow(RangeError);
  const amounts = fc.integer({ min: -10_000_000, max: 10_000_000 });
  fc.assert(
    fc.property(
      amounts,
      fc.integer({ min: 1, max: 5000 }),
      fc.constantFrom(...ROUNDING_MODES),
      (amount, unit, mode) => {
        const result = roundTo(amount, unit, mode);
        expect(Math.abs(result % unit)).toBe(0);
        expect(Math.abs(result - amount)).toBeLessThan(unit);
        if (mode === 'UP') expect(result).toBeGreaterThanOrEqual(amount);
        if (mode === 'DOWN') expect(result).toBeLessThanOrEqual(amount);
        if (mode === 'NEAREST') expect(2 * Math.abs(result - amount)).toBeLessThanOrEqual(unit);
      },
    ),
  );
});

test('SELL-03 allocate gives every rupiah away, each part within one of its exact share', () => {
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(2, [0, 0, 0])).toEqual([1, 1, 0]);
  expect(allocate(5, [0, 1])).toEqual([0, 5]);
  expect(allocate(5, [])).toEqual([]);
  expect(() => allocate(-1, [1])).toThrow(RangeError);
  expect(() => allocate(1, [-1])).toThrow(RangeError);
  const weight = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 100_000_000_000_000 }));
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.array(weight, { minLength: 1, maxLength: 12 }), (total, weights) => {
      const parts = allocate(total, weights);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
      const whole = weights.reduce((sum, one) => sum + BigInt(one), 0n);
      if (whole === 0n) return;
      parts.forEach((part, index) => {
        const off = BigInt(part) * whole - BigInt(total) * BigInt(weights[index] ?? 0);
        expect(off < whole && off > -whole).toBe(true);
        if (weights[index] === 0) expect(part).toBe(0);
      });
    }),
    { numRuns: 1000 },
  );
});

test('SELL-03 sums are checked', () => {
  expect(sumMoney([1, 2, 3])).toBe(6);
  expect(() => sumMoney([Number.MAX_SAFE_INTEGER, 1])).toThrow(MoneyOverflowError);
});

test('WEB-01 money reads as people write it', () => {
  expect(formatMoney(103_950, 'IDR', 'id-ID')).toBe('Rp103.950');
  expect(formatMoney(103_950, 'IDR', 'en')).toBe('Rp103,950');
  expect(formatMoney(-500, 'IDR', 'id-ID')).toBe('-Rp500');
  expect(formatMoney(0, 'IDR', 'id')).toBe('Rp0');
  expect(formatMoney(1_234_50, 'USD', 'en')).toBe('$1,234.50');
  expect(formatNumber(1.5, 'id-ID')).toBe('1,5');
  expect(formatAmount(103_950, 'IDR', 'id-ID')).toBe('103.950');
  expect(formatAmount(-1_234_50, 'USD', 'en')).toBe('-1,234.50');
  expect(formatMoneyPlain(2_035, 'JPY', 'en')).toBe('JPY 2,035');
  expect(formatMoneyPlain(2_035, 'IDR', 'ar-EG')).toBe('Rp2,035');
});

test('WEB-01 whole numbers are grouped as the language does', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.constantFrom('id', 'id-ID', 'en', 'en-GB', 'en-US'),
      (value, locale) => {
        expect(formatNumber(value, locale)).toBe(new Intl.NumberFormat(locale).format(value));
      },
    ),
  );
});
