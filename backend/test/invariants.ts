/** What must be true of the books and the kitchen whatever happened: each a query for what breaks it. */
export interface Invariant {
  name: string;
  /** Answers a row per violation, with `what` to find it by. Read past row-level security, over all tenants. */
  sql: string;
}

export const INVARIANTS: readonly Invariant[] = [
  {
    name: "an order's total is its parts",
    sql: `SELECT id AS what FROM orders
          WHERE total <> subtotal - discount_total + service_charge + tax_total - tax_included_total + rounding + tip_total`,
  },
  {
    name: 'the rules that an order was priced by are there',
    sql: `SELECT o.id AS what FROM orders o
          LEFT JOIN pricing_rules k ON k.tenant_id = o.tenant_id AND k.id = o.pricing_rules
          WHERE coalesce(o.pricing_settings, k.rules) IS NULL`,
  },
  {
    name: "an order's subtotal and taxes are its lines'",
    sql: `SELECT o.id AS what FROM orders o
          LEFT JOIN LATERAL (SELECT coalesce(sum(net), 0) AS net, coalesce(sum(tax), 0) AS tax,
                                    coalesce(sum(service), 0) AS service
                             FROM order_items i
                             WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id AND i.voided_at IS NULL) l ON true
          WHERE o.subtotal - o.discount_total <> l.net OR o.tax_total <> l.tax OR o.service_charge <> l.service`,
  },
  {
    name: 'what was paid is the payments, and all of it where an order is paid',
    sql: `SELECT o.id AS what FROM orders o
          LEFT JOIN LATERAL (SELECT coalesce(sum(amount + tip), 0) AS paid FROM payments p
                             WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id) p ON true
          WHERE o.paid_total <> p.paid OR (o.payment_status = 'PAID' AND o.paid_total <> o.total)
             OR (o.payment_status = 'UNPAID' AND p.paid <> 0)`,
  },
  {
    name: 'numbers of an outlet and day are unique and without gaps',
    sql: `SELECT outlet_id || ' ' || business_date AS what FROM orders
          GROUP BY tenant_id, outlet_id, business_date
          HAVING min(number) <> 1 OR max(number) <> count(*) OR count(DISTINCT number) <> count(*)`,
  },
  {
    name: 'every entry of the journal balances and has lines',
    sql: `SELECT e.id AS what FROM journal_entries e
          LEFT JOIN journal_lines l ON l.tenant_id = e.tenant_id AND l.entry_id = e.id
          GROUP BY e.tenant_id, e.id HAVING coalesce(sum(l.amount), 1) <> 0`,
  },
  {
    name: 'a completed sale is posted once, another not at all',
    sql: `SELECT o.id AS what FROM orders o
          LEFT JOIN journal_entries e ON e.tenant_id = o.tenant_id AND e.order_id = o.id AND e.kind = 'SALE'
          GROUP BY o.tenant_id, o.id
          HAVING count(e.id) <> (CASE WHEN o.sale_entry_id IS NULL THEN 0 ELSE 1 END)
              OR (o.status = 'COMPLETED' AND o.sale_entry_id IS NULL)`,
  },
  {
    name: 'every payment is in the journal once',
    sql: `SELECT p.id AS what FROM payments p
          LEFT JOIN journal_entries e ON e.tenant_id = p.tenant_id AND e.payment_id = p.id
          WHERE p.amount + p.tip <> 0
          GROUP BY p.tenant_id, p.id HAVING count(e.id) <> 1`,
  },
  {
    name: 'a closed shift expects float plus cash in less cash out',
    sql: `SELECT s.id AS what FROM shifts s
          WHERE s.status = 'CLOSED' AND s.expected_total <> s.opening_float
            + (SELECT coalesce(sum(p.amount + p.tip), 0) FROM payments p
               WHERE p.tenant_id = s.tenant_id AND p.shift_id = s.id AND p.method = 'CASH')
            + (SELECT coalesce(sum(CASE m.direction WHEN 'IN' THEN m.amount ELSE -m.amount END), 0)
               FROM cash_movements m WHERE m.tenant_id = s.tenant_id AND m.shift_id = s.id)`,
  },
  {
    name: 'a line that was sent where a kitchen prepares it stands on one ticket',
    sql: `SELECT i.id AS what FROM order_items i
          LEFT JOIN kitchen_ticket_items k ON k.tenant_id = i.tenant_id AND k.order_item_id = i.id
          WHERE i.sent_at IS NOT NULL AND i.station_id IS NOT NULL AND i.voided_at IS NULL
          GROUP BY i.tenant_id, i.id HAVING count(k.id) <> 1`,
  },
  {
    name: 'every event was published, each under a number of its own',
    sql: `SELECT id::text AS what FROM outbox WHERE published_seq IS NULL
          UNION ALL
          SELECT published_seq::text FROM outbox WHERE published_seq IS NOT NULL
          GROUP BY published_seq HAVING count(*) > 1`,
  },
  {
    name: "a tenant's audit log has no gap",
    sql: `SELECT tenant_id::text AS what FROM audit_log GROUP BY tenant_id HAVING max(seq) <> count(*) OR min(seq) <> 1`,
  },
];

/** Reads what breaks the invariants; an empty list is what is wished for. `limit` examples each. */
export async function violations(
  query: (sql: string) => Promise<{ what: string }[]>,
  limit = 5,
): Promise<{ name: string; examples: string[] }[]> {
  const broken: { name: string; examples: string[] }[] = [];
  for (const { name, sql } of INVARIANTS) {
    const rows = await query(`SELECT what FROM (${sql}) v LIMIT ${limit}`);
    if (rows.length > 0) broken.push({ name, examples: rows.map(({ what }) => what) });
  }
  return broken;
}
