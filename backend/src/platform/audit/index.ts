import type { AuditAction } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { now } from '../clock';
import { currentContext } from '../context';
import { appendAuditRow, insertServiceAct } from './audit.repository';
import { bounded } from './bounded';

/** One thing that happened and is to be provable: `action` as `area.verb`, what it was done to, before and after. */
export interface AuditEntry {
  action: AuditAction;
  entity: string;
  entityId?: string | null;
  /** Where it happened: who is limited to outlets reads of theirs alone, and nothing that concerns the whole business. */
  outletId?: string | null;
  before?: unknown;
  after?: unknown;
  /** Who did it, where the context has no actor: sign-in, registration. */
  actor?: { id: string | null; name: string };
}

/** A row for SQL's `audit_append(jsonb)`, for the functions that record an effect and its audit in one call. */
export interface AuditRow {
  tenant_id: string;
  id: string;
  action: AuditAction;
  actor_id: string | null;
  actor_name: string;
  ip: string;
  user_agent: string;
  entity: string;
  entity_id: string | null;
  outlet_id: string | null;
  before: unknown;
  after: unknown;
  occurred_at: string;
}

const SECRET = /password|token|secret|hash|^pin$/i;

/** Secrets never enter the log, at whatever depth. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !SECRET.test(key))
      .map(([key, entry]) => [key, withoutSecrets(entry)]),
  );
}

/** The audit row of what the context's actor did; seq and hashes are the database's. */
export function auditRow(tenantId: string, entry: AuditEntry): AuditRow {
  const context = currentContext();
  const acting = context?.actor;
  const actor = entry.actor ?? {
    id: acting?.userId ?? null,
    // What the service's owner does through somebody's eyes is both people's.
    name: acting?.impersonator ? `${acting.name} ← ${acting.impersonator.name}` : (acting?.name ?? 'system'),
  };
  return {
    tenant_id: tenantId,
    id: uuidv7(),
    action: entry.action,
    actor_id: actor.id,
    actor_name: actor.name,
    ip: context?.ip ?? '',
    user_agent: context?.userAgent ?? '',
    entity: entry.entity,
    entity_id: entry.entityId ?? null,
    outlet_id: entry.outletId ?? null,
    before: bounded(withoutSecrets(entry.before ?? null)),
    after: bounded(withoutSecrets(entry.after ?? null)),
    occurred_at: now().toISOString(),
  };
}

/**
 * Appends to the tenant's audit log in the open transaction, so that no effect stands without its row (AUTH-09). It
 * takes the chain's head until the commit: call it late.
 */
export async function audit(entry: AuditEntry): Promise<void> {
  await appendAuditRow((tenantId) => auditRow(tenantId, entry));
}

/** Notes in the service's own log what its owner did, in the open transaction; what concerns one business stands in its log too. */
export async function auditService(entry: Omit<AuditEntry, 'outletId' | 'actor'>): Promise<void> {
  await insertServiceAct(auditRow('', entry));
}
