import { LRUCache } from 'lru-cache';
import type {
  MenuDto,
  MenuModifierGroupDto,
  MenuModifierOptionDto,
  MenuProductDto,
  MenuSettingsDto,
  MenuVariantDto,
} from '@meja/domain';
import { cached } from '../../../platform/cache';
import { assertNoOpenUnit } from '../../../platform/db';
import { hold, notFound } from '../../../platform/http';
import type { Held } from '../../../platform/http';
import { cacheKey } from '../../../platform/keys';
import type { CacheKey } from '../../../platform/keys';
import {
  believedCatalogVersion,
  catalogVersion,
  forgetCatalogVersion,
  forgetCatalogVersions,
} from '../../tenants';
import { buildMenu } from './build-menu';
import { menuIndex } from './menu-index';
import { readMenu } from './menu.repository';

/** One outlet's menu at one version, held in memory: never changed, only replaced. */
export interface MenuSnapshot {
  readonly version: number;
  readonly menu: MenuDto;
  /**
   * `{ "data": menu }` as it is sent. Its ETag is strong: the same version of the same tenant's outlet is the same
   * bytes, whichever process answers.
   */
  readonly held: Held;
  readonly settings: MenuSettingsDto;
  product(id: string): MenuProductDto | undefined;
  variant(id: string): { product: MenuProductDto; variant: MenuVariantDto } | undefined;
  option(id: string): { group: MenuModifierGroupDto; option: MenuModifierOptionDto } | undefined;
}

/** Seconds. */
const REDIS_TTL = 300;
/** Bytes that all menus together may take in a process. */
const MOST_BYTES = 128 * 1024 * 1024;
/** A document and its indexes take some four times their JSON beside it. */
const TIMES_JSON = 5;
/** Raised with the document's shape: what a process of the version before has built is another document. */
const SHAPE = 4;

const documentKey = (tenantId: string, outletId: string, version: number): CacheKey =>
  cacheKey('menu', tenantId, outletId, SHAPE, version);

const snapshots = new LRUCache<CacheKey, MenuSnapshot>({
  maxSize: MOST_BYTES,
  sizeCalculation: ({ held }) => held.body.length * TIMES_JSON + 1,
});
const loads = new Map<CacheKey, Promise<MenuSnapshot>>();
function snapshotOf(key: CacheKey, menu: MenuDto): MenuSnapshot {
  const { products, options, variants } = menuIndex(menu);
  return {
    version: menu.version,
    menu,
    held: hold(JSON.stringify({ data: menu }), `"${key}"`),
    settings: menu.settings,
    product: (id) => products.get(id),
    variant: (id) => variants().get(id),
    option: (id) => options().get(id),
  };
}

async function loadMenu(tenantId: string, outletId: string): Promise<MenuDto> {
  const rows = await readMenu(tenantId, outletId);
  if (!rows) throw notFound();
  return buildMenu(rows);
}

async function load(tenantId: string, outletId: string, version: number): Promise<MenuSnapshot> {
  const key = documentKey(tenantId, outletId, version);
  const underWay = loads.get(key);
  if (underWay) return underWay;
  const loading = cached(key, REDIS_TTL, () => loadMenu(tenantId, outletId)).then((menu) =>
    snapshotOf(documentKey(tenantId, outletId, menu.version), menu),
  );
  loads.set(key, loading);
  try {
    const snapshot = await loading;
    snapshots.set(cacheKey('menu', tenantId, outletId), snapshot);
    return snapshot;
  } finally {
    loads.delete(key);
  }
}

/**
 * The menu of an outlet, from memory while its version is the database's; else from Redis (5 minutes) or, where Redis
 * is away, from the database. How long a version is believed: `catalogVersion`. Throws 404 for an
 * outlet that is not the tenant's, and inside a transaction: read it before one is opened.
 */
export async function menuSnapshot(tenantId: string, outletId: string): Promise<MenuSnapshot> {
  // What one reads here all share: neither a connection that may be waiting, nor what is not committed, may be in it.
  assertNoOpenUnit('the menu');
  const version = await catalogVersion(tenantId);
  const held = snapshots.get(cacheKey('menu', tenantId, outletId));
  if (held && held.version >= version) return held;
  return load(tenantId, outletId, version);
}

/** The same where it is in memory and its version is believed at this moment, else null. */
export function heldMenu(tenantId: string, outletId: string): MenuSnapshot | null {
  const version = believedCatalogVersion(tenantId);
  const held = snapshots.get(cacheKey('menu', tenantId, outletId));
  return held && version !== null && held.version >= version ? held : null;
}

/** The same after asking the database for the version: for who was told that the menu in memory is stale. */
export async function freshMenuSnapshot(tenantId: string, outletId: string): Promise<MenuSnapshot> {
  forgetCatalogVersion(tenantId);
  return menuSnapshot(tenantId, outletId);
}

/** Forgets everything held in memory (tests that change the database behind the service's back). */
export function forgetMenus(): void {
  snapshots.clear();
  forgetCatalogVersions();
}
