import { createHash, createHmac } from 'node:crypto';
import { serviceKey } from '../config/service-key';

/**
 * By what a picture is addressed: the same upload, the same hash. Keyed by `purpose`, and of the tenant, so that nobody who
 * has the picture finds out whose it is, and nobody finds one whose address was not given to them.
 */
export function pictureHash(purpose: string, tenantId: string, bytes: Buffer): string {
  const content = createHash('sha256').update(bytes).digest('hex');
  return createHmac('sha256', serviceKey(purpose)).update(`${tenantId}:${content}`).digest('hex');
}
