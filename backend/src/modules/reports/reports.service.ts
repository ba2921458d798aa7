import { businessDate, languageOf } from '@meja/domain';
import type { DashboardDto, DayFigures, ReportGroup, SalesReportDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { currentContext, mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { invalid, notFound } from '../../platform/http';
import { outletDays, outletSettings } from '../outlets';
import { tenantSettings } from '../tenants';
import { presentFigures, presentSales, salesCsv } from './reports.presenter';
import { daysOf, rangeIssues, shiftDate } from './reports.rules';
import { readLateArrivals, readLateSales } from './late-sales.repository';
import { readSales } from './sales.repository';
import type { SalesSums } from './sales.repository';
import type { SalesScope } from './sales-scope.repository';

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

/** The outlets asked for, removed ones too, within those one works in; null: every one. Another's outlet is a 404. */
async function outletsOf({ tenantId, actor }: Who, outletId: string | undefined): Promise<string[] | null> {
  if (outletId === undefined) return actor.outletIds.length > 0 ? [...actor.outletIds] : null;
  if (!mayUseOutlet(actor, outletId)) throw notFound();
  await outletSettings(tenantId, outletId);
  return [outletId];
}

const language = () => languageOf(currentContext()?.locale);

async function sales(who: Who, query: SalesQuery): Promise<SalesReportDto> {
  const outletIds = await outletsOf(who, query.outletId);
  const { timeZone, businessDayCutoff } = await tenantSettings(who.tenantId);
  const group = query.groupBy ?? 'day';
  const { from, to } = query;
  const scope = { days: [{ from, to, outletIds }], timeZone };
  const sums = await readSales(scope, group);
  const late = await readLateSales(scope, businessDayCutoff);
  return {
    from,
    to,
    outletId: query.outletId ?? null,
    groupBy: group,
    ...presentSales(group, sums, language()),
    late,
  };
}

function assertRange(query: SalesQuery): void {
  const issues = rangeIssues(query);
  if (issues.length > 0) throw invalid(...issues);
}

/** Sales of settled orders in a range of business dates. The totals are the journal's own. */
export async function salesReport(who: Who, query: SalesQuery): Promise<SalesReportDto> {
  assertRange(query);
  return withTenant(who.tenantId, () => sales(who, query));
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

const totalOf = (sums: readonly SalesSums[]) =>
  presentFigures(sums.find(({ isTotal }) => isTotal) ?? { orders: 0, milli: 0, accounts: {} });

function dayFigures(date: string, { orders, total }: { orders: number; total: number }): DayFigures {
  return { date, orders, total, average: orders === 0 ? 0 : Math.round(total / orders) };
}

/** Hours from the cutoff on, as the business day goes. */
function inDayOrder(cutoff: string): (hour: number) => number {
  const first = Number(cutoff.slice(0, 2));
  return (hour) => (hour - first + 24) % 24;
}

/** The running business day beside the same weekday a week ago: each outlet's own, the whole being their sum. */
export async function dashboard(who: Who, outletId: string | undefined): Promise<DashboardDto> {
  return withTenant(who.tenantId, async () => {
    const at = now();
    const { timeZone, businessDayCutoff } = await tenantSettings(who.tenantId);
    const days = await outletDays(who.tenantId, await outletsOf(who, outletId), at);
    const dates = new Map([...days].map(([id, day]) => [id, day.date]));
    const date =
      (outletId === undefined ? undefined : dates.get(outletId)) ??
      businessDate(at, timeZone, businessDayCutoff);
    const on = (later: number, before?: Date): SalesScope => ({
      days: daysOf(dates, later),
      timeZone,
      ...(before && { before }),
    });
    const hours = await readSales(on(0), 'hour');
    const products = presentSales('product', await readSales(on(0), 'product'), language()).rows;
    const payments = presentSales('payment', await readSales(on(0), 'payment'), language()).rows;
    const last = totalOf(await readSales(on(-7), 'day'));
    const byNow = totalOf(await readSales(on(-7, new Date(at.getTime() - WEEK_MS)), 'day'));
    const today = totalOf(hours);
    const late = await readLateArrivals([...days].map(([id, { since }]) => ({ outletId: id, since })));
    const place = inDayOrder(businessDayCutoff);
    const ordered = [...dates.values()].sort();
    return {
      outletId: outletId ?? null,
      dates: { from: ordered[0] ?? date, to: ordered.at(-1) ?? date },
      today: { ...today, ...dayFigures(date, today) },
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
      byHour: hours
        .filter(({ isTotal }) => !isTotal)
        .map((row) => ({ hour: Number(row.key), orders: row.orders, total: presentFigures(row).total }))
        .sort((a, b) => place(a.hour) - place(b.hour)),
    };
  });
}
