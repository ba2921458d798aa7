import { businessDate, businessDayRange, languageOf } from '@meja/domain';
import type { DashboardDto, DayFigures, LateFigures, ReportGroup, SalesReportDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { currentContext, mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { invalid, notFound } from '../../platform/http';
import { presentFigures, presentSales, salesCsv } from './reports.presenter';
import { daysOf, mergeSums, rangeIssues, shiftDate } from './reports.rules';
import { readClocks, readSales } from './sales.repository';
import type { GroupedSums } from './sales.repository';

interface Who {
  tenantId: string;
  actor: Actor;
}

export interface SalesQuery {
  from: string;
  to: string;
  outletId?: string;
  groupBy?: ReportGroup;
  format?: 'json' | 'csv';
}

const BEST_SELLERS = 5;
const WEEK_MS = 7 * 86_400_000;

/** The outlets asked for, within those one works in; null: every one. Another's outlet is a 404. */
function outletsOf({ actor }: Who, outletId: string | undefined): string[] | null {
  if (outletId === undefined) return actor.outletIds.length > 0 ? [...actor.outletIds] : null;
  if (!mayUseOutlet(actor, outletId)) throw notFound();
  return [outletId];
}

const language = () => languageOf(currentContext()?.locale);

async function sales(who: Who, query: SalesQuery): Promise<SalesReportDto> {
  const { from, to, outletId, groupBy: by = 'day' } = query;
  const days = { from, to, outlets: outletsOf(who, outletId) };
  const asks = [
    { by, ...days },
    { by: 'late', ...days },
  ] as const;
  const answers = await readSales(who.tenantId, outletId, asks);
  if (!answers) throw notFound();
  const [sums, late] = answers;
  const sum = (of: (day: LateFigures) => number) => late.reduce((total, day) => total + of(day), 0);
  return {
    from,
    to,
    outletId: outletId ?? null,
    groupBy: by,
    ...presentSales(by, sums, language()),
    late: { orders: sum((day) => day.orders), total: sum((day) => day.total), days: late },
  };
}

function assertRange(query: SalesQuery): void {
  const issues = rangeIssues(query);
  if (issues.length > 0) throw invalid(...issues);
}

/** Sales of settled orders in a range of business dates. The totals are the journal's own. */
export async function salesReport(who: Who, query: SalesQuery): Promise<SalesReportDto> {
  assertRange(query);
  return sales(who, query);
}

/** The same for a spreadsheet; that it was taken out is written down. */
export async function exportSales(who: Who, query: SalesQuery): Promise<string> {
  assertRange(query);
  return withTenant(who.tenantId, async () => {
    const report = await sales(who, query);
    const { from, to, outletId, groupBy, rows } = report;
    await audit({
      action: 'report.export',
      entity: 'report',
      outletId,
      after: { report: 'sales', from, to, outletId, groupBy, format: 'csv', rows: rows.length },
    });
    return salesCsv(report, language());
  });
}

function dayFigures(date: string, { orders, total }: { orders: number; total: number }): DayFigures {
  return { date, orders, total, average: orders === 0 ? 0 : Math.round(total / orders) };
}

/** Hours from the cutoff on, as the business day goes. */
function inDayOrder(cutoff: string): (hour: number) => number {
  const first = Number(cutoff.slice(0, 2));
  return (hour) => (hour - first + 24) % 24;
}

/** The business day that runs in each outlet at an instant, and when it began. */
async function runningDays(who: Who, outletId: string | undefined, at: Date) {
  const { timeZone, businessDayCutoff, outlets } = await readClocks(who.tenantId, outletsOf(who, outletId));
  if (outletId !== undefined && outlets.length === 0) throw notFound();
  const dates = new Map(
    outlets.map(({ id, timeZone: own }) => [id, businessDate(at, own, businessDayCutoff)]),
  );
  const since = outlets.map(({ id, timeZone: own }) => ({
    outletId: id,
    since: businessDayRange(dates.get(id)!, own, businessDayCutoff).from,
  }));
  const date =
    (outletId === undefined ? undefined : dates.get(outletId)) ??
    businessDate(at, timeZone, businessDayCutoff);
  return { date, dates, since, businessDayCutoff };
}

/** The running business day beside the same weekday a week ago: each outlet's own, the whole being their sum. */
export async function dashboard(who: Who, outletId: string | undefined): Promise<DashboardDto> {
  const at = now();
  const { date, dates, since, businessDayCutoff } = await runningDays(who, outletId, at);
  const today = daysOf(dates);
  const lastWeek = daysOf(dates, -7);
  const before = new Date(at.getTime() - WEEK_MS);
  const answers = await readSales(who.tenantId, undefined, [
    { by: 'arrivals', since },
    ...today.map((day) => ({ by: 'hour' as const, ...day })),
    ...today.map((day) => ({ by: 'product' as const, ...day })),
    ...today.map((day) => ({ by: 'payment' as const, ...day })),
    ...lastWeek.map((day) => ({ by: 'total' as const, ...day })),
    ...lastWeek.map((day) => ({ by: 'total' as const, ...day, before })),
  ]);
  const [late, ...sums] = answers as unknown as [LateFigures, ...GroupedSums[]];
  const take = (count: number) => mergeSums(sums.splice(0, count));
  const hours = take(today.length);
  const products = presentSales('product', take(today.length), language()).rows;
  const payments = presentSales('payment', take(today.length), language()).rows;
  const last = presentFigures(take(lastWeek.length).total);
  const byNow = presentFigures(take(lastWeek.length).total);
  const figures = presentFigures(hours.total);
  const place = inDayOrder(businessDayCutoff);
  const ordered = [...dates.values()].sort();
  return {
    outletId: outletId ?? null,
    dates: { from: ordered[0] ?? date, to: ordered.at(-1) ?? date },
    today: { ...figures, ...dayFigures(date, figures) },
    lastWeek: {
      ...dayFigures(shiftDate(date, -7), last),
      ordersByNow: byNow.orders,
      totalByNow: byNow.total,
    },
    bestSellers: products
      .filter(({ items }) => items > 0)
      .map(({ key, label, items, total, net, serviceCharge }) => ({
        productId: key,
        name: label,
        quantity: items,
        total,
        net: net - serviceCharge,
      }))
      .sort((a, b) => b.net - a.net || (a.name < b.name ? -1 : 1))
      .slice(0, BEST_SELLERS),
    late,
    byPayment: payments.map(({ key, label, orders, total }) => ({ key, label, orders, total })),
    byHour: hours.rows
      .map((row) => ({ hour: Number(row.key), orders: row.orders, total: presentFigures(row).total }))
      .sort((a, b) => place(a.hour) - place(b.hour)),
  };
}
