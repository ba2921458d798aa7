import { describe, expect, test } from 'vitest';
import { compareToday, fillHours, peakHour } from '../compare';

type Input = Parameters<typeof compareToday>[0];

function days(total: number, orders: number, totalByNow: number): Input {
  const figures = { gross: 0, discount: 0, serviceCharge: 0, tax: 0, rounding: 0, net: 0, tips: 0 };
  return {
    today: { ...figures, refunds: 0, items: 0, date: '2026-11-21', average: 0, total, orders },
    lastWeek: {
      date: '2026-11-14',
      total: 2 * totalByNow,
      orders: 1,
      average: 0,
      ordersByNow: 1,
      totalByNow,
    },
  };
}

describe('REP-02 the sentence that leads', () => {
  test('REP-02 compares with last week up to the same time, not with its whole day', () => {
    expect(compareToday(days(4_250_000, 90, 3_794_643))).toEqual({ kind: 'above', percent: 12 });
    expect(compareToday(days(900_000, 20, 1_000_000))).toEqual({ kind: 'below', percent: 10 });
  });

  test('REP-02 less than half a percent is the same', () => {
    expect(compareToday(days(1_004_000, 20, 1_000_000))).toEqual({ kind: 'same' });
  });

  test('REP-02 makes no percentage of nothing', () => {
    expect(compareToday(days(50_000, 1, 0))).toEqual({ kind: 'first' });
    expect(compareToday(days(0, 0, 0))).toEqual({ kind: 'none' });
    expect(compareToday(days(0, 0, 80_000))).toEqual({ kind: 'below', percent: 100 });
  });
});

describe('REP-02 hours', () => {
  test('REP-02 quiet hours between sales are shown', () => {
    const bars = fillHours([
      { hour: 8, orders: 2, total: 50 },
      { hour: 11, orders: 1, total: 80 },
    ]);
    expect(bars.map(({ hour, total }) => [hour, total])).toEqual([
      [8, 50],
      [9, 0],
      [10, 0],
      [11, 80],
    ]);
    expect(peakHour(bars)).toBe(11);
  });

  test('REP-02 a business day goes on past midnight', () => {
    const bars = fillHours([
      { hour: 22, orders: 1, total: 10 },
      { hour: 1, orders: 1, total: 20 },
    ]);
    expect(bars.map(({ hour }) => hour)).toEqual([22, 23, 0, 1]);
  });

  test('REP-02 nothing sold has neither hours nor a peak', () => {
    expect(fillHours([])).toEqual([]);
    expect(peakHour([])).toBeNull();
  });
});
