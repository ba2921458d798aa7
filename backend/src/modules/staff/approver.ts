import type { ApprovalBody, Permission, Role } from '@meja/domain';
import { audit } from '../../platform/audit';
import { pinMark, verifyPin } from '../../platform/auth';
import { now } from '../../platform/clock';
import { currentActor, currentContext } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { Problem } from '../../platform/http';
import { log } from '../../platform/logging';
import { findApprover, giveTriesBack, takeTries } from './approvers.repository';
import { markPin } from './pins.repository';
import { FORGET_TRIES_AFTER_MS, FREE_TRIES, lackOf, permissionsOf, waitAfter } from './approvers.rules';

/** Who stood by. */
export interface Approver {
  id: string;
  name: string;
  role: Role;
  permissions: readonly Permission[];
}

export interface ApprovalNeed {
  permission: Permission;
  outletId: string;
}

class MustWait extends Error {
  constructor(readonly until: Date) {
    super('too many tries');
  }
}

const waitsOf = (free: number) => Array.from({ length: free + 8 }, (_, n) => waitAfter(n + 1, free));
const WAITS = { pair: waitsOf(FREE_TRIES.pair), sender: waitsOf(FREE_TRIES.sender) };

const forgetBefore = () => new Date(now().getTime() - FORGET_TRIES_AFTER_MS);

/**
 * A wrong PIN slows the session it came from, for this approver, and after many the sender for all: the approver
 * themselves, at another terminal, is never made to wait. Throws 429.
 */
async function takeTry(tenantId: string, keys: { pair: string; sender: string }): Promise<void> {
  const tries = [
    { key: keys.pair, waits: WAITS.pair },
    { key: keys.sender, waits: WAITS.sender },
  ];
  try {
    await withTenant(tenantId, async () => {
      const until = await takeTries(tries, now(), forgetBefore());
      // Thrown, so that the tries of the other key are not taken either.
      if (until) throw new MustWait(until);
    });
  } catch (error) {
    if (!(error instanceof MustWait)) throw error;
    const seconds = Math.max(1, Math.ceil((error.until.getTime() - now().getTime()) / 1000));
    throw new Problem('rate_limited', { params: { seconds }, headers: { 'Retry-After': String(seconds) } });
  }
}

/** Writes down that an approval failed, who asked and whom they named, and refuses. */
export async function refuseApproval(
  { permission, outletId }: ApprovalNeed,
  named: { id: string; name: string | null },
  why: string,
): Promise<never> {
  const { tenantId, sessionId } = currentActor();
  const about = { permission, outletId, why, sessionId };
  log.warn('approval failed', { approver: named.id, ip: currentContext()?.ip, ...about });
  await withTenant(tenantId!, () =>
    audit({
      action: 'approval.failed',
      entity: 'user',
      entityId: named.id,
      outletId,
      after: { approver: named.name, ...about },
    }),
  );
  throw new Problem('approval_required', { params: { permission } });
}

/**
 * The one door for every approval: the person named stands by with their PIN, and holds the permission, the outlet and
 * an active account. The approver is chosen before the PIN is looked at, so that two people with one PIN are never
 * taken for each other. Call it outside a transaction. Throws 403 `approval_required` where there is no approval or it
 * fails, without telling what was wrong (that is in the audit log), and 429 after too many wrong PINs.
 */
export async function approve(
  need: ApprovalNeed,
  approval: ApprovalBody | null | undefined,
): Promise<Approver> {
  if (!approval) throw new Problem('approval_required', { params: { permission: need.permission } });
  const actor = currentActor();
  const tenantId = actor.tenantId!;
  const keys = { pair: `pair:${approval.userId}:${actor.sessionId}`, sender: `sender:${actor.userId}` };
  await takeTry(tenantId, keys);
  const row = await withTenant(tenantId, () => findApprover(approval.userId));
  // Always compared, so that a name without a PIN takes as long as a wrong PIN.
  const isRight = await verifyPin(approval.pin, row?.pinHash ?? null);
  const why = lackOf(row, need.permission, need.outletId) ?? (isRight ? null : 'wrong_pin');
  if (!row || why !== null)
    return refuseApproval(need, { id: approval.userId, name: row?.name ?? null }, why ?? 'unknown');
  await withTenant(tenantId, async () => {
    await giveTriesBack(keys.pair, keys.sender, forgetBefore());
    if (!row.isPinMarked) await markPin(row.id, pinMark(tenantId, approval.pin));
  });
  return { id: row.id, name: row.name, role: row.role, permissions: permissionsOf(row) };
}
