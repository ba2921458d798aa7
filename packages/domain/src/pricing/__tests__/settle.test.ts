import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROUNDING_MODES, type Rounding } from '../../money';
import { parseQuantityMilli } from '../quantity';
import { quickCash } from '../quick-cash';
import { assessCashPayment, assessPayment, dueAmounts, settle } from '../settle';

const rounded = (cashRounding: Rounding | null, nonCashRounding: Rounding | null = null) => ({
  cashRounding,
  nonCashRounding,
});
const nearest = rounded({ unit: 100, mode: 'NEAREST' });
const down = rounded({ unit: 100, mode: 'DOWN' });

describe('SELL-03 PAY-05 rounding happens at the payment that settles', () => {
  test('SELL-03 PAY-05 103,950 is 103,950 by QRIS, 104,000 in cash, 103,900 rounded down', () => {
    expect(settle(103_950, 'NON_CASH', nearest)).toEqual({ due: 103_950, rounding: 0 });
    expect(settle(103_950, 'CASH', nearest)).toEqual({ due: 104_000, rounding: 50 });
    expect(settle(103_950, 'CASH', down)).toEqual({ due: 103_900, rounding: -50 });
    expect(settle(103_950, 'CASH', rounded(null))).toEqual({ due: 103_950, rounding: 0 });
    expect(settle(0, 'CASH', nearest)).toEqual({ due: 0, rounding: 0 });
  });

  test('SELL-03 non-cash has a rounding of its own', () => {
    const both = rounded({ unit: 500, mode: 'UP' }, { unit: 10, mode: 'DOWN' });
    expect(dueAmounts(103_957, both)).toEqual({
      dueTotal: 103_957,
      cashDueTotal: 104_000,
      nonCashDueTotal: 103_950,
    });
  });
});

