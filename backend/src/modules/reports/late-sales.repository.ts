import type { LateFigures, LateSalesDto } from '@meja/domain';
import { Prisma, db } from '../../platform/db';
import type { SalesScope } from './sales-scope.repository';

const inOutlets = (column: Prisma.Sql, outletIds: readonly string[] | null): Prisma.Sql =>
  outletIds ? Prisma.sql`AND ${column} = ANY(${[...outletIds]}::uuid[])` : Prisma.empty;

/**
 * Of the journal's sales in scope, those posted when their business day was over by its outlet's clock, by day: what
 * has changed the report of a day since it ended. `cutoff`: `HH:mm`.
 */
export async function readLateSales(scope: SalesScope, cutoff: string): Promise<LateSalesDto> {
  const days = await db().$queryRaw<LateSalesDto['days']>`
    SELECT e.business_date::text AS date, count(*)::int AS orders, sum(o.total)::float8 AS total
    FROM journal_entries e
    JOIN outlets x ON (x.tenant_id, x.id) = (e.tenant_id, e.outlet_id)
    JOIN orders o ON (o.tenant_id, o.id) = (e.tenant_id, e.order_id)
    WHERE e.tenant_id = current_setting('app.tenant_id')::uuid AND e.kind = 'SALE'
      AND e.business_date BETWEEN ${scope.from}::date AND ${scope.to}::date
      AND e.created_at >= (e.business_date + 1 + ${cutoff}::time) AT TIME ZONE coalesce(x.time_zone, ${scope.timeZone})
      ${inOutlets(Prisma.sql`e.outlet_id`, scope.outletIds)}
    GROUP BY 1 ORDER BY 1`;
  const sum = (of: (day: LateFigures) => number) => days.reduce((total, day) => total + of(day), 0);
  return { orders: sum((day) => day.orders), total: sum((day) => day.total), days };
}

/** Sales flagged `late` that arrived from an instant on. */
export async function readLateArrivals(
  outletIds: readonly string[] | null,
  since: Date,
): Promise<LateFigures> {
  const [row] = await db().$queryRaw<LateFigures[]>`
    SELECT count(*)::int AS orders, coalesce(sum(o.total), 0)::float8 AS total FROM orders o
    WHERE o.tenant_id = current_setting('app.tenant_id')::uuid AND o.created_at >= ${since}
      AND o.flags <> '{}' AND 'late' = ANY (o.flags) AND o.status <> 'VOIDED'
      ${inOutlets(Prisma.sql`o.outlet_id`, outletIds)}`;
  return row!;
}
