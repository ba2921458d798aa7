import type { ApprovablePermission, ApproverDto } from '@meja/domain';
import { mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { notFound } from '../../platform/http';
import { outletInfo } from '../outlets';
import { findMembersWithPin } from './approvers.repository';
import { lackOf } from './approvers.rules';

export interface ApproversQuery {
  permission: ApprovablePermission;
  outletId: string;
}

/** Who can stand by for the caller at an outlet, by name. Throws 404 for an outlet that is not theirs. */
export async function approversAt(
  actor: Actor,
  tenantId: string,
  { permission, outletId }: ApproversQuery,
): Promise<ApproverDto[]> {
  if (!mayUseOutlet(actor, outletId)) throw notFound();
  return withTenant(tenantId, async () => {
    await outletInfo(tenantId, outletId);
    const rows = await findMembersWithPin();
    return rows
      .filter((row) => row.id !== actor.userId && lackOf(row, permission, outletId) === null)
      .map(({ id, name }) => ({ id, name }));
  });
}