describe('PAY-05 a cash payment', () => {
  const accepted = (over: object): object => ({ ok: true, ...over });

  test('PAY-05 at the due or above settles, is booked as the due and gives the rest as change', () => {
    expect(assessCashPayment(103_950, 104_000, 150_000, nearest)).toEqual(
      accepted({ settles: true, amount: 104_000, rounding: 50, change: 46_000, tendered: 150_000 }),
    );
    expect(assessCashPayment(103_950, 150_000, null, nearest)).toEqual(
      accepted({ settles: true, amount: 104_000, rounding: 50, change: 46_000, tendered: 150_000 }),
    );
    expect(assessCashPayment(103_950, 103_920, undefined, down)).toMatchObject({
      amount: 103_900,
      change: 20,
    });
  });

  test('PAY-05 between the exact rest and a due rounded up settles the exact rest', () => {
    expect(assessCashPayment(103_950, 103_950, 103_980, nearest)).toEqual(
      accepted({ settles: true, amount: 103_950, rounding: 0, change: 30, tendered: 103_980 }),
    );
  });

  test('PAY-05 below the rest is a part, unrounded', () => {
    expect(assessCashPayment(103_950, 50_000, 100_000, nearest)).toEqual(
      accepted({ settles: false, amount: 50_000, rounding: 0, change: 50_000, tendered: 100_000 }),
    );
  });

  test('PAY-05 refuses what cannot be: too little handed over, nothing, a fraction, a paid order', () => {
    expect(assessCashPayment(1_000, 1_000, 999, nearest)).toEqual({ ok: false, code: 'tendered_too_small' });
    expect(assessCashPayment(1_000, 0, null, nearest)).toEqual({ ok: false, code: 'payment_amount_invalid' });
    expect(assessCashPayment(1_000, 0.5, null, nearest)).toEqual({
      ok: false,
      code: 'payment_amount_invalid',
    });
    expect(assessCashPayment(1_000, -1_000, null, nearest)).toEqual({
      ok: false,
      code: 'payment_amount_invalid',
    });
    expect(assessCashPayment(0, 1_000, null, nearest)).toEqual({ ok: false, code: 'order_already_paid' });
  });

  test('F-11 PAY-05 a bill of zero is settled by a payment of zero in any way of paying, and by no other', () => {
    const settled = { settles: true, amount: 0, rounding: 0 };
    expect(assessCashPayment(0, 0, null, nearest)).toEqual(accepted({ ...settled, change: 0, tendered: 0 }));
    expect(assessCashPayment(0, 0, 5_000, nearest)).toMatchObject({ ...settled, change: 5_000 });
    expect(assessPayment(0, 0, nearest)).toMatchObject({ ok: true, ...settled });
    expect(assessCashPayment(-1, 0, null, nearest)).toEqual({ ok: false, code: 'order_already_paid' });
  });

  test('PAY-05 a rest that rounds away is settled by nothing', () => {
    expect(assessCashPayment(40, 0, null, nearest)).toMatchObject({
      settles: true,
      amount: 0,
      rounding: -40,
    });
  });

  test('PAY-05 cash in, change and books always agree, and a settled order owes nothing', () => {
    const rounding = fc.option(
      fc.record({ unit: fc.constantFrom(1, 50, 100, 500, 1000), mode: fc.constantFrom(...ROUNDING_MODES) }),
    );
    const amount = fc.integer({ min: 1, max: 400_000 });
    fc.assert(
      fc.property(amount, amount, amount, rounding, (remaining, paid, extra, rule) => {
        const answer = assessCashPayment(remaining, paid, paid + extra, rounded(rule));
        if (!answer.ok) throw new Error(answer.code);
        expect(answer.change).toBeGreaterThanOrEqual(0);
        expect((answer.tendered ?? 0) - answer.change).toBe(answer.amount);
        if (answer.settles) expect(remaining + answer.rounding - answer.amount).toBe(0);
        else expect([answer.rounding, answer.amount < remaining]).toEqual([0, true]);
        expect(Math.abs(answer.rounding)).toBeLessThan(rule?.unit ?? 1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('PAY-05 a payment without change', () => {
  test('PAY-05 settles exactly, takes a part, refuses more than is due', () => {
    expect(assessPayment(103_950, 103_950, nearest)).toMatchObject({ settles: true, rounding: 0, change: 0 });
    expect(assessPayment(103_950, 50_000, nearest)).toMatchObject({ settles: false, amount: 50_000 });
    expect(assessPayment(103_950, 103_951, nearest)).toEqual({ ok: false, code: 'payment_exceeds_due' });
    expect(assessPayment(0, 1, nearest)).toEqual({ ok: false, code: 'order_already_paid' });
    expect(assessPayment(10, 0, nearest)).toEqual({ ok: false, code: 'payment_amount_invalid' });
  });

  test('PAY-05 with non-cash rounding both the rounded due and the exact rest settle, nothing between', () => {
    const up = rounded(null, { unit: 100, mode: 'UP' });
    expect(assessPayment(103_950, 104_000, up)).toMatchObject({ settles: true, rounding: 50 });
    expect(assessPayment(103_950, 103_950, up)).toMatchObject({ settles: true, rounding: 0 });
    expect(assessPayment(103_950, 103_980, up)).toEqual({ ok: false, code: 'payment_exceeds_due' });
  });
});

describe('quick amounts', () => {
  test('SELL-06 exact first, then the next notes', () => {
    expect(quickCash(27_000)).toEqual([27_000, 30_000, 40_000, 50_000, 100_000]);
    expect(quickCash(104_000)).toEqual([104_000, 105_000, 110_000, 150_000, 200_000]);
    expect(quickCash(100_000)).toEqual([100_000]);
    expect(quickCash(0)).toEqual([]);
  });

  test('SELL-06 ascending, each once, none below the due, five at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), (due) => {
        const offers = quickCash(due);
        expect(offers[0]).toBe(due);
        expect(offers.length).toBeLessThanOrEqual(5);
        expect([...new Set(offers)].sort((x, y) => x - y)).toEqual(offers);
      }),
    );
  });
});

test('SELL-03 quantities are read as thousandths, or refused', () => {
  expect([1, '1', '0.25', 2.5, '12.125', 0.001].map(parseQuantityMilli)).toEqual([
    1000, 1000, 250, 2500, 12_125, 1,
  ]);
  const bad = [0, -1, '0', '0.0001', 1e21, 2 ** 53, NaN, Infinity, '', ' 1', '1e3', '1,5', '0x10', '１'];
  for (const value of bad) expect(parseQuantityMilli(value)).toBeNull();
});
