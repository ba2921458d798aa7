import { LRUCache } from 'lru-cache';
import { hearsOthers, onBroadcast } from '../../platform/cache';
import { readCatalogVersion } from './tenants.repository';

/**
 * The version that triggers raise with whatever a business has set up: settings, outlets, stations, categories and all
 * else that its menus are made of. What is held in memory of these is good for as long as the version stands.
 */
interface Known {
  version: number;
  /** By the monotonic clock, in ms. */
  checkedAt: number;
}

/** The channel on which every process is told, at the commit, whose version has risen. */
const MENU_CHANGED = 'menu.changed';
/**
 * How long a version is believed without asking, in ms; a broadcast ends it at once. Longer where this process hears the
 * others: only a change by one that itself can't reach Redis then waits for the end of it.
 */
const BELIEVED_MS = 5_000;
const BELIEVED_UNHEARD_MS = 1_000;

const versions = new LRUCache<string, Known>({ max: 10_000 });
const checks = new Map<string, Promise<number>>();
let listening = false;

/** Forgets what is believed of a tenant's version; the next asker looks. */
export function forgetCatalogVersion(tenantId: string): void {
  versions.delete(tenantId);
  // A look that began before the change may bring the old version: those who come from now on don't wait for it.
  checks.delete(tenantId);
}

/** Forgets all of them (Redis was away; tests that change the database behind the service's back). */
export function forgetCatalogVersions(): void {
  versions.clear();
  checks.clear();
}

function listen(): void {
  if (listening) return;
  listening = true;
  onBroadcast<{ tenantId: string }>(
    MENU_CHANGED,
    ({ tenantId }) => forgetCatalogVersion(tenantId),
    forgetCatalogVersions,
  );
}

/** A tenant's version where it is believed at this moment, else null. */
export function believedCatalogVersion(tenantId: string): number | null {
  const known = versions.get(tenantId);
  if (!known) return null;
  const age = performance.now() - known.checkedAt;
  return age < (hearsOthers() ? BELIEVED_MS : BELIEVED_UNHEARD_MS) ? known.version : null;
}

/** A tenant's version, asked of the database where it is not believed; 0 before there is any. */
export async function catalogVersion(tenantId: string): Promise<number> {
  listen();
  const believed = believedCatalogVersion(tenantId);
  if (believed !== null) return believed;
  const underWay = checks.get(tenantId);
  if (underWay) return underWay;
  const check = readCatalogVersion(tenantId);
  checks.set(tenantId, check);
  try {
    const version = await check;
    if (checks.get(tenantId) === check) versions.set(tenantId, { version, checkedAt: performance.now() });
    return version;
  } finally {
    if (checks.get(tenantId) === check) checks.delete(tenantId);
  }
}
