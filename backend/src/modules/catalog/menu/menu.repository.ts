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

/** The version of the tenant's menus, 0 before there is any. */
export async function readCatalogVersion(tenantId: string): Promise<number> {
  const [row] = await callAsApp<{ version: string | null }>(
    tenantId,
    'read_catalog_version',
    'SELECT read_catalog_version($1) AS version',
    [tenantId],
  );
  return Number(row?.version ?? 0);
}
