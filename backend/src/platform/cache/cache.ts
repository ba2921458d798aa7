import type { CacheKey } from '../keys';
import { cacheReads } from '../metrics';
import { redis, redisPrefix, redisState } from '../redis';

const keyOf = (key: CacheKey) => `${redisPrefix()}:cache:${key}`;

/** Loads under way in this process: many askers of one missing key cause one load. */
const loading = new Map<CacheKey, Promise<unknown>>();

/** A cached value, or null where there is none or Redis is away. */
export async function getBuffer(key: CacheKey): Promise<Buffer | null> {
  if (redisState() !== 'up') return null;
  const found = await redis()!
    .getBuffer(keyOf(key))
    .catch(() => null);
  cacheReads.inc({ result: found ? 'hit' : 'miss' });
  return found;
}

/** Keeps a value for `ttl` seconds; does nothing where Redis is away. */
export async function setBuffer(key: CacheKey, value: Buffer | string, ttl: number): Promise<void> {
  if (redisState() !== 'up') return;
  await redis()!
    .set(keyOf(key), value, 'EX', ttl)
    .catch(() => undefined);
}

/**
 * The JSON value under `key`, loaded and kept for `ttl` seconds where it is missing; with Redis away it is loaded each
 * time. Errors of `load` go to the caller and are not kept.
 */
export async function cached<T>(key: CacheKey, ttl: number, load: () => Promise<T>): Promise<T> {
  const underWay = loading.get(key);
  if (underWay) return underWay as Promise<T>;
  const found = await getBuffer(key);
  if (found) return JSON.parse(found.toString()) as T;
  const again = loading.get(key);
  if (again) return again as Promise<T>;
  const fresh = load();
  loading.set(key, fresh);
  try {
    const value = await fresh;
    // Invalidated while it was being read: the value may be the old one, so it is not kept.
    if (loading.get(key) === fresh) await setBuffer(key, JSON.stringify(value), ttl);
    return value;
  } finally {
    if (loading.get(key) === fresh) loading.delete(key);
  }
}

/** Forgets keys, for all processes. Where Redis is away their time to live is what ends them. */
export async function invalidate(...keys: CacheKey[]): Promise<void> {
  for (const key of keys) loading.delete(key);
  if (redisState() !== 'up' || keys.length === 0) return;
  await redis()!
    .unlink(keys.map(keyOf))
    .catch(() => undefined);
}
