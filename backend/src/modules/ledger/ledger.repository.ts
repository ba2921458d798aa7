import { db } from '../../platform/db';
import type { Account } from './accounts';
import { entryWithLines } from './entries';
import type { Posting } from './entries';

/** Writes entries with their lines in the open transaction. */
export async function postEntries(postings: Posting[]): Promise<void> {
  if (postings.length === 0) return;
  await db().journalEntry.createMany({
    data: postings.map(entryWithLines).map((entry) => ({
      id: entry.id,
      outletId: entry.outlet_id,
      kind: entry.kind,
      orderId: entry.order_id,
      paymentId: entry.payment_id,
      shiftId: entry.shift_id ?? null,
      businessDate: new Date(`${entry.business_date}T00:00:00Z`),
      occurredAt: entry.occurred_at,
      createdAt: entry.created_at,
      accounts: entry.accounts,
      amounts: entry.amounts,
      method: entry.method,
    })),
  });
}

export interface JournalBalance {
  /** Zero in sound books. */
  sum: number;
  /** Entries whose lines don't add up to zero. */
  unbalanced: string[];
  /** Settled orders whose sale and payments don't cancel out. */
  openOrders: string[];
  accounts: Partial<Record<Account, number>>;
}

/** Reads the whole journal of the open transaction's tenant. */
export async function readBalance(): Promise<JournalBalance> {
  const [row] = await db().$queryRaw<
    { unbalanced: string[]; open_orders: string[]; accounts: Record<string, number> | null }[]
  >`
    SELECT
      ARRAY(SELECT entry_id::text FROM journal_lines GROUP BY entry_id HAVING sum(amount) <> 0 ORDER BY 1) AS unbalanced,
      ARRAY(SELECT e.order_id::text FROM journal_entries e JOIN journal_lines l ON l.entry_id = e.id
            WHERE e.order_id IS NOT NULL AND l.account = 'ORDERS' GROUP BY e.order_id
            HAVING sum(l.amount) <> 0 AND bool_or(e.kind = 'SALE') ORDER BY 1) AS open_orders,
      (SELECT jsonb_object_agg(account, amount)
       FROM (SELECT account, sum(amount) AS amount FROM journal_lines GROUP BY account) a) AS accounts`;
  const accounts = (row?.accounts ?? {}) as Partial<Record<Account, number>>;
  return {
    sum: Object.values(accounts).reduce((sum, amount) => sum + amount, 0),
    unbalanced: row?.unbalanced ?? [],
    openOrders: row?.open_orders ?? [],
    accounts,
  };
}
