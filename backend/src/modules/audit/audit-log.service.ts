import { auditActionsOf } from '@meja/domain';
import type { AuditArea } from '@meja/domain';
import { isLimited } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { decodeCursor, encodeCursor, invalid, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { findAuditRows } from './audit-log.repository';

export interface AuditQuery extends PageQuery {
  action?: string;
  area?: AuditArea;
  actorId?: string;
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
  { action, area, actorId, entity, entityId, from, to, ...paging }: AuditQuery,
): Promise<{ rows: AuditRowDto[]; nextCursor: string | null }> {
  const limit = pageLimit(paging);
  const seq = beforeSeq(paging.cursor);
  const filter = {
    ...(action !== undefined && { action }),
    ...(area !== undefined && { actions: auditActionsOf(area) }),
    ...(actorId !== undefined && { actorId }),
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
