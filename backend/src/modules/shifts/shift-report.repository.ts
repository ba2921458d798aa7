import type { Money, PaymentMethod } from '@meja/domain';
import { db } from '../../platform/db';
import type { Account } from '../ledger';

export interface ShiftSums {
  orders: number;
  voids: number;
  /** Balances per account of what was sold (and given back) in the shift. */
  sales: Partial<Record<Account, Money>>;
  payments: { method: PaymentMethod; count: number; amount: Money }[];
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
      'cashPayments', coalesce((SELECT amount FROM paid WHERE method = 'CASH'), 0),
      'cashIn', m.cash_in,
      'cashOut', m.cash_out) AS sums
    FROM moved m`;
  return row.sums;
}
