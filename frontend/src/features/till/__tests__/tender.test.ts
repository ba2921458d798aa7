import { describe, expect, test } from 'vitest';
import type { Tender } from '../basket/basket.types';
import { dueBy, leftAfter, readCash } from '../payment/tender';
import { worthOf, toCounts } from '../shift/denominations';
import { settings } from './fixtures';

const tender = (method: Tender['method'], amount: number): Tender => ({
  id: `${method}-${amount}`,
  method,
  amount,
  tendered: null,
  reference: null,
});

describe('payment', () => {
  test('SELL-03 cash is rounded to the nearest hundred, QRIS is exact', () => {
    expect(dueBy(103_950, 'CASH', settings)).toBe(104_000);
    expect(dueBy(103_950, 'QRIS', settings)).toBe(103_950);
  });

  test('SELL-06 cash over the due gives change from the rounded amount', () => {
    expect(readCash(103_950, 150_000, settings)).toEqual({
      kind: 'settles',
      amount: 104_000,
      tendered: 150_000,
      change: 46_000,
    });
  });

  test('SELL-06 less cash than due is a part, and nothing is rounded yet', () => {
    expect(readCash(103_950, 50_000, settings)).toEqual({ kind: 'part', amount: 50_000, left: 53_950 });
    expect(readCash(103_950, 0, settings)).toEqual({ kind: 'nothing' });
  });

  test('F-11 SELL-06 a bill of zero is settled with nothing, and whatever is handed over comes back', () => {
    expect(readCash(0, 0, settings)).toEqual({ kind: 'settles', amount: 0, tendered: 0, change: 0 });
    expect(readCash(0, 5_000, settings)).toMatchObject({ kind: 'settles', amount: 0, change: 5_000 });
  });

  test('SELL-06 several ways of paying add up; only the one that settles is rounded', () => {
    const afterQris = leftAfter(103_950, [tender('QRIS', 50_000)], settings);
    expect(afterQris).toBe(53_950);
    expect(leftAfter(103_950, [tender('QRIS', 50_000), tender('CASH', 54_000)], settings)).toBe(0);
    expect(leftAfter(103_950, [tender('CASH', 50_000), tender('QRIS', 53_950)], settings)).toBe(0);
  });

  test('CASH-01 the drawer counted piece by piece; what was not counted is not sent', () => {
    const pieces = { 100_000: 2, 20_000: 1, 500: null, 100: 0 };
    expect(toCounts(pieces)).toEqual([
      { denomination: 100_000, count: 2 },
      { denomination: 20_000, count: 1 },
    ]);
    expect(worthOf(pieces)).toBe(220_000);
  });
});
