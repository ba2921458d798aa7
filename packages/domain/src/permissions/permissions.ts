export const ROLES = ['SUPER_ADMIN', 'ADMIN_TENANT', 'SUPERVISOR', 'CASHIER', 'KITCHEN'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that a tenant's admin can give to staff. */
export const STAFF_ROLES = [
  'ADMIN_TENANT',
  'SUPERVISOR',
  'CASHIER',
  'KITCHEN',
] as const satisfies readonly Role[];

export const PERMISSIONS = [
  'order:read',
  'order:create',
  'order:update',
  'order:void',
  'order:discount',
  'payment:take',
  'receipt:read',
  'shift:read',
  'shift:operate',
  'shift:close-others',
  'kitchen:read',
  'kitchen:update',
  'menu:read',
  'catalog:read',
  'catalog:manage',
  'catalog:import',
  'catalog:availability',
  'outlet:read',
  'outlet:manage',
  'staff:read',
  'staff:manage',
  'settings:read',
  'settings:manage',
  'report:read',
  'audit:read',
  'event:read',
  'profile:manage',
  'platform:tenants',
  'platform:monitoring',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const PLATFORM: readonly Permission[] = ['platform:tenants', 'platform:monitoring'];

const CASHIER: readonly Permission[] = [
  'order:read',
  'order:create',
  'order:update',
  'order:discount',
  'payment:take',
  'receipt:read',
  'shift:read',
  'shift:operate',
  'kitchen:read',
  'menu:read',
  'outlet:read',
  'event:read',
  'profile:manage',
];

const KITCHEN: readonly Permission[] = [
  'kitchen:read',
  'kitchen:update',
  'menu:read',
  'outlet:read',
  'event:read',
  'profile:manage',
];

const SUPERVISOR: readonly Permission[] = [
  ...CASHIER,
  'kitchen:update',
  'order:void',
  'shift:close-others',
  'catalog:read',
  'catalog:availability',
  'staff:read',
  'report:read',
];

/** What each role may do before a tenant's own grants and revokes; the one source for API and screens. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  SUPER_ADMIN: [...PLATFORM, 'profile:manage'],
  ADMIN_TENANT: PERMISSIONS.filter((permission) => !PLATFORM.includes(permission)),
  SUPERVISOR,
  CASHIER,
  KITCHEN,
};

/** What somebody who may not do it alone may do with an approver's PIN. */
export const APPROVABLE = ['order:void', 'order:discount'] as const satisfies readonly Permission[];
export type ApprovablePermission = (typeof APPROVABLE)[number];

/** Whether a text names a permission. */
export function isPermission(value: string): value is Permission {
  return (PERMISSIONS as readonly string[]).includes(value);
}

/**
 * A user's permissions: the role's, plus grants, less revokes (a revoke wins). `platform:*` can neither be granted
 * to a tenant's user nor taken from a super admin, whose set is fixed. In the order of `PERMISSIONS`.
 */
export function effectivePermissions(
  role: Role,
  grants: readonly string[] = [],
  revokes: readonly string[] = [],
): Permission[] {
  const own = new Set<string>(ROLE_PERMISSIONS[role]);
  if (role === 'SUPER_ADMIN') return PERMISSIONS.filter((permission) => own.has(permission));
  const granted = new Set(grants);
  const revoked = new Set(revokes);
  return PERMISSIONS.filter(
    (permission) =>
      !PLATFORM.includes(permission) &&
      (own.has(permission) || granted.has(permission)) &&
      !revoked.has(permission),
  );
}

/** Whether a permission is among those a user holds. */
export function hasPermission(held: readonly Permission[], wanted: Permission): boolean {
  return held.includes(wanted);
}
