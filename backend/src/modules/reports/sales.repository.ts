import type { Money, ReportGroup } from '@meja/domain';
import { Prisma, db } from '../../platform/db';
import type { Account } from '../ledger';
import { JOURNAL_SUMS, soldEntries } from './sales-scope.repository';
import type { EntryGroup, SalesScope } from './sales-scope.repository';

/** Sums of one row, or of everything; amounts as balances of the journal's accounts. */
export interface SalesSums {
  key: string;
  name: string | null;
  isTotal: boolean;
  orders: number;
  /** Thousandths. */
  milli: number;
  accounts: Partial<Record<Account, Money>>;
}

interface Row {
  key: string;
  name: string | null;
  is_total: boolean;
  orders: number;
  milli: number;
  accounts: Partial<Record<Account, Money>> | null;
}

async function read(sql: Prisma.Sql): Promise<SalesSums[]> {
  const rows = await db().$queryRaw<Row[]>(sql);
  return rows.map(({ is_total, accounts, ...row }) => ({
    ...row,
    isTotal: is_total,
    accounts: accounts ?? {},
  }));
}

const COLUMNS = Prisma.sql`is_total, orders::int, coalesce(milli, 0)::float8 AS milli, accounts`;

const ENTRY_NAMES: Record<EntryGroup, Prisma.Sql> = {
  day: Prisma.sql`NULL::text`,
  hour: Prisma.sql`NULL::text`,
  orderType: Prisma.sql`NULL::text`,
  outlet: Prisma.sql`(SELECT x.name FROM outlets x WHERE x.id = nullif(key, '')::uuid)`,
  cashier: Prisma.sql`(SELECT x.name FROM memberships x WHERE x.user_id = nullif(key, '')::uuid)`,
};

/** Rows and total alike from the journal. */
function byEntry(scope: SalesScope, group: EntryGroup): Prisma.Sql {
  return Prisma.sql`WITH ${soldEntries(scope, group)}, ${JOURNAL_SUMS}
    SELECT key, ${ENTRY_NAMES[group]} AS name, ${COLUMNS} FROM journal`;
}

const ITEM_KEYS = {
  category: {
    key: Prisma.sql`coalesce(i.category_id::text, '')`,
    name: Prisma.sql`(SELECT x.name FROM categories x WHERE x.id = nullif(key, '')::uuid)`,
  },
  product: {
    key: Prisma.sql`i.product_id::text`,
    name: Prisma.sql`(SELECT x.name FROM products x WHERE x.id = key::uuid)`,
  },
};

/** The total from the journal, the rows from what each item was allotted of its order's amounts. */
function byItem(scope: SalesScope, group: 'category' | 'product'): Prisma.Sql {
  const { key, name } = ITEM_KEYS[group];
  return Prisma.sql`WITH ${soldEntries(scope, null)}, ${JOURNAL_SUMS}, parts AS (
      SELECT ${key} AS key, s.order_id, sum(i.quantity_milli) AS milli, sum(i.gross) AS gross,
        sum(i.line_discount + i.order_discount) AS discount, sum(i.service) AS service, sum(i.tax) AS tax,
        sum(i.tax_included) AS tax_included, sum(i.total) AS total
      FROM sold s JOIN order_items i ON (i.tenant_id, i.order_id) = (s.tenant_id, s.order_id)
      WHERE i.voided_at IS NULL GROUP BY 1, 2
    ), rows AS (
      SELECT key, false AS is_total, count(*) AS orders, sum(milli) AS milli, jsonb_build_object(
        'ORDERS', sum(total), 'SALES', -sum(gross), 'DISCOUNTS', sum(discount), 'SERVICE', -sum(service),
        'TAX_PAYABLE', -sum(tax), 'TAX_INCLUDED', sum(tax_included)) AS accounts
      FROM parts GROUP BY key
    )
    SELECT key, NULL AS name, ${COLUMNS} FROM journal WHERE is_total
    UNION ALL SELECT key, ${name} AS name, ${COLUMNS} FROM rows`;
}

