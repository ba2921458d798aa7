import { hkdfSync } from 'node:crypto';
import { config } from './index';

const derived = new Map<string, Buffer>();
let from: string | undefined;

/** A key for one purpose, derived from the service's secret (HKDF, RFC 5869): it is in no database, signs nothing else. */
export function serviceKey(purpose: string): Buffer {
  const { jwtSecret } = config();
  if (from !== jwtSecret) derived.clear();
  from = jwtSecret;
  const known = derived.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', jwtSecret, '', purpose, 32));
  derived.set(purpose, key);
  return key;
}
