import { callAsApp } from '../../../platform/db';
import type { MenuRows } from './menu.rows';

/** Everything a menu is made of, read in one statement; null where the tenant has no such outlet. */
export async function readMenu(tenantId: string, outletId: string): Promise<MenuRows | null> {
  const [row] = await callAsApp<{ menu: MenuRows | null }>(
    tenantId,
    'read_menu',
    'SELECT read_menu($1, $2) AS menu',
    [tenantId, outletId],
  );
  return row?.menu ?? null;
}
