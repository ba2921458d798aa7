import { PERMISSIONS, type Permission, reachOf } from '@meja/domain';

/** In the order in which people look for them; what is not named here comes behind. */
const AREAS = [
  'order',
  'payment',
  'receipt',
  'shift',
  'kitchen',
  'menu',
  'catalog',
  'station',
  'outlet',
  'staff',
  'terminal',
  'api-key',
  'settings',
  'subscription',
  'report',
  'audit',
  'event',
];
const areaOf = (permission: Permission): string => permission.split(':')[0] ?? '';
/** A name of a permission holds signs that keys of texts do not. */
const camel = (name: string): string => name.replaceAll(/[:-](\w)/g, (_, next: string) => next.toUpperCase());

/** What a business can give, those of one's own account and of the service left out. */
export const GIVABLE: readonly Permission[] = PERMISSIONS.filter(
  (permission) => !['self', 'platform'].includes(reachOf(permission)),
);

export interface PermissionArea {
  area: string;
  /** Key of the area's words; their namespace is `permissions`. */
  title: string;
  permissions: Permission[];
}

/** Permissions by area, in the order of the till before that of the office; empty areas are left out. */
export function permissionAreas(permissions: readonly Permission[]): PermissionArea[] {
  const areas = [...new Set([...AREAS, ...permissions.map(areaOf)])];
  return areas
    .map((area) => ({
      area,
      title: `permissions.areas.${camel(area)}`,
      permissions: permissions.filter((permission) => areaOf(permission) === area),
    }))
    .filter((entry) => entry.permissions.length > 0);
}

/** The key of a permission's words. */
export const permissionKey = (permission: Permission): string => `permissions.name.${camel(permission)}`;
