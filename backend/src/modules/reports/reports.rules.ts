import { ORDER_TYPE_LABELS, PAYMENT_METHOD_LABELS } from '@meja/domain';
import type { Language, OrderType, PaymentMethod, ReportGroup } from '@meja/domain';
import type { FieldIssue } from '../../platform/http';
import type { Account } from '../ledger';
import type { GroupedSums, KeyedSums, SalesSums } from './sales.repository';

/** The most days that one report covers. */
export const MAX_REPORT_DAYS = 400;

const DAY_MS = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** A business date some days later (or earlier). */
export function shiftDate(date: string, days: number): string {
  return new Date((dayOf(date) + days) * DAY_MS).toISOString().slice(0, 10);
}

/** Outlets by the day they are in, the days some earlier (or later) than that. */
export function daysOf(
  dates: ReadonlyMap<string, string>,
  days = 0,
): { from: string; to: string; outlets: string[] }[] {
  const byDate = new Map<string, string[]>();
  for (const [outletId, date] of dates) byDate.set(date, [...(byDate.get(date) ?? []), outletId]);
  return [...byDate].map(([date, outlets]) => {
    const day = shiftDate(date, days);
    return { from: day, to: day, outlets };
  });
}

const NOTHING: SalesSums = { orders: 0, milli: 0, accounts: {} };

function addSums(a: SalesSums, b: SalesSums): SalesSums {
  const accounts = { ...a.accounts };
  for (const [account, amount] of Object.entries(b.accounts) as [Account, number][])
    accounts[account] = (accounts[account] ?? 0) + amount;
  return { orders: a.orders + b.orders, milli: a.milli + b.milli, accounts };
}

/** What all of it comes to. */
export const totalOf = ({ rows, total }: GroupedSums): SalesSums => total ?? rows.reduce(addSums, NOTHING);

/** Sums of several sets of sales that have no sale in common, as those of one. */
export function mergeSums(parts: readonly GroupedSums[]): { rows: KeyedSums[]; total: SalesSums } {
  const rows = new Map<string, KeyedSums>();
  for (const row of parts.flatMap((part) => part.rows)) {
    const known = rows.get(row.key);
    rows.set(row.key, known ? { ...known, ...addSums(known, row) } : row);
  }
  const total = parts.map(totalOf).reduce(addSums, NOTHING);
  return { rows: [...rows.values()], total };
}

/** What is wrong with a range of business dates, both included. */
export function rangeIssues({ from, to }: { from: string; to: string }): FieldIssue[] {
  if (to < from) return [{ path: 'to', code: 'too_small', params: { min: from } }];
  const last = shiftDate(from, MAX_REPORT_DAYS - 1);
  return to > last ? [{ path: 'to', code: 'too_large', params: { max: last } }] : [];
}

/** Rounding and tips belong to a bill, not to what is on it: in reports by product they stand in a row of their own. */
export const UNALLOCATED = 'unallocated';
/** Bills of nothing, which nobody had to pay. */
export const UNPAID = 'none';

const OTHER_LABELS: Record<string, Record<Language, string>> = {
  [UNALLOCATED]: { id: 'Pembulatan dan tip', en: 'Rounding and tips' },
  [UNPAID]: { id: 'Tanpa pembayaran', en: 'Nothing to pay' },
  '': { id: 'Tanpa kategori', en: 'No category' },
};

/** A row's name for people; what has a name of its own brings it along. */
export function labelOf(group: ReportGroup, key: string, name: string | null, language: Language): string {
  if (name !== null) return name;
  if (group === 'hour') return `${key.padStart(2, '0')}:00`;
  if (group === 'orderType') return ORDER_TYPE_LABELS[key as OrderType][language];
  const other = OTHER_LABELS[key];
  if (other) return other[language];
  return group === 'payment' ? PAYMENT_METHOD_LABELS[key as PaymentMethod][language] : key;
}
