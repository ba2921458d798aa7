import { broadcast } from '../../platform/cache';
import { afterCommit, withTenant } from '../../platform/db';
import { appendEvent } from '../../platform/events';
import { catalogVersion, lockCatalog } from './catalog.repository';
import { MENU_CHANGED } from './menu/menu-snapshot';

/**
 * Runs one change of the menu: writers take turns, one `menu.changed` goes out with the change's own commit, and every
 * process forgets the menu it holds. `fn` answers with `changed: false` where nothing was written.
 */
export async function changeCatalog<T>(
  tenantId: string,
  fn: () => Promise<{ data: T; changed: boolean }>,
): Promise<T> {
  return withTenant(tenantId, async () => {
    await lockCatalog();
    const { data, changed } = await fn();
    if (changed) {
      await appendEvent({ type: 'menu.changed', outletId: null, data: { version: await catalogVersion() } });
      afterCommit(() => void broadcast(MENU_CHANGED, { tenantId }));
    }
    return data;
  });
}
