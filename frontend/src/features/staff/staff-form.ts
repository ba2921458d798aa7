import { isGuessablePin, reachOf, ROLE_PERMISSIONS } from '@meja/domain';
import type { Permission, Role, UpdateUserBody, UserBody, UserDto } from '@meja/domain';

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
  /** What this person may beside the role, and what of the role they may not. */
  grants: Permission[];
  revokes: Permission[];
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
    grants: [...(user?.grants ?? [])],
    revokes: [...(user?.revokes ?? [])],
  };
}

type Overrides = Pick<StaffForm, 'role' | 'everywhere' | 'grants' | 'revokes'>;

export type PermissionState = 'role' | 'granted' | 'revoked' | 'none';

/** Whether a permission can be held at all by who works in some outlets only. */
export const isInReach = (permission: Permission, { everywhere }: Pick<StaffForm, 'everywhere'>): boolean =>
  everywhere || reachOf(permission) !== 'tenant';

/** Where somebody's permission comes from, or why they do not have it. */
export function permissionState(form: Overrides, permission: Permission): PermissionState {
  const ofRole = ROLE_PERMISSIONS[form.role].includes(permission);
  if (!isInReach(permission, form)) return 'none';
  if (form.revokes.includes(permission)) return ofRole ? 'revoked' : 'none';
  if (ofRole) return 'role';
  return form.grants.includes(permission) ? 'granted' : 'none';
}

/** The overrides that mean something for the role: what it gives anyway needs no grant, what it lacks no revoke. */
export function overridesOf(form: Overrides): { grants: Permission[]; revokes: Permission[] } {
  const ofRole = ROLE_PERMISSIONS[form.role];
  return {
    grants: form.grants.filter((entry) => !ofRole.includes(entry) && isInReach(entry, form)),
    revokes: form.revokes.filter((entry) => ofRole.includes(entry)),
  };
}

/** The overrides with which the person holds a permission, or does not. */
export function withPermission(
  form: Overrides,
  permission: Permission,
  held: boolean,
): { grants: Permission[]; revokes: Permission[] } {
  const { grants, revokes } = overridesOf({
    ...form,
    grants: form.grants.filter((entry) => entry !== permission),
    revokes: form.revokes.filter((entry) => entry !== permission),
  });
  const ofRole = ROLE_PERMISSIONS[form.role].includes(permission);
  if (held && !ofRole) return { grants: [...grants, permission], revokes };
  if (!held && ofRole) return { grants, revokes: [...revokes, permission] };
  return { grants, revokes };
}

const shared = (form: StaffForm) => ({
  name: form.name.trim(),
  role: form.role,
  outletIds: form.everywhere ? [] : form.outletIds,
  ...(form.pin && { pin: form.pin }),
});

const same = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join() === [...b].sort().join();

/** The overrides, where they are not those that somebody (or somebody new: nobody) had. */
function changedOverrides(form: StaffForm, user: UserDto | null): Pick<UpdateUserBody, 'grants' | 'revokes'> {
  const { grants, revokes } = overridesOf(form);
  return {
    ...(!same(grants, user?.grants ?? []) && { grants }),
    ...(!same(revokes, user?.revokes ?? []) && { revokes }),
  };
}

export const newMemberBody = (form: StaffForm): UserBody => ({
  ...shared(form),
  email: form.email.trim(),
  ...changedOverrides(form, null),
});

/** What is sent for a member: permissions only where they are others than before. */
export const memberChanges = (form: StaffForm, user: UserDto): UpdateUserBody => ({
  ...shared(form),
  active: form.active,
  ...changedOverrides(form, user),
});

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
