import { LRUCache } from 'lru-cache';
import type {
  MenuDto,
  MenuModifierGroupDto,
  MenuModifierOptionDto,
  MenuProductDto,
  MenuSettingsDto,
  MenuVariantDto,
} from '@meja/domain';
import { cached, onBroadcast } from '../../../platform/cache';
import { assertNoOpenUnit } from '../../../platform/db';
import { notFound } from '../../../platform/http';
import { cacheKey } from '../../../platform/keys';
import type { CacheKey } from '../../../platform/keys';
import { buildMenu } from './build-menu';
import { readCatalogVersion, readMenu } from './menu.repository';

/** One outlet's menu at one version, held in memory: never changed, only replaced. */
export interface MenuSnapshot {
  readonly version: number;
  readonly menu: MenuDto;
  /** `{ "data": menu }` as it is sent. */
  readonly buffer: Buffer;
  /** Strong: the same version of the same tenant's outlet is the same bytes, whichever process answers. */
  readonly etag: string;
  readonly settings: MenuSettingsDto;
  product(id: string): MenuProductDto | undefined;
  variant(id: string): { product: MenuProductDto; variant: MenuVariantDto } | undefined;
  option(id: string): { group: MenuModifierGroupDto; option: MenuModifierOptionDto } | undefined;
}

/** The channel on which `appendEvent` tells every process, at the commit, whose menus have changed. */
const MENU_CHANGED = 'menu.changed';
/** How long a version is believed without asking; a broadcast ends it at once. Milliseconds. */
const BELIEVED_MS = 1_000;
/** Seconds. */
const REDIS_TTL = 300;
const MAX_MENUS = 500;
/** Raised with the document's shape: what a process of the version before has built is another document. */
const SHAPE = 3;

const documentKey = (tenantId: string, outletId: string, version: number): CacheKey =>
  cacheKey('menu', tenantId, outletId, SHAPE, version);

interface Known {
  version: number;
  /** By the monotonic clock, in ms; 0 once somebody said that it has changed. */
  checkedAt: number;
}

const snapshots = new LRUCache<CacheKey, MenuSnapshot>({ max: MAX_MENUS });
const versions = new LRUCache<string, Known>({ max: 10_000 });
const checks = new Map<string, Promise<number>>();
const loads = new Map<CacheKey, Promise<MenuSnapshot>>();
let listening = false;

/** Forgets what is believed of a tenant's version; the next asker looks. Documents stay until one is newer. */
function forgetVersion(tenantId: string): void {
  versions.delete(tenantId);
  // A look that began before the change may bring the old version: those who come from now on don't wait for it.
  checks.delete(tenantId);
}

function listen(): void {
  if (listening) return;
  listening = true;
  onBroadcast<{ tenantId: string }>(
    MENU_CHANGED,
    ({ tenantId }) => forgetVersion(tenantId),
    () => {
      versions.clear();
      checks.clear();
    },
  );
}

async function currentVersion(tenantId: string): Promise<number> {
  const known = versions.get(tenantId);
  if (known && performance.now() - known.checkedAt < BELIEVED_MS) return known.version;
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

function snapshotOf(key: CacheKey, menu: MenuDto): MenuSnapshot {
  const products = new Map(menu.products.map((product) => [product.id, product]));
  const variants = new Map(
    menu.products.flatMap((product) =>
      product.variants.map((variant) => [variant.id, { product, variant }] as const),
    ),
  );
  const options = new Map(
    menu.modifierGroups.flatMap((group) =>
      group.options.map((option) => [option.id, { group, option }] as const),
    ),
  );
  return {
    version: menu.version,
    menu,
    buffer: Buffer.from(JSON.stringify({ data: menu })),
    etag: `"${key}"`,
    settings: menu.settings,
    product: (id) => products.get(id),
    variant: (id) => variants.get(id),
    option: (id) => options.get(id),
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
 * is away, from the database. A version is believed for a second or until a change is broadcast. Throws 404 for an
 * outlet that is not the tenant's, and inside a transaction: read it before one is opened.
 */
export async function menuSnapshot(tenantId: string, outletId: string): Promise<MenuSnapshot> {
  // What one reads here all share: neither a connection that may be waiting, nor what is not committed, may be in it.
  assertNoOpenUnit('the menu');
  listen();
  const version = await currentVersion(tenantId);
  const held = snapshots.get(cacheKey('menu', tenantId, outletId));
  if (held && held.version >= version) return held;
  return load(tenantId, outletId, version);
}

/** The same after asking the database for the version: for who was told that the menu in memory is stale. */
export async function freshMenuSnapshot(tenantId: string, outletId: string): Promise<MenuSnapshot> {
  forgetVersion(tenantId);
  return menuSnapshot(tenantId, outletId);
}

/** Forgets everything held in memory (tests that change the database behind the service's back). */
export function forgetMenus(): void {
  snapshots.clear();
  versions.clear();
  checks.clear();
}
