import type { LateFigures, LateSalesDto } from '@meja/domain';
import { db } from '../../platform/db';
import { inDays } from './sales-scope.repository';
import type { SalesScope } from './sales-scope.repository';

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
      AND ${inDays(scope)}
      AND e.created_at >= (e.business_date + 1 + ${cutoff}::time) AT TIME ZONE coalesce(x.time_zone, ${scope.timeZone})
    GROUP BY 1 ORDER BY 1`;
  const sum = (of: (day: LateFigures) => number) => days.reduce((total, day) => total + of(day), 0);
  return { orders: sum((day) => day.orders), total: sum((day) => day.total), days };
}

/** Sales flagged `late` that arrived in outlets, in each from an instant on. */
export async function readLateArrivals(
  outlets: readonly { outletId: string; since: Date }[],
): Promise<LateFigures> {
  const ids = outlets.map(({ outletId }) => outletId);
  const since = outlets.map((outlet) => outlet.since.toISOString());
  const earliest = [...since].sort()[0] ?? null;
  const [row] = await db().$queryRaw<LateFigures[]>`
    SELECT count(*)::int AS orders, coalesce(sum(o.total), 0)::float8 AS total
    FROM unnest(${ids}::uuid[], ${since}::timestamptz[]) AS x(outlet_id, since)
    JOIN orders o ON o.outlet_id = x.outlet_id AND o.created_at >= x.since
    WHERE o.tenant_id = current_setting('app.tenant_id')::uuid AND o.created_at >= ${earliest}::timestamptz
      AND o.flags <> '{}' AND 'late' = ANY (o.flags) AND o.status <> 'VOIDED'`;
  return row!;
}
