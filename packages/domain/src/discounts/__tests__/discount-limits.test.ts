import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priceBill } from '../../pricing';
import type { Discount } from '../../pricing';
import {
  DEFAULT_DISCOUNT_LIMITS,
  discountBeyond,
  discountLimitOf,
  discountsDiffer,
  needsDiscountApproval,
} from '../discount-limits';
import type { DiscountedBill, DiscountLimit } from '../discount-limits';

const taxClass = { code: 'NONE', name: '-', kind: 'NONE' as const, rate: 0, inclusive: false };
const settings = {
  currency: 'IDR',
  taxClasses: [taxClass],
  defaultTaxClass: 'NONE',
  serviceCharge: null,
  cashRounding: null,
  nonCashRounding: null,
};
const percent = (value: number): Discount => ({ type: 'PERCENT', value });
const amount = (value: number): Discount => ({ type: 'AMOUNT', value });

/** A bill of lines at these prices, each with a discount of its own. */
function bill(
  lines: readonly [price: number, given?: Discount][],
  given: Discount | null = null,
): DiscountedBill {
  const priced = priceBill({
    orderType: 'TAKEAWAY',
    lines: lines.map(([unitPrice, discount], index) => ({
      id: String(index),
      name: 'x',
      unitPrice,
      quantityMilli: 1000,
      modifiers: [],
      discount: discount ?? null,
      taxClass,
    })),
    discount: given,
    settings,
  });
  return {
    given,
    lines: priced.lines.map((line, index) => ({ ...line, given: lines[index]?.[1] ?? null })),
  };
}

const TEN: DiscountLimit = { percent: 1000, amount: null };

describe('how far discounts go beyond a limit', () => {
  test.each<[string, DiscountedBill, number]>([
    ['nothing taken off', bill([[50_000]]), 0],
    ['the limit itself', bill([[50_000]], percent(1000)), 0],
    ['the limit itself, rounded up', bill([[35]], percent(1000)), 0],
    ['everything', bill([[50_000]], percent(10_000)), 45_000],
    ['an amount is measured by the bill', bill([[50_000]], amount(6_000)), 1_000],
    ['an amount above the bill by what it takes off', bill([[5_000]], amount(90_000)), 4_500],
    ['one line given away on a large bill', bill([[20_000, percent(10_000)], [500_000]]), 18_000],
    ['line and order together', bill([[100_000, percent(1000)]], percent(1000)), 8_999],
    ['many small ones', bill(Array.from({ length: 20 }, () => [10_000, amount(1_500)])), 10_000],
  ])('F-43 %s', (_name, given, beyond) => {
    expect(discountBeyond(given, TEN)).toBe(beyond);
  });

  test('F-43 an amount for the bill holds beside the percent', () => {
    const limit = { percent: 5000, amount: 10_000 };
    expect(discountBeyond(bill([[100_000]], amount(12_000)), limit)).toBe(2_000);
    expect(discountBeyond(bill([[10_000]], amount(9_000)), limit)).toBe(4_000);
  });

  test('F-43 a percent that everybody gives within the limit is never beyond it, however it is rounded', () => {
    const prices = fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 1, maxLength: 30 });
    const property = fc.property(
      prices,
      fc.integer({ min: 0, max: 10_000 }),
      fc.boolean(),
      (all, rate, each) => {
        const given = each
          ? bill(all.map((price) => [price, percent(rate)]))
          : bill(
              all.map((p) => [p]),
              percent(rate),
            );
        return discountBeyond(given, { percent: rate, amount: null }) === 0;
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

describe('when a change needs approval', () => {
  const needs = (before: DiscountedBill | null, after: DiscountedBill) =>
    needsDiscountApproval(before, after, TEN);

  test.each<[string, DiscountedBill | null, DiscountedBill, boolean]>([
    ['given within the limit', null, bill([[50_000]], percent(900)), false],
    ['given beyond it', null, bill([[50_000]], percent(1100)), true],
    [
      'an amount of an order whose other items are taken off',
      bill([[10_000], [190_000]], amount(10_000)),
      bill([[10_000]], amount(10_000)),
      true,
    ],
    [
      'approved before, something else is taken off',
      bill([[10_000], [90_000]], percent(5000)),
      bill([[10_000]], percent(5000)),
      false,
    ],
    [
      'approved before, and now for more goods',
      bill([[20_000]], percent(10_000)),
      bill([[20_000], [300_000]], percent(10_000)),
      true,
    ],
    [
      'approved before, and made less',
      bill([[20_000]], percent(8000)),
      bill([[20_000]], percent(7000)),
      false,
    ],
    [
      'approved before, and made more',
      bill([[20_000]], percent(8000)),
      bill([[20_000]], percent(8001)),
      true,
    ],
    [
      'one line approved, the rest of the bill taken off',
      bill([[20_000, percent(10_000)], [480_000]]),
      bill([[20_000, percent(10_000)]]),
      false,
    ],
    [
      'moved from one line to a dearer one',
      bill([[20_000, percent(10_000)], [30_000]]),
      bill([[20_000], [30_000, percent(10_000)]]),
      true,
    ],
  ])('F-43 %s', (_name, before, after, expected) => {
    expect(needs(before, after)).toBe(expected);
  });

  test('F-43 it shows which discounts were given or changed', () => {
    const plain = bill([[10_000], [20_000]]);
    expect(discountsDiffer(null, plain)).toBe(false);
    expect(discountsDiffer(plain, bill([[10_000]]))).toBe(false);
    expect(discountsDiffer(plain, bill([[10_000], [20_000]], amount(1)))).toBe(true);
    expect(discountsDiffer(bill([[10_000, amount(1)]]), bill([[10_000]]))).toBe(true);
  });
});

test('F-43 whose limit is whose', () => {
  const limits = { SUPERVISOR: { percent: 5000, amount: null }, CASHIER: TEN };
  const may = new Set(['order:discount'] as const);
  expect(discountLimitOf({ role: 'CASHIER', permissions: may }, limits)).toEqual(TEN);
  expect(discountLimitOf({ role: 'KITCHEN', permissions: may }, limits)).toEqual(TEN);
  expect(discountLimitOf({ role: 'SUPERVISOR', permissions: may }, limits).percent).toBe(5000);
  expect(discountLimitOf({ role: 'ADMIN_TENANT', permissions: may }, limits).percent).toBeNull();
  expect(discountLimitOf({ role: 'ADMIN_TENANT', permissions: new Set() }, limits).percent).toBe(0);
  expect(DEFAULT_DISCOUNT_LIMITS.CASHIER.percent).toBe(1000);
});