/** Of one amount of an order, the share that falls to a payment: shares of an order add up to the amount. */
const shareOf = (amount: Prisma.Sql): Prisma.Sql => Prisma.sql`CASE
  WHEN whole = 0 THEN CASE WHEN place = 1 THEN ${amount} ELSE 0 END
  ELSE div(${amount}::numeric * upto, whole) - div(${amount}::numeric * (upto - base), whole) END`;

/**
 * The total from the journal, the rows from the payments. What was paid, its tip and its rounding are each payment's
 * own; the rest of a bill paid in several ways is shared out by what was paid in each, and its items count where most
 * was paid.
 */
function byPayment(scope: SalesScope): Prisma.Sql {
  return Prisma.sql`WITH ${soldEntries(scope, null)}, ${JOURNAL_SUMS}, paid AS (
      SELECT s.tenant_id, s.order_id, coalesce(p.method, 'none') AS key, coalesce(sum(p.amount), 0) AS amount,
        coalesce(sum(p.tip), 0) AS tip, coalesce(sum(p.rounding), 0) AS rounding
      FROM sold s LEFT JOIN payments p ON (p.tenant_id, p.order_id) = (s.tenant_id, s.order_id) GROUP BY 1, 2, 3
    ), placed AS (
      SELECT d.*, d.amount - d.rounding AS base,
        row_number() OVER (PARTITION BY d.order_id ORDER BY d.amount DESC, d.key) AS place FROM paid d
    ), weighed AS (
      SELECT w.*, sum(base) OVER (PARTITION BY order_id) AS whole,
        sum(base) OVER (PARTITION BY order_id ORDER BY place) AS upto FROM placed w
    ), shared AS (
      SELECT w.key, w.order_id, w.place, w.amount, w.tip, w.rounding, w.base,
        ${shareOf(Prisma.sql`o.discount_total`)} AS discount, ${shareOf(Prisma.sql`o.service_charge`)} AS service,
        ${shareOf(Prisma.sql`o.tax_total`)} AS tax, ${shareOf(Prisma.sql`o.tax_included_total`)} AS tax_included
      FROM weighed w JOIN orders o ON (o.tenant_id, o.id) = (w.tenant_id, w.order_id)
    ), quantities AS (
      SELECT i.order_id, sum(i.quantity_milli) AS milli
      FROM sold s JOIN order_items i ON (i.tenant_id, i.order_id) = (s.tenant_id, s.order_id)
      WHERE i.voided_at IS NULL GROUP BY 1
    ), rows AS (
      SELECT key, false AS is_total, count(*) AS orders, sum(q.milli) FILTER (WHERE place = 1) AS milli,
        jsonb_build_object('ORDERS', sum(amount + tip),
          'SALES', -sum(base + discount - service - tax + tax_included), 'DISCOUNTS', sum(discount),
          'SERVICE', -sum(service), 'TAX_PAYABLE', -sum(tax), 'TAX_INCLUDED', sum(tax_included),
          'ROUNDING', -sum(rounding), 'TIPS_PAYABLE', -sum(tip)) AS accounts
      FROM shared LEFT JOIN quantities q USING (order_id) GROUP BY key
    )
    SELECT key, NULL AS name, ${COLUMNS} FROM journal WHERE is_total
    UNION ALL SELECT key, NULL AS name, ${COLUMNS} FROM rows`;
}

/** Sums of settled orders by a group, and their total as the journal has it, in one statement. */
export function readSales(scope: SalesScope, group: ReportGroup): Promise<SalesSums[]> {
  switch (group) {
    case 'category':
    case 'product':
      return read(byItem(scope, group));
    case 'payment':
      return read(byPayment(scope));
    default:
      return read(byEntry(scope, group));
  }
}
