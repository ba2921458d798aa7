import { allowsMore, discountLimitOf } from '@meja/domain';
import type { ApprovablePermission, ApproverDto } from '@meja/domain';
import { mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { notFound } from '../../platform/http';
import { outletInfo } from '../outlets';
import { tenantSettings } from '../tenants';
import { findMembersWithPin } from './approvers.repository';
import type { ApproverRow } from './approvers.rules';
import { lackOf, permissionsOf } from './approvers.rules';

export interface ApproversQuery {
  permission: ApprovablePermission;
  outletId: string;
}

/** Of those who may discount, who may take off more than the caller. */
async function mayDiscountMore(actor: Actor, tenantId: string): Promise<(row: ApproverRow) => boolean> {
  const { discountLimits } = await tenantSettings(tenantId);
  const own = discountLimitOf(actor, discountLimits);
  return (row) => {
    const limit = discountLimitOf(
      { role: row.role, permissions: new Set(permissionsOf(row)) },
      discountLimits,
    );
    return allowsMore(limit, own);
  };
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
    const isOfUse = permission === 'order:discount' ? await mayDiscountMore(actor, tenantId) : () => true;
    return rows
      .filter((row) => row.id !== actor.userId && lackOf(row, permission, outletId) === null && isOfUse(row))
      .map(({ id, name }) => ({ id, name }));
  });
}
