import { db } from '../../platform/db';
import type { AuditLogModel } from '../../platform/db';

export interface AuditFilter {
  action?: string;
  entity?: string;
  entityId?: string;
  from?: Date;
  to?: Date;
  /** Only of these outlets. */
  outletIds?: readonly string[];
  /** Rows before this one. */
  beforeSeq?: bigint;
}

/** Rows of the open transaction's tenant, newest first. */
export async function findAuditRows(filter: AuditFilter, take: number): Promise<AuditLogModel[]> {
  const { action, entity, entityId, from, to, outletIds, beforeSeq } = filter;
  return db().auditLog.findMany({
    where: {
      // `auth` finds `auth.sign_in` and the others of its area; a whole name finds itself.
      ...(action !== undefined && { OR: [{ action }, { action: { startsWith: `${action}.` } }] }),
      ...(entity !== undefined && { entity }),
      ...(entityId !== undefined && { entityId }),
      ...(outletIds !== undefined && { outletId: { in: [...outletIds] } }),
      ...((from !== undefined || to !== undefined) && {
        occurredAt: { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lt: to }) },
      }),
      ...(beforeSeq !== undefined && { seq: { lt: beforeSeq } }),
    },
    orderBy: { seq: 'desc' },
    take,
  });
}

/** The first row where the chain does not hold, or null where it does; and how many rows there are. */
export async function checkChain(): Promise<{ brokenAt: number | null; rows: number }> {
  const [result] = await db().$queryRaw<{ broken_at: bigint | null; rows: bigint }[]>`
    SELECT audit_broken_at() AS broken_at, (SELECT count(*) FROM audit_log) AS rows`;
  const brokenAt = result?.broken_at ?? null;
  return { brokenAt: brokenAt === null ? null : Number(brokenAt), rows: Number(result?.rows ?? 0) };
}
