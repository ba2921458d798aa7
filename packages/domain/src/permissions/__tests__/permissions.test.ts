import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  effectivePermissions,
  hasPermission,
  isPermission,
  PERMISSIONS,
  reachOf,
  ROLE_PERMISSIONS,
  ROLES,
  type Role,
} from '..';

const held = (role: Role, grants: string[] = [], revokes: string[] = []) =>
  effectivePermissions({ role, outletIds: [], grants, revokes });

test('AUTH-06 the table of roles and permissions', () => {
  const short = { SUPER_ADMIN: 'P', ADMIN_TENANT: 'A', SUPERVISOR: 'S', CASHIER: 'C', KITCHEN: 'K' } as const;
  const table = PERMISSIONS.map(
    (permission) =>
      `${permission} ${ROLES.map((role) => (ROLE_PERMISSIONS[role].includes(permission) ? short[role] : '')).join('')}`,
  );
  expect(table).toEqual([
    'order:read ASC',
    'order:create ASC',
    'order:update ASC',
    'order:void AS',
    'order:discount ASC',
    'order:import A',
    'payment:take ASC',
    'payment:match AS',
    'receipt:read ASC',
    'shift:read ASC',
    'shift:operate ASC',
    'shift:close-others AS',
    'kitchen:read ASCK',
    'kitchen:update ASK',
    'menu:read ASCK',
    'catalog:read AS',
    'catalog:manage A',
    'catalog:import A',
    'catalog:availability ASK',
    'catalog:outlet-price A',
    'station:manage A',
    'outlet:read ASCK',
    'outlet:manage A',
    'outlet:qris A',
    'outlet:create A',
    'staff:read AS',
    'staff:manage A',
    'terminal:manage A',
    'api-key:manage A',
    'settings:read A',
    'settings:manage A',
    'report:read AS',
    'audit:read A',
    'audit:verify A',
    'subscription:read A',
    'subscription:manage A',
    'event:read ASCK',
    'profile:manage PASCK',
    'platform:tenants P',
    'platform:billing P',
    'platform:impersonate P',
    'platform:monitoring P',
  ]);
});

test('AUTH-06 no permission appears twice in a role', () => {
  for (const role of ROLES) expect(new Set(ROLE_PERMISSIONS[role]).size).toBe(ROLE_PERMISSIONS[role].length);
});

test('AUTH-06 a tenant grants and takes single permissions, never the platform’s', () => {
  expect(held('CASHIER', ['order:void'])).toContain('order:void');
  expect(held('CASHIER', [], ['order:discount'])).not.toContain('order:discount');
  expect(held('CASHIER', ['report:read'], ['report:read'])).not.toContain('report:read');
  expect(held('SUPER_ADMIN', ['order:read'], ['platform:tenants'])).toEqual([
    'profile:manage',
    'platform:tenants',
    'platform:billing',
    'platform:impersonate',
    'platform:monitoring',
  ]);
  const some = fc.subarray([...PERMISSIONS]);
  fc.assert(
    fc.property(fc.constantFrom(...ROLES), some, some, (role, grants, revokes) => {
      const all = held(role, [...grants, 'nonsense'], revokes);
      expect(all.every(isPermission)).toBe(true);
      if (role === 'SUPER_ADMIN') return;
      expect(all.filter((one) => one.startsWith('platform:'))).toEqual([]);
      for (const one of PERMISSIONS) {
        const wanted = ROLE_PERMISSIONS[role].includes(one) || grants.includes(one);
        const platform = one.startsWith('platform:');
        expect(hasPermission(all, one)).toBe(wanted && !revokes.includes(one) && !platform);
      }
    }),
  );
});

test('F-45 who is limited to some outlets holds nothing that reaches the whole business, by whatever way', () => {
  expect(PERMISSIONS.filter((permission) => reachOf(permission) === 'tenant')).toEqual([
    'catalog:manage',
    'catalog:import',
    'outlet:create',
    'api-key:manage',
    'settings:manage',
    'audit:verify',
    'subscription:read',
    'subscription:manage',
  ]);
  for (const role of ROLES.filter((one) => one !== 'SUPER_ADMIN')) {
    const limited = effectivePermissions({ role, outletIds: ['one'], grants: [...PERMISSIONS] });
    expect(limited).toEqual(
      PERMISSIONS.filter((permission) => ['outlet', 'self'].includes(reachOf(permission))),
    );
  }
});
