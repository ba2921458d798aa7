import { parse } from 'csv-parse/sync';
import { type REPORT_GROUPS } from '@meja/domain';
import { presentSales, salesCsv } from '../reports.presenter';
import { inertCell } from '../../../lib/inert-cell';
import { MAX_REPORT_DAYS, labelOf, mergeSums, rangeIssues, shiftDate } from '../reports.rules';
import type { KeyedSums } from '../sales.repository';

const sums = (overrides: Partial<KeyedSums>): KeyedSums => ({
  key: '',
  name: null,
  orders: 1,
  milli: 1_000,
  accounts: { ORDERS: 11_000, SALES: -10_000, TAX_PAYABLE: -1_000 },
  ...overrides,
});

describe('REP-01 ranges', () => {
  test('REP-01 a range may be one day or 400, neither backwards nor longer', () => {
    const from = '2026-01-31';
    expect(rangeIssues({ from, to: from })).toEqual([]);
    expect(rangeIssues({ from, to: shiftDate(from, MAX_REPORT_DAYS - 1) })).toEqual([]);
    expect(rangeIssues({ from, to: shiftDate(from, MAX_REPORT_DAYS) })).toEqual([
      { path: 'to', code: 'too_large', params: { max: '2027-03-06' } },
    ]);
    expect(rangeIssues({ from, to: '2026-01-30' })).toEqual([
      { path: 'to', code: 'too_small', params: { min: from } },
    ]);
  });

  test('REP-01 dates step over months, years and leap days', () => {
    expect(shiftDate('2028-02-28', 1)).toBe('2028-02-29');
    expect(shiftDate('2026-01-01', -1)).toBe('2025-12-31');
    expect(shiftDate('2026-11-21', -7)).toBe('2026-11-14');
  });
});

describe('REP-01 rows', () => {
  test('REP-01 every group names its rows in both languages', () => {
    expect(labelOf('hour', '7', null, 'id')).toBe('07:00');
    expect(labelOf('orderType', 'TAKEAWAY', null, 'en')).toBe('Takeaway');
    expect(labelOf('payment', 'CASH', null, 'id')).toBe('Tunai');
    expect(labelOf('payment', 'none', null, 'en')).toBe('Nothing to pay');
    expect(labelOf('category', '', null, 'id')).toBe('Tanpa kategori');
    expect(labelOf('product', 'x', 'Es Teh', 'id')).toBe('Es Teh');
    expect(labelOf('day', '2026-11-21', null, 'id')).toBe('2026-11-21');
  });

  test('REP-01 hours and days come in their own order, the others by what they brought', () => {
    const keys = (group: (typeof REPORT_GROUPS)[number], ...rows: [string, number][]) =>
      presentSales(
        group,
        {
          rows: rows.map(([key, total]) => sums({ key, name: key, accounts: { ORDERS: total } })),
          total: null,
        },
        'id',
      ).rows.map(({ key }) => key);
    expect(keys('hour', ['10', 1], ['9', 5])).toEqual(['9', '10']);
    expect(keys('day', ['2026-11-02', 9], ['2026-11-01', 1])).toEqual(['2026-11-01', '2026-11-02']);
    expect(keys('product', ['a', 1], ['b', 9])).toEqual(['b', 'a']);
  });

  test('REP-05 by product, rounding and tips stand in a row of their own, so that rows and totals agree', () => {
    const total = sums({
      accounts: { ORDERS: 12_100, SALES: -10_000, TAX_PAYABLE: -1_000, ROUNDING: -100, TIPS_PAYABLE: -1_000 },
    });
    const { rows, totals } = presentSales(
      'product',
      { rows: [sums({ key: 'p', name: 'Es Teh' })], total },
      'id',
    );
    expect(rows.map(({ key, rounding, tips, total: amount }) => [key, rounding, tips, amount])).toEqual([
      ['p', 0, 0, 11_000],
      ['unallocated', 100, 1_000, 1_100],
    ]);
    expect(totals.total).toBe(12_100);
    expect(presentSales('product', { rows: [], total: null }, 'id')).toMatchObject({
      rows: [],
      totals: { orders: 0, total: 0 },
    });
  });

  test('REP-02 outlets that are in different business days are added up', () => {
    const a = { rows: [sums({ key: 'p' }), sums({ key: 'q' })], total: sums({ orders: 2, milli: 2_000 }) };
    const b = { rows: [sums({ key: 'p', accounts: { ORDERS: 5, ROUNDING: -5 } })], total: sums({}) };
    const merged = mergeSums([a, { rows: [], total: null }, b]);
    expect(mergeSums([{ ...a, total: null }]).total).toMatchObject({
      orders: 2,
      milli: 2_000,
      accounts: { ORDERS: 22_000 },
    });
    expect(merged.rows.map(({ key, orders, milli }) => [key, orders, milli])).toEqual([
      ['p', 2, 2_000],
      ['q', 1, 1_000],
    ]);
    expect(merged.rows[0]!.accounts).toEqual({
      ORDERS: 11_005,
      SALES: -10_000,
      TAX_PAYABLE: -1_000,
      ROUNDING: -5,
    });
    expect(merged.total).toMatchObject({ orders: 3, milli: 3_000, accounts: { ORDERS: 22_000 } });
  });
});

describe('REP-03 spreadsheet', () => {
  test('REP-03 SEC-03 no text becomes a formula, and every number stays a number', () => {
    for (const text of ['=1+1', '+62', '-5', '@SUM(A1)', '\t=1', '\r=1'])
      expect(inertCell(text)).toBe(`'${text}`);
    for (const text of ['Es Teh', '10 = 10', '']) expect(inertCell(text)).toBe(text);
    const accounts = { ORDERS: 11_000, SALES: -11_050, ROUNDING: 50 };
    const report = presentSales(
      'product',
      { rows: [sums({ key: 'p', name: '=HYPERLINK("x")', accounts })], total: sums({ accounts }) },
      'id',
    );
    const csv = salesCsv(report, 'id');
    expect(csv.startsWith('\ufeff')).toBe(true);
    const lines: Record<string, string>[] = parse(csv, { bom: true, columns: true });
    expect(lines[0]).toMatchObject({
      key: 'p',
      label: `'=HYPERLINK("x")`,
      gross: '11050',
      rounding: '-50',
      total: '11000',
    });
    expect(lines.at(-1)).toMatchObject({ key: 'total', label: 'Jumlah', total: '11000' });
  });
});
