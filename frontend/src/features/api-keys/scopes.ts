import { PERMISSIONS, type Permission, reachOf } from '@meja/domain';

/** In the order in which people look for them. */
const AREAS = ['order', 'payment', 'receipt', 'shift', 'kitchen', 'menu', 'catalog', 'station'] as const;
const REST = ['outlet', 'staff', 'terminal', 'settings', 'report', 'audit', 'event'] as const;
const areaOf = (permission: Permission): string => permission.split(':')[0] ?? '';

/** What of a person's permissions a key can have, by area; empty areas are left out. */
export function scopesByArea(held: ReadonlySet<Permission>): { area: string; scopes: Permission[] }[] {
  const open = PERMISSIONS.filter(
    (permission) =>
      held.has(permission) &&
      !['self', 'platform'].includes(reachOf(permission)) &&
      permission !== 'api-key:manage',
  );
  const known: readonly string[] = [...AREAS, ...REST];
  const areas = [...new Set([...known, ...open.map(areaOf)])];
  return areas
    .map((area) => ({ area, scopes: open.filter((permission) => areaOf(permission) === area) }))
    .filter(({ scopes }) => scopes.length > 0);
}

/** The key of a scope's text: a name of a permission holds signs that keys of texts do not. */
export const scopeKey = (scope: Permission): string =>
  scope.replaceAll(/[:-](\w)/g, (_, next: string) => next.toUpperCase());
