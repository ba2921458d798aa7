import { holding } from '../../lib/like';
import { callAsApp } from '../../platform/db';
import { decodeTimeCursor, pageLimit } from '../../platform/http';
import type { ListOrdersQuery } from './orders.validation';

/**
 * A page of summaries as JSON texts, newest first, one more than asked, in one round trip; `outletIds` empty means every outlet. `q`
 * is a number, or part of a table's, a queue's or a cashier's name, accents and case aside.
 */
export async function findSummaries(
  tenantId: string,
  query: ListOrdersQuery,
  outletIds: readonly string[],
): Promise<string[]> {
  const after = decodeTimeCursor(query.cursor);
  const filter = {
    statuses: query.status?.split(',') ?? null,
    outletId: query.outletId ?? null,
    outletIds: outletIds.length ? outletIds : null,
    from: query.from ?? null,
    to: query.to ?? null,
    number: query.q ?? null,
    like: query.q === undefined ? null : holding(query.q),
    shiftId: query.shiftId ?? null,
    flag: query.flag ?? null,
    afterAt: after?.createdAt.toISOString() ?? null,
    afterId: after?.id ?? null,
  };
  const rows = await callAsApp<{ summary: string }>(
    tenantId,
    'list_order_texts',
    'SELECT summary::text FROM list_orders($1, $2::jsonb, $3) AS summary',
    [tenantId, JSON.stringify(filter), pageLimit(query) + 1],
  );
  return rows.map(({ summary }) => summary);
}
