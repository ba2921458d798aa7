import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, billingDay, billingMonth, costOfDays, daysOf, prorate, quoteChange } from '..';
import type { BillingStanding } from '..';

const at = (text: string): Date => new Date(text);
const money = fc.integer({ min: 0, max: 100_000_000 });
const days = fc
  .record({ total: fc.integer({ min: 28, max: 31 }), left: fc.integer({ min: 0, max: 62 }) })
  .map(({ total, left }) => ({ total, left }));
const instant = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2031, 0, 1) })
  .map((time) => new Date(time));

describe('proration', () => {
  test('SAAS-05 up and back on one day costs nothing, and a detour costs what the direct way does', () => {
    fc.assert(
      fc.property(money, money, money, days, (a, b, c, span) => {
        expect(prorate(a, b, span) + prorate(b, a, span)).toBe(0);
        expect(prorate(a, b, span) + prorate(b, c, span)).toBe(prorate(a, c, span));
        expect(prorate(a, a, span)).toBe(0);
      }),
    );
  });

  test('SAAS-05 a whole month costs the price, a part never more, and each amount is whole rupiah', () => {
    fc.assert(
      fc.property(money, days, (price, { total, left }) => {
        expect(costOfDays(price, total, total)).toBe(price);
        const part = costOfDays(price, Math.min(left, total), total);
        expect(Number.isSafeInteger(part) && part >= 0 && part <= price).toBe(true);
      }),
    );
  });

  test('SAAS-05 no amount of a quote is negative, and charge is credit used and what is left to pay', () => {
    const standing = fc.record({
      status: fc.constantFrom('TRIAL', 'ACTIVE', 'PAST_DUE', 'EXPIRED'),
      endsAt: instant,
      price: money,
      credit: money,
    });
    const wish = fc.record({
      price: money,
      when: fc.constantFrom('NOW', 'PERIOD_END', undefined),
      days: fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(standing, wish, instant, (known, wished, when) => {
        const quote = quoteChange(known, wished, when);
        const { charge, creditUsed, total, credited } = quote;
        for (const amount of [charge, creditUsed, total, credited])
          expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        expect(creditUsed + total).toBe(charge);
        expect(creditUsed).toBeLessThanOrEqual(known.credit);
        expect(Math.min(charge, credited)).toBe(0);
      }),
    );
  });

  test('SAAS-05 what an upgrade costs, by hand: half of a month of 30 days', () => {
    const standing: BillingStanding = {
      status: 'ACTIVE',
      endsAt: at('2026-12-01T03:00:00Z'),
      price: 149_000,
      credit: 0,
    };
    const up = quoteChange(standing, { price: 399_000 }, at('2026-11-16T03:00:00Z'));
    expect(up).toMatchObject({ kind: 'UPGRADE', charge: 125_000, total: 125_000, days: 15, credited: 0 });
    const back = quoteChange(
      { ...standing, price: 399_000 },
      { price: 149_000, when: 'NOW' },
      at('2026-11-16T09:00:00Z'),
    );
    expect(back).toMatchObject({ kind: 'DOWNGRADE', total: 0, credited: 125_000 });
    const later = quoteChange(
      { ...standing, price: 399_000 },
      { price: 149_000 },
      at('2026-11-16T09:00:00Z'),
    );
    expect(later).toMatchObject({ kind: 'SCHEDULED', total: 0, credited: 0, effectiveAt: standing.endsAt });
    const week = quoteChange(standing, { price: 399_000, days: 6 }, at('2026-11-16T03:00:00Z'));
    expect(week).toMatchObject({ kind: 'TEMPORARY', charge: 50_000, revertsAt: at('2026-11-22T03:00:00Z') });
  });

  test('SAAS-05 the first month begins after the trial; after the end of selling it begins anew', () => {
    const trial: BillingStanding = {
      status: 'TRIAL',
      endsAt: at('2026-12-10T05:00:00Z'),
      price: 0,
      credit: 50_000,
    };
    const start = quoteChange(trial, { price: 149_000 }, at('2026-12-01T05:00:00Z'));
    expect(start).toMatchObject({ kind: 'MONTH', charge: 149_000, creditUsed: 50_000, total: 99_000 });
    expect(start.endsAt).toEqual(at('2027-01-10T05:00:00Z'));
    const late = quoteChange({ ...trial, status: 'EXPIRED' }, { price: 149_000 }, at('2026-12-20T05:00:00Z'));
    expect(late.endsAt).toEqual(at('2027-01-20T05:00:00Z'));
  });
});

describe('the billing calendar', () => {
  test('SAAS-05 a month on is the same hour, on the last day where the month is shorter', () => {
    expect(addMonths(at('2027-01-31T03:00:00Z'), 1)).toEqual(at('2027-02-28T03:00:00Z'));
    expect(addMonths(at('2028-01-31T03:00:00Z'), 1)).toEqual(at('2028-02-29T03:00:00Z'));
    // Half past six in the evening of the 30th in UTC is the 31st in Jakarta.
    expect(addMonths(at('2027-03-30T18:30:00Z'), 1)).toEqual(at('2027-04-29T18:30:00Z'));
  });

  test('SAAS-05 days and months change at midnight in Jakarta', () => {
    expect(billingDay(at('2026-11-30T17:00:00Z')) - billingDay(at('2026-11-30T16:59:59Z'))).toBe(1);
    expect(billingMonth(at('2026-11-30T17:00:00Z'))).toEqual({
      from: '2026-12-01',
      to: '2026-12-31',
      year: 2026,
    });
    expect(billingMonth(at('2026-12-31T17:00:00Z')).year).toBe(2027);
  });

  test('SAAS-05 what is left of a period never grows as time passes', () => {
    fc.assert(
      fc.property(
        instant,
        fc.nat({ max: 40 * 86_400_000 }),
        fc.nat({ max: 86_400_000 }),
        (end, ago, more) => {
          const early = new Date(end.getTime() - ago - more);
          const late = new Date(end.getTime() - ago);
          expect(daysOf(end, late).left).toBeLessThanOrEqual(daysOf(end, early).left);
          expect(daysOf(end, late).total).toBeGreaterThanOrEqual(28);
          expect(daysOf(end, late).total).toBeLessThanOrEqual(31);
        },
      ),
    );
  });
});
