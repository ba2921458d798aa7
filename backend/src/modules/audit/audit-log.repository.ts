import { Prisma, db, dbTenantId } from '../../platform/db';
import type { AuditLogModel } from '../../platform/db';

export interface AuditFilter {
  action?: string;
  /** One of these. */
  actions?: readonly string[];
  actorId?: string;
  entity?: string;
  entityId?: string;
  from?: Date;
  to?: Date;
  /** Only of these outlets. */
  outletIds?: readonly string[];
  /** Rows before this one. */
  beforeSeq?: bigint;
}

/** Where `before` and `after` of a page come to this many bytes as they are stored, the page ends. */
const PAGE_BYTES = 1024 * 1024;

const and = (value: unknown, sql: () => Prisma.Sql): Prisma.Sql =>
  value === undefined ? Prisma.empty : sql();

/**
 * Rows of the open transaction's tenant, newest first, `limit` of them or as many as one answer can carry: rows of
 * earlier times may be large. `isMore` tells whether others follow.
 */
export async function findAuditRows(
  { action, actions, actorId, entity, entityId, from, to, outletIds, beforeSeq }: AuditFilter,
  limit: number,
): Promise<{ rows: AuditLogModel[]; isMore: boolean }> {
  const rows = await db().$queryRaw<(AuditLogModel & { found: bigint })[]>`
    SELECT a.tenant_id AS "tenantId", a.seq, a.id, a.action, a.actor_id AS "actorId", a.actor_name AS "actorName", a.ip,
      a.user_agent AS "userAgent", a.entity, a.entity_id AS "entityId", a.outlet_id AS "outletId", a.before, a.after,
      a.occurred_at AS "occurredAt", a.prev_hash AS "prevHash", a.hash, a.found
    FROM (
      SELECT l.*, count(*) OVER () AS found,
        sum(coalesce(pg_column_size(l.before), 0) + coalesce(pg_column_size(l.after), 0))
          OVER (ORDER BY l.seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
      FROM (
        SELECT * FROM audit_log l WHERE l.tenant_id = ${dbTenantId()}::uuid
          ${and(action, () => Prisma.sql`AND (l.action = ${action} OR starts_with(l.action, ${`${action}.`}))`)}
          ${and(actions, () => Prisma.sql`AND l.action = ANY(${[...actions!]})`)}
          ${and(actorId, () => Prisma.sql`AND l.actor_id = ${actorId}::uuid`)}
          ${and(entity, () => Prisma.sql`AND l.entity = ${entity}`)}
          ${and(entityId, () => Prisma.sql`AND l.entity_id = ${entityId}`)}
          ${and(outletIds, () => Prisma.sql`AND l.outlet_id = ANY(${[...outletIds!]}::uuid[])`)}
          ${and(from, () => Prisma.sql`AND l.occurred_at >= ${from}`)}
          ${and(to, () => Prisma.sql`AND l.occurred_at < ${to}`)}
          ${and(beforeSeq, () => Prisma.sql`AND l.seq < ${beforeSeq}`)}
        ORDER BY l.seq DESC LIMIT ${limit + 1}
      ) l
    ) a WHERE coalesce(a.bytes_before, 0) < ${PAGE_BYTES} ORDER BY a.seq DESC LIMIT ${limit}`;
  return {
    rows: rows.map(({ found: _, ...row }) => row),
    isMore: Number(rows[0]?.found ?? 0) > rows.length,
  };
}
