import { effectivePermissions } from '@meja/domain';
import type { Permission, Role } from '@meja/domain';

/** Somebody who may stand by: their membership here and the state of their account. */
export interface ApproverRow {
  id: string;
  name: string;
  role: Role;
  outletIds: string[];
  grants: string[];
  revokes: string[];
  pinHash: string | null;
  isPinMarked: boolean;
  active: boolean;
  disabled: boolean;
  mustChangePassword: boolean;
}

/** Whether an account stands for a person who works here now and has made it their own. */
export const isActive = (row: Pick<ApproverRow, 'active' | 'disabled' | 'mustChangePassword'>): boolean =>
  row.active && !row.disabled && !row.mustChangePassword;

export const permissionsOf = (
  row: Pick<ApproverRow, 'role' | 'outletIds' | 'grants' | 'revokes'>,
): Permission[] => effectivePermissions(row);

/** What an approver lacks, or null: an active account, the permission, the outlet. */
export function lackOf(
  row: ApproverRow | null,
  permission: Permission,
  outletId: string,
): 'unknown' | 'account' | 'permission' | 'outlet' | null {
  if (!row) return 'unknown';
  if (!isActive(row)) return 'account';
  if (!permissionsOf(row).includes(permission)) return 'permission';
  return row.outletIds.length > 0 && !row.outletIds.includes(outletId) ? 'outlet' : null;
}

const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 3_600_000;
/** Failures older than this are forgotten. */
export const FORGET_TRIES_AFTER_MS = 24 * 3_600_000;

/** How many wrong PINs go without a wait: of one approver from one session, and of one sender over all approvers. */
export const FREE_TRIES = { pair: 5, sender: 25 } as const;

/** How long to wait after the n-th failure: nothing while they are free, then 30 s, doubling up to an hour. */
export function waitAfter(failures: number, free: number): number {
  if (failures < free) return 0;
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(failures - free, 20), LONGEST_DELAY_MS);
}
