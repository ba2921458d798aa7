import type { ReportGroup } from '@meja/domain';
import { Prisma } from '../../platform/db';
import { ACCOUNTS } from '../ledger';
import type { Account } from '../ledger';

/** Business dates, both included, of some outlets. */
export interface SalesDays {
  from: string;
  to: string;
  /** Null: every outlet. */
  outletIds: readonly string[] | null;
}

/** Whose sales, and of which business dates: not every outlet's day is the same one. */
export interface SalesScope {
  days: readonly SalesDays[];
  /** Of outlets without one of their own. */
  timeZone: string;
  /** Only what was sold before this instant. */
  before?: Date;
}

/** What sales entries carry themselves or by their order; the other keys lie on items and payments. */
export type EntryGroup = Exclude<ReportGroup, 'category' | 'product' | 'payment'>;

function keyOf(group: EntryGroup | null, timeZone: string): { key: Prisma.Sql; join: Prisma.Sql } {
  const order = Prisma.sql`JOIN orders o ON (o.tenant_id, o.id) = (e.tenant_id, e.order_id)`;
  switch (group) {
    case null:
      return { key: Prisma.sql`''::text`, join: Prisma.empty };
    case 'day':
      return { key: Prisma.sql`e.business_date::text`, join: Prisma.empty };
    case 'hour':
      // A sale's entry carries the order's own instant, however late it was paid.
      return {
        key: Prisma.sql`extract(hour FROM e.occurred_at AT TIME ZONE coalesce(x.time_zone, ${timeZone}))::int::text`,
        join: Prisma.sql`JOIN outlets x ON (x.tenant_id, x.id) = (e.tenant_id, e.outlet_id)`,
      };
    case 'outlet':
      return { key: Prisma.sql`e.outlet_id::text`, join: Prisma.empty };
    case 'cashier':
      return { key: Prisma.sql`o.cashier_id::text`, join: order };
    case 'orderType':
      return { key: Prisma.sql`o.type`, join: order };
  }
}

/** Whether an entry `e` of the journal lies in the days of a scope. */
export function inDays({ days }: SalesScope): Prisma.Sql {
  const conditions = days.map(({ from, to, outletIds }) => {
    const outlets = outletIds && Prisma.sql`AND e.outlet_id = ANY(${[...outletIds]}::uuid[])`;
    return Prisma.sql`(e.business_date BETWEEN ${from}::date AND ${to}::date ${outlets ?? Prisma.empty})`;
  });
  return Prisma.sql`(${Prisma.join(conditions, ' OR ')})`;
}

/** `sold`: the journal's sales in scope, one row for each settled order, with the key it is grouped by. */
export function soldEntries(scope: SalesScope, group: EntryGroup | null): Prisma.Sql {
  const { key, join } = keyOf(group, scope.timeZone);
  const before = scope.before && Prisma.sql`AND e.occurred_at < ${scope.before}`;
  return Prisma.sql`sold AS MATERIALIZED (
    SELECT e.tenant_id, e.id, e.order_id, ${key} AS key FROM journal_entries e ${join}
    WHERE e.kind = 'SALE' AND ${inDays(scope)} ${before ?? Prisma.empty})`;
}

const balance = (account: Account): Prisma.Sql =>
  Prisma.sql`${account}::text, coalesce(sum(l.amount) FILTER (WHERE l.account = ${account}), 0)`;

/** The balances that a sale's figures are read from, as one JSON object. */
const BALANCES = Prisma.join(
  [
    ACCOUNTS.ORDERS,
    ACCOUNTS.SALES,
    ACCOUNTS.DISCOUNTS,
    ACCOUNTS.TAX_INCLUDED,
    ACCOUNTS.SERVICE,
    ACCOUNTS.TAX_PAYABLE,
    ACCOUNTS.ROUNDING,
    ACCOUNTS.TIPS_PAYABLE,
  ].map(balance),
);

/** `journal`: for each key and, where `is_total`, for all: orders, quantity (thousandths) and balances. */
export const JOURNAL_SUMS = Prisma.sql`
  balances AS (
    SELECT coalesce(s.key, '') AS key, grouping(s.key) AS level, jsonb_build_object(${BALANCES}) AS accounts
    FROM sold s JOIN journal_lines l ON (l.tenant_id, l.entry_id) = (s.tenant_id, s.id)
    GROUP BY GROUPING SETS ((s.key), ())
  ), counted AS (
    SELECT coalesce(key, '') AS key, grouping(key) AS level, count(*) AS orders
    FROM sold GROUP BY GROUPING SETS ((key), ())
  ), things AS (
    SELECT coalesce(s.key, '') AS key, grouping(s.key) AS level, sum(i.quantity_milli) AS milli
    FROM sold s JOIN order_items i ON (i.tenant_id, i.order_id) = (s.tenant_id, s.order_id)
    WHERE i.voided_at IS NULL GROUP BY GROUPING SETS ((s.key), ())
  ), journal AS (
    SELECT c.key, c.level = 1 AS is_total, c.orders, t.milli, b.accounts
    FROM counted c LEFT JOIN balances b USING (key, level) LEFT JOIN things t USING (key, level)
  )`;
