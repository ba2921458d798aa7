import { effectivePermissions } from '@meja/domain';
import type { Permission, Role } from '@meja/domain';
import { verifyPin } from '../../platform/auth';
import { db, withTenant } from '../../platform/db';
import { Problem, takePoint } from '../../platform/http';

/**
 * Checks that the person named stands by with their PIN and holds the permission; answers with their id. The approver
 * is chosen before the PIN is looked at, so that two people with one PIN are never taken for each other, and tries
 * are counted per approver. Throws 403 `approval_required`, without telling which of the two was wrong.
 */
export async function approverOf(
  tenantId: string,
  approval: { userId: string; pin: string },
  permission: Permission,
): Promise<string> {
  await takePoint(null, 'pin', `${tenantId}:${approval.userId}`);
  const member = await withTenant(tenantId, () =>
    db().membership.findFirst({ where: { userId: approval.userId, active: true, deletedAt: null } }),
  );
  const held = member ? effectivePermissions(member.role as Role, member.grants, member.revokes) : [];
  const isRight = await verifyPin(approval.pin, member?.pinHash ?? null);
  if (!isRight || !held.includes(permission))
    throw new Problem('approval_required', { params: { permission } });
  return approval.userId;
}
