import { stringify } from 'csv-stringify/sync';
import type { Language, ReportGroup, SalesFigures, SalesReportDto, SalesReportRow } from '@meja/domain';
import { figuresOf } from '../ledger';
import { inertCell } from '../../lib/inert-cell';
import { UNALLOCATED, labelOf, totalOf } from './reports.rules';
import type { GroupedSums, SalesSums } from './sales.repository';

/** What a row tells, read from balances. */
export function presentFigures({ orders, milli, accounts }: SalesSums): SalesFigures {
  const figures = figuresOf(accounts);
  return {
    orders,
    items: milli / 1000,
    gross: figures.subtotal,
    discount: figures.discountTotal,
    serviceCharge: figures.serviceCharge,
    tax: figures.taxTotal,
    rounding: figures.rounding,
    net: figures.net,
    tips: figures.tipTotal,
    total: figures.total,
    refunds: figures.refunds,
  };
}

const NOTHING = { orders: 0, milli: 0, accounts: {} };

function sortRows(group: ReportGroup, rows: SalesReportRow[]): SalesReportRow[] {
  if (group === 'day') return rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  if (group === 'hour') return rows.sort((a, b) => Number(a.key) - Number(b.key));
  return rows.sort((a, b) => b.total - a.total || (a.label < b.label ? -1 : 1));
}

/** Rows in their group's order, and the totals. */
export function presentSales(
  group: ReportGroup,
  sums: GroupedSums,
  language: Language,
): Pick<SalesReportDto, 'rows' | 'totals'> {
  const totals = presentFigures(totalOf(sums));
  const rows = sums.rows.map((row) => ({
    key: row.key,
    label: labelOf(group, row.key, row.name, language),
    ...presentFigures(row),
  }));
  sortRows(group, rows);
  const isByItem = group === 'category' || group === 'product';
  if (isByItem && (totals.rounding !== 0 || totals.tips !== 0)) {
    const { rounding, tips } = totals;
    rows.push({
      key: UNALLOCATED,
      label: labelOf(group, UNALLOCATED, null, language),
      ...presentFigures(NOTHING),
      rounding,
      tips,
      total: rounding + tips,
    });
  }
  return { rows, totals };
}

const CSV_FIGURES = [
  'orders',
  'items',
  'gross',
  'discount',
  'serviceCharge',
  'tax',
  'rounding',
  'net',
  'tips',
  'total',
  'refunds',
] as const satisfies readonly (keyof SalesFigures)[];

/** The report for a spreadsheet: UTF-8 with a mark that Excel recognises, the totals in the last line. */
export function salesCsv(
  { rows, totals }: Pick<SalesReportDto, 'rows' | 'totals'>,
  language: Language,
): string {
  const line = (key: string, label: string, figures: SalesFigures) => [
    inertCell(key),
    inertCell(label),
    ...CSV_FIGURES.map((name) => figures[name]),
  ];
  const lines = [
    ['key', 'label', ...CSV_FIGURES],
    ...rows.map((row) => line(row.key, row.label, row)),
    line('total', language === 'id' ? 'Jumlah' : 'Total', totals),
  ];
  return stringify(lines, { bom: true, record_delimiter: '\r\n' });
}
