import { priceBill, type OrderItemDto, type PricingSettings, type TaxClass } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import { explainTotal } from '../explain';
import { isDate, periodDates, periodName, shiftDate } from '../periods';

describe('REP-01 periods are business dates', () => {
  const today = '2026-03-01';

  test('REP-01 a named period has both its ends', () => {
    expect(periodDates('today', today)).toEqual({ from: today, to: today });
    expect(periodDates('yesterday', today)).toEqual({ from: '2026-02-28', to: '2026-02-28' });
    expect(periodDates('week', today)).toEqual({ from: '2026-02-23', to: today });
    expect(periodDates('month', today)).toEqual({ from: '2026-01-31', to: today });
  });

  test('REP-01 dates of the address are recognised', () => {
    expect(periodName({ from: '2026-02-23', to: today }, today)).toBe('week');
    expect(periodName({ from: '2026-02-22', to: today }, today)).toBe('custom');
    expect(shiftDate('2024-02-28', 1)).toBe('2024-02-29');
  });

  test('REP-01 before the business date is known nothing breaks', () => {
    expect(periodName({ from: '', to: '' }, '')).toBe('today');
  });

  test('REP-01 nonsense in the address is no date', () => {
    expect(isDate('2026-02-30T')).toBe(false);
    expect(isDate('2026-13-01')).toBe(false);
    expect(isDate('2026-12-01')).toBe(true);
  });
});

describe('SELL-03 the total explained', () => {
  const taxClass: TaxClass = { code: 'PBJT', name: 'PBJT 10 %', kind: 'PBJT', rate: 1000, inclusive: false };
  const settings: PricingSettings = {
    currency: 'IDR',
    taxClasses: [taxClass],
    defaultTaxClass: 'PBJT',
    serviceCharge: { rate: 500, orderTypes: ['DINE_IN'], taxed: true },
    cashRounding: { unit: 100, mode: 'NEAREST' },
    nonCashRounding: null,
  };
  const goods = { id: 'l1', name: 'Nasi goreng', unitPrice: 30_000, quantityMilli: 3_000 };
  const line = { ...goods, modifiers: [], taxClass };
  const discount = { type: 'PERCENT', value: 1000 } as const;
  const bill = priceBill({ orderType: 'DINE_IN', lines: [line], discount, settings });
  const items = [{ id: 'l1', name: 'Nasi goreng' } as OrderItemDto];
  const order = { steps: bill.steps, items, rounding: 45 };

  test('SELL-03 its steps end at the total, rounding included', () => {
    const told = explainTotal(order);
    expect(told.at(-1)).toMatchObject({ rule: 'rounding', effect: 45, running: bill.total + 45 });
    expect(told.at(-2)?.running).toBe(bill.total);
  });

  test('SELL-03 steps name the item and the tax they are about', () => {
    const told = explainTotal(order);
    expect(told[0]).toMatchObject({ rule: 'line_gross', about: 'Nasi goreng', quantity: 3, base: 30_000 });
    expect(told.find(({ rule }) => rule === 'tax')?.about).toBe('PBJT 10 %');
    expect(told.find(({ rule }) => rule === 'order_discount')?.effect).toBe(-9_000);
  });

  test('SELL-03 without rounding there is no step of it, without steps nothing to tell', () => {
    expect(explainTotal({ ...order, rounding: 0 }).some(({ rule }) => rule === 'rounding')).toBe(false);
    expect(explainTotal({ items: [], rounding: 100 })).toEqual([]);
  });
});
