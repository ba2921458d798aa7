import { db, dbTenantId } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

/** One stretch of a chain, as `audit_check` answers it. */
export interface Stretch {
  rows: number;
  /** The last row of it; where it has none, the row before it. */
  lastSeq: number;
  lastAt: Date | null;
  /** Where the log ends according to its head. */
  headSeq: number;
  /** The first row that does not hold, or null. */
  brokenAt: number | null;
}

interface StretchRow {
  rows: bigint;
  last_seq: bigint;
  last_at: Date | null;
  head_seq: bigint;
  broken_at: bigint | null;
}

/** Recomputes at most `take` rows of the open tenant's chain after `after`; the last stretch is held against the head. */
export async function checkStretch(after: number, take: number): Promise<Stretch> {
  const [row] = await db().$queryRaw<StretchRow[]>`
    SELECT rows, last_seq, last_at, head_seq, broken_at FROM audit_check(${after}::bigint, ${take}::int)`;
  if (!row) throw new Error('audit_check answered nothing');
  return {
    rows: Number(row.rows),
    lastSeq: Number(row.last_seq),
    lastAt: row.last_at,
    headSeq: Number(row.head_seq),
    brokenAt: row.broken_at === null ? null : Number(row.broken_at),
  };
}

/** The hash that a row of the open tenant's log carries, or null where there is no such row. */
export async function hashAt(seq: number): Promise<string | null> {
  const [row] = await db().$queryRaw<{ hash: string }[]>`
    SELECT hash FROM audit_log WHERE tenant_id = ${dbTenantId()}::uuid AND seq = ${seq}::bigint`;
  return row?.hash ?? null;
}

/** The next tenants after one, by id: whoever proves all logs walks them a page at a time. */
export async function findTenantsAfter(after: string | null, take: number): Promise<string[]> {
  const rows = await callAsPlatform<{ id: string }>(
    'audit_tenants',
    'SELECT id FROM tenants WHERE $1::uuid IS NULL OR id > $1::uuid ORDER BY id LIMIT $2::int',
    [after, take],
  );
  return rows.map(({ id }) => id);
}
