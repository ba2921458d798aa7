import { db, tryLock } from '../db';
import { Problem } from './problem';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The caller's `Idempotency-Key`, or null without one; anything but 1–255 visible ASCII characters is refused. */
export function readIdempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !KEY.test(header)) throw new Problem('invalid_idempotency_key');
  return header;
}

export interface StoredAnswer {
  status: number;
  body: string;
}

/**
 * Claims a key in the open transaction: the answer stored under it, or null when the effect is still to be had.
 * The lock goes with the transaction, so a crash midway leaves neither effect nor claim. Throws 409 while another
 * request holds the key and 422 when it was used for another request.
 */
export async function claimKey(key: string, requestHash: string): Promise<StoredAnswer | null> {
  if (!(await tryLock('key', key)))
    throw new Problem('idempotency_in_progress', { headers: { 'Retry-After': '1' } });
  const stored = await db().idempotencyKey.findFirst({ where: { key } });
  if (!stored) return null;
  if (stored.requestHash !== requestHash) throw new Problem('idempotency_key_reused');
  return { status: stored.status, body: stored.body };
}

/** Keeps the answer beside its effect, in the same transaction. */
export async function storeAnswer(
  key: string,
  request: { method: string; path: string; requestHash: string },
  answer: StoredAnswer,
): Promise<void> {
  await db().idempotencyKey.create({ data: { key, ...request, ...answer } });
}
