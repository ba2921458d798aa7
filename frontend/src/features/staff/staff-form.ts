import { isGuessablePin } from '@meja/domain';
import type { Role, UpdateUserBody, UserBody, UserDto } from '@meja/domain';

export interface StaffForm {
  name: string;
  email: string;
  role: Role;
  /** Every outlet, also those still to come. */
  everywhere: boolean;
  outletIds: string[];
  /** '' leaves the PIN as it is. */
  pin: string;
  active: boolean;
}

/** `ownOutletIds`: those of who fills it in, if they are limited to some: a new member starts there. */
export function staffForm(user: UserDto | null, ownOutletIds: readonly string[] = []): StaffForm {
  const outletIds = user?.outletIds ?? ownOutletIds;
  return {
    name: user?.name ?? '',
    email: user?.email ?? '',
    role: user?.role ?? 'CASHIER',
    everywhere: outletIds.length === 0,
    outletIds: [...outletIds],
    pin: '',
    active: user?.active ?? true,
  };
}

const shared = (form: StaffForm) => ({
  name: form.name.trim(),
  role: form.role,
  outletIds: form.everywhere ? [] : form.outletIds,
  ...(form.pin && { pin: form.pin }),
});

export const newMemberBody = (form: StaffForm): UserBody => ({ ...shared(form), email: form.email.trim() });

export const memberChanges = (form: StaffForm): UpdateUserBody => ({ ...shared(form), active: form.active });

export type StaffIssue = 'name' | 'email' | 'outlets' | 'pin' | 'pinGuessable';

/** What is missing or wrong, by path of the body. */
export function staffIssues(form: StaffForm, isNew: boolean): Record<string, StaffIssue> {
  const issues: Record<string, StaffIssue> = {};
  if (!form.name.trim()) issues.name = 'name';
  if (isNew && !/^\S+@\S+\.\S+$/.test(form.email.trim())) issues.email = 'email';
  if (!form.everywhere && form.outletIds.length === 0) issues.outletIds = 'outlets';
  if (form.pin && !/^\d{6}$/.test(form.pin)) issues.pin = 'pin';
  else if (form.pin && isGuessablePin(form.pin)) issues.pin = 'pinGuessable';
  return issues;
}
