import { isLimited } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { decodeCursor, encodeCursor, invalid, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { checkChain, findAuditRows } from './audit-log.repository';

export interface AuditQuery extends PageQuery {
  action?: string;
  entity?: string;
  entityId?: string;
  /** Instants; `to` is not included. */
  from?: string;
  to?: string;
}

export interface AuditRowDto {
  seq: number;
  id: string;
  action: string;
  actorId: string | null;
  actorName: string;
  ip: string;
  device: string;
  entity: string;
  entityId: string | null;
  /** Where it happened; null where it concerns the whole business. */
  outletId: string | null;
  before: unknown;
  after: unknown;
  occurredAt: string;
  hash: string;
}

function beforeSeq(cursor: string | undefined): bigint | null {
  const decoded = decodeCursor(cursor, 1);
  if (!decoded) return null;
  if (!Number.isSafeInteger(decoded[0]) || Number(decoded[0]) < 0)
    throw invalid({ path: 'cursor', code: 'invalid_value' });
  return BigInt(decoded[0]!);
}

/** A page of a business's audit log, newest first; who is limited to outlets reads what happened in theirs. */
export async function readAuditLog(
  { tenantId, actor }: { tenantId: string; actor: Actor },
  { action, entity, entityId, from, to, ...paging }: AuditQuery,
): Promise<{ rows: AuditRowDto[]; nextCursor: string | null }> {
  const limit = pageLimit(paging);
  const seq = beforeSeq(paging.cursor);
  const filter = {
    ...(action !== undefined && { action }),
    ...(entity !== undefined && { entity }),
    ...(entityId !== undefined && { entityId }),
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
    ...(isLimited(actor) && { outletIds: actor.outletIds }),
    ...(seq !== null && { beforeSeq: seq }),
  };
  const { rows, isMore } = await withTenant(tenantId, () => findAuditRows(filter, limit));
  const dtos = rows.map((row) => ({
    seq: Number(row.seq),
    id: row.id,
    action: row.action,
    actorId: row.actorId,
    actorName: row.actorName,
    ip: row.ip,
    device: row.userAgent,
    entity: row.entity,
    entityId: row.entityId,
    outletId: row.outletId,
    before: row.before,
    after: row.after,
    occurredAt: row.occurredAt.toISOString(),
    hash: row.hash,
  }));
  return { rows: dtos, nextCursor: isMore ? encodeCursor([dtos[dtos.length - 1]!.seq]) : null };
}

export interface ChainDto {
  /** Whether no row was changed or removed. */
  intact: boolean;
  /** `seq` of the first row that does not hold. */
  brokenAt: number | null;
  rows: number;
}

/** Recomputes the whole chain of a business. */
export async function verifyAuditLog(tenantId: string): Promise<ChainDto> {
  const { brokenAt, rows } = await withTenant(tenantId, checkChain);
  return { intact: brokenAt === null, brokenAt, rows };
}
