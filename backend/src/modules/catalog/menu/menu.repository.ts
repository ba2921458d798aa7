import { callAsApp, db, withTenant } from '../../../platform/db';
import type { MenuRows } from './menu.rows';

/**
 * Everything a menu is made of; null where the tenant has no such outlet. The QRIS code is read after the version: where
 * it changes between the two it is newer than the version says, and the next version comes with that change.
 */
export async function readMenu(tenantId: string, outletId: string): Promise<MenuRows | null> {
  const [row] = await callAsApp<{ menu: Omit<MenuRows, 'qris'> | null }>(
    tenantId,
    'read_menu',
    'SELECT read_menu($1, $2) AS menu',
    [tenantId, outletId],
  );
  if (!row?.menu) return null;
  const code = await withTenant(tenantId, () =>
    db().qrisCode.findFirst({ where: { outletId }, select: { payload: true } }),
  );
  return { ...row.menu, qris: code?.payload ?? null };
}
