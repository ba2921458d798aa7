import type { Money, PaymentMethod } from '@meja/domain';
import { db } from '../../platform/db';
import type { Account } from '../ledger';

export interface ShiftSums {
  orders: number;
  voids: number;
  /** Balances per account of what was sold (and given back) in the shift. */
  sales: Partial<Record<Account, Money>>;
  payments: { method: PaymentMethod; count: number; amount: Money }[];
  /** By QRIS, on no bank's statement yet. */
  unconfirmed: { count: number; amount: Money };
  cashPayments: Money;
  cashIn: Money;
  cashOut: Money;
}

/** Everything a shift adds up to, as of one instant: it is one statement. */
export async function readShiftSums(shiftId: string): Promise<ShiftSums> {
  const [row] = await db().$queryRaw<[{ sums: ShiftSums }]>`
    WITH paid AS (
      SELECT method, count(*) AS count, sum(amount + tip) AS amount
      FROM payments WHERE shift_id = ${shiftId}::uuid GROUP BY method
    ), unmatched AS (
      SELECT count(*) AS count, coalesce(sum(y.amount + y.tip), 0) AS amount
      FROM payments y WHERE y.shift_id = ${shiftId}::uuid AND y.method = 'QRIS' AND NOT EXISTS (
        SELECT FROM payment_confirmations c WHERE (c.tenant_id, c.payment_id) = (y.tenant_id, y.id))
    ), moved AS (
      SELECT coalesce(sum(amount) FILTER (WHERE direction = 'IN'), 0) AS cash_in,
             coalesce(sum(amount) FILTER (WHERE direction = 'OUT'), 0) AS cash_out
      FROM cash_movements WHERE shift_id = ${shiftId}::uuid
    ), sold AS (
      SELECT e FROM journal_entries e WHERE shift_id = ${shiftId}::uuid AND kind = 'SALE'
    ), booked AS (
      SELECT l.account, sum(l.amount) AS amount
      FROM sold s CROSS JOIN LATERAL journal_lines_of(s.e) l GROUP BY l.account
    )
    SELECT jsonb_build_object(
      'orders', (SELECT count(*) FROM sold),
      'voids', (SELECT count(*) FROM orders WHERE shift_id = ${shiftId}::uuid AND status = 'VOIDED'),
      'sales', coalesce((SELECT jsonb_object_agg(account, amount) FROM booked), '{}'),
      'payments', coalesce((SELECT jsonb_agg(to_jsonb(p) ORDER BY p.amount DESC, p.method) FROM paid p), '[]'),
      'unconfirmed', (SELECT to_jsonb(u) FROM unmatched u),
      'cashPayments', coalesce((SELECT amount FROM paid WHERE method = 'CASH'), 0),
      'cashIn', m.cash_in,
      'cashOut', m.cash_out) AS sums
    FROM moved m`;
  return row.sums;
}
