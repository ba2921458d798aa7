import { withTenant } from '../../platform/db';
import { appendEvent } from '../../platform/events';
import { catalogVersion, lockCatalog } from './catalog.repository';

/**
 * Runs one change of the menu: writers take turns, and one `menu.changed` goes out with the commit, by which every
 * process also forgets the menu it holds. `fn` answers with `changed: false` where nothing was written.
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
    }
    return data;
  });
}
