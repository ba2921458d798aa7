import { LRUCache } from 'lru-cache';
import type { CacheKey } from '../keys';

/** Pictures that this process has at hand, by a key that names their tenant: `bytes` in all. */
export const createPictureCache = (bytes: number): LRUCache<CacheKey, Buffer> =>
  new LRUCache({ maxSize: bytes, sizeCalculation: (picture) => Math.max(1, picture.length) });
