export const ROLES = ['SUPER_ADMIN', 'ADMIN_TENANT', 'SUPERVISOR', 'CASHIER', 'KITCHEN'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that a tenant's admin can give to staff. */
export const STAFF_ROLES = [
  'ADMIN_TENANT',
  'SUPERVISOR',
  'CASHIER',
  'KITCHEN',
] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];

/**
 * How far a permission reaches: `outlet` what belongs to outlets, `tenant` what all outlets of a business share,
 * `self` one's own account, `platform` the service.
 */
export type Reach = 'outlet' | 'tenant' | 'self' | 'platform';

const REACH = {
  'order:read': 'outlet',
  'order:create': 'outlet',
  'order:update': 'outlet',
  'order:void': 'outlet',
  'order:discount': 'outlet',
  /** Entering sales of years gone by. */
  'order:import': 'outlet',
  'payment:take': 'outlet',
  /** Finding payments by QRIS on the bank's statement. */
  'payment:match': 'outlet',
  'receipt:read': 'outlet',
  'shift:read': 'outlet',
  'shift:operate': 'outlet',
  'shift:close-others': 'outlet',
  'kitchen:read': 'outlet',
  'kitchen:update': 'outlet',
  'menu:read': 'outlet',
  'catalog:read': 'outlet',
  /** Products, categories, options: one menu for every outlet. */
  'catalog:manage': 'tenant',
  'catalog:import': 'tenant',
  /** "Habis" in an outlet, or there again. */
  'catalog:availability': 'outlet',
  /** What a product costs in one outlet. */
  'catalog:outlet-price': 'outlet',
  'station:manage': 'outlet',
  'outlet:read': 'outlet',
  'outlet:manage': 'outlet',
  /** Into whose account guests pay: the outlet's QRIS code. */
  'outlet:qris': 'outlet',
  /** Adding and removing outlets. */
  'outlet:create': 'tenant',
  'staff:read': 'outlet',
  'staff:manage': 'outlet',
  /** Registering the tills and tablets on which people sign in by PIN. */
  'terminal:manage': 'outlet',
  /** Keys by which other programs come in. */
  'api-key:manage': 'tenant',
  'settings:read': 'outlet',
  'settings:manage': 'tenant',
  'report:read': 'outlet',
  'audit:read': 'outlet',
  /** Proving the log means reading all of it. */
  'audit:verify': 'tenant',
  /** Plan, usage, invoices. */
  'subscription:read': 'tenant',
  'subscription:manage': 'tenant',
  'event:read': 'outlet',
  'profile:manage': 'self',
  'platform:tenants': 'platform',
  /** Plans, add-ons, subscriptions, invoices and figures of the service. */
  'platform:billing': 'platform',
  'platform:impersonate': 'platform',
  'platform:monitoring': 'platform',
} as const satisfies Record<string, Reach>;

export type Permission = keyof typeof REACH;
export const PERMISSIONS = Object.keys(REACH) as [Permission, ...Permission[]];

/** How far a permission reaches. */
export const reachOf = (permission: Permission): Reach => REACH[permission];

const PLATFORM = PERMISSIONS.filter((permission) => reachOf(permission) === 'platform');

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
  // The cook sees first that something ran out.
  'catalog:availability',
  'outlet:read',
  'event:read',
  'profile:manage',
];

const SUPERVISOR: readonly Permission[] = [
  ...CASHIER,
  'kitchen:update',
  'order:void',
  'payment:match',
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

/** What decides which permissions somebody holds. */
export interface Standing {
  role: Role;
  /** Limited to these outlets; none means every outlet. */
  outletIds: readonly string[];
  grants?: readonly string[];
  revokes?: readonly string[];
}

/**
 * A user's permissions: the role's, plus grants, less revokes (a revoke wins). Who is limited to some outlets holds
 * nothing that reaches the whole business. `platform:*` can neither be granted to a tenant's user nor taken from a
 * super admin, whose set is fixed. In the order of `PERMISSIONS`.
 */
export function effectivePermissions({ role, outletIds, grants = [], revokes = [] }: Standing): Permission[] {
  const own = new Set<string>(ROLE_PERMISSIONS[role]);
  if (role === 'SUPER_ADMIN') return PERMISSIONS.filter((permission) => own.has(permission));
  const granted = new Set(grants);
  const revoked = new Set(revokes);
  const isLimited = outletIds.length > 0;
  return PERMISSIONS.filter((permission) => {
    const reach = reachOf(permission);
    if (reach === 'platform' || (isLimited && reach === 'tenant')) return false;
    return (own.has(permission) || granted.has(permission)) && !revoked.has(permission);
  });
}

/** Whether a permission is among those a user holds. */
export function hasPermission(held: readonly Permission[], wanted: Permission): boolean {
  return held.includes(wanted);
}
