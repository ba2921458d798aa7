import { callAsApp } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

/** Events taken, or sales filled, in one transaction: short enough that nobody waits for its locks. */
const STEP = 1_000;

/** Rolls up what was sold since the tenant's mark, one step of it. */
export async function followSales(
  tenantId: string,
): Promise<{ events: number; sales: number; isFilled: boolean; isMore: boolean }> {
  const [row] = await callAsApp<{ events: number; sales: number; is_filled: boolean }>(
    tenantId,
    'follow_sales',
    'SELECT events, sales, is_filled FROM follow_sales($1::uuid, $2::int)',
    [tenantId, STEP],
  );
  const { events, sales, is_filled } = row!;
  return { events, sales, isFilled: is_filled, isMore: events === STEP };
}

/** Fills the roll-ups one step further into the past; false once nothing is left. */
export async function fillRollups(tenantId: string): Promise<boolean> {
  const [row] = await callAsApp<{ more: boolean }>(
    tenantId,
    'fill_sales_rollups',
    'SELECT fill_sales_rollups($1::uuid, $2::int) AS more',
    [tenantId, STEP],
  );
  return row!.more;
}

/** Forgets the roll-ups; until they are filled again reports read the journal. */
export async function resetRollups(tenantId: string): Promise<void> {
  await callAsApp(tenantId, 'reset_sales_rollups', 'SELECT reset_sales_rollups($1::uuid)', [tenantId]);
}

/** Tenants that have sold, and of them those whose roll-ups are not filled or have fallen behind the events. */
export async function findSellers(): Promise<{ tenantId: string; isBehind: boolean }[]> {
  const rows = await callAsPlatform<{ tenant_id: string; is_behind: boolean }>(
    'rollups_behind',
    `SELECT t.id AS tenant_id, m.filled_from IS NULL OR m.filled_from > '-infinity' OR EXISTS (
       SELECT FROM outbox o WHERE o.tenant_id = t.id AND o.published_seq > m.published_seq) AS is_behind
     FROM tenants t LEFT JOIN sales_rollup_marks m ON m.tenant_id = t.id
     WHERE EXISTS (SELECT FROM journal_entries e WHERE e.tenant_id = t.id AND e.kind = 'SALE')
     ORDER BY t.id`,
    [],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, isBehind: row.is_behind }));
}
