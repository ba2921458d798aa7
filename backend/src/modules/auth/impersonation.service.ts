import { v7 as uuidv7 } from 'uuid';
import { audit } from '../../platform/audit';
import { issueAccessToken } from '../../platform/auth';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem, notFound } from '../../platform/http';
import { announceAccessChange } from './access';
import { endImpersonations, findOwner, insertImpersonation } from './impersonation.repository';

/** How long one look lasts; milliseconds. */
export const IMPERSONATION_MS = 30 * 60_000;

export interface Impersonation {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  endsAt: string;
}

/**
 * Opens a session of half an hour in a tenant through its owner's eyes, for the service's owner and for a reason that
 * stands in the tenant's log. The token names both; there is nothing to renew it by. An earlier one of theirs ends. Throws
 * 404, 409 where nobody administers the tenant.
 */
export async function startImpersonation(
  actor: Actor,
  tenantId: string,
  reason: string,
): Promise<Impersonation> {
  const at = now();
  const owner = await findOwner(tenantId);
  if (!owner) throw notFound();
  if (!owner.account_id) throw new Problem('invalid_transition');
  const { member_id: memberId, account_id: accountId } = owner;
  const id = uuidv7();
  const endsAt = new Date(at.getTime() + IMPERSONATION_MS);
  const ended = await withPlatform(async () => {
    const before = await endImpersonations(actor.accountId, at);
    await insertImpersonation({
      id,
      tenantId,
      userId: accountId,
      memberId,
      terminalId: null,
      provedAt: null,
      userAgent: currentContext()?.userAgent ?? '',
      ip: currentContext()?.ip ?? '',
      createdAt: at,
      lastSeenAt: at,
      expiresAt: endsAt,
      impersonatorId: actor.accountId,
      impersonatorName: actor.name,
      impersonationReason: reason,
    });
    await audit({
      action: 'support.enter',
      entity: 'session',
      entityId: id,
      actor: { id: null, name: actor.name },
      after: { as: owner.name, reason, endsAt: endsAt.toISOString() },
    });
    return before;
  }, tenantId);
  for (const session of ended)
    announceAccessChange({ accountId: session.accountId, sessionId: session.id, disconnect: true });
  const { token, expiresIn } = issueAccessToken(
    { sub: memberId, sid: id, tid: tenantId, role: 'ADMIN_TENANT', act: { sub: actor.accountId } },
    IMPERSONATION_MS,
  );
  return { accessToken: token, expiresIn, endsAt: endsAt.toISOString() };
}
