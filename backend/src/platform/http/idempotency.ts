import { mayUseOutlet } from '../context';
import type { Actor } from '../context';
import { db, tryLock } from '../db';
import { unpackAnswer } from './packed-answer';
import { Problem, notFound } from './problem';
import { isSameRequest } from './request-hash';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The most that is kept of one answer, in bytes; the database refuses more. */
export const MAX_KEPT = 256 * 1024;

/** The caller's `Idempotency-Key`, or null without one; anything but 1–255 visible ASCII characters is refused. */
export function readIdempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !KEY.test(header)) throw new Problem('invalid_idempotency_key');
  return header;
}

export interface StoredAnswer {
  requestHash: string;
  status: number;
  body: string;
  /** Who got it first; null where it is whoever's who works in its outlet. */
  userId: string | null;
  /** The outlets that whoever got it had to be allowed in. */
  outletIds: readonly string[];
}

/** What stands in the place of an answer that was too large to be kept: where to look for the thing itself. */
interface Reference {
  notKept: { id: string | null; outletId: string | null };
}

/** The text to keep: the answer, or only what it was about where it is too large. */
export function keepable(body: string, about: Reference['notKept'] = { id: null, outletId: null }): string {
  if (Buffer.byteLength(body) <= MAX_KEPT) return body;
  return JSON.stringify({ notKept: about } satisfies Reference);
}

interface Known {
  data?: { outletId?: string | null; shift?: { outletId?: string }; version?: number } | null;
  notKept?: Reference['notKept'];
}

/** A kept answer as it may be given again. */
export interface Replay {
  status: number;
  body: string;
  headers: Record<string, string>;
  /** What it was about, where it was too large to be kept. */
  notKept: { id: string | null } | null;
}

/**
 * What a stored answer may say to `actor`, who may do such things in general: the body, or the id of what was too large
 * to be kept. Throws 422 where the key was used for another request or by another person, and 404 where the thing is of
 * an outlet that they do not work in, as reading it would.
 */
export function readStoredAnswer(stored: StoredAnswer, requestHash: string, actor: Actor): Replay {
  if (!isSameRequest(stored.requestHash, requestHash)) throw new Problem('idempotency_key_reused');
  const known = stored.body ? (JSON.parse(stored.body) as Known) : {};
  const told = known.notKept?.outletId ?? known.data?.outletId ?? known.data?.shift?.outletId;
  const outletIds = [...stored.outletIds, ...(told ? [told] : [])];
  if (!outletIds.every((id) => mayUseOutlet(actor, id))) throw notFound();
  if (stored.userId !== null && stored.userId !== actor.userId) throw new Problem('idempotency_key_reused');
  const version = known.data?.version;
  const headers = { 'Idempotent-Replayed': 'true', ...(version !== undefined && { ETag: `"${version}"` }) };
  return { status: stored.status, body: stored.body, headers, notKept: known.notKept ?? null };
}

/** The stored answer of a key, or null. Call inside a tenant's transaction. */
export async function findStoredAnswer(key: string): Promise<StoredAnswer | null> {
  const found = await db().idempotencyKey.findFirst({
    where: { key },
    select: {
      requestHash: true,
      status: true,
      body: true,
      packed: true,
      number: true,
      userId: true,
      outletIds: true,
    },
  });
  if (!found) return null;
  const { packed, number, ...stored } = found;
  return packed ? { ...stored, body: unpackAnswer(packed, number ?? 0) } : stored;
}

/** What stands beside a packed answer for a process that can't unpack it: the order that it is about. */
export const referenceTo = (id: string): string => JSON.stringify({ notKept: { id } });

/**
 * Claims a key in the open transaction: the answer stored under it, or null when the effect is still to be had.
 * The lock goes with the transaction, so a crash midway leaves neither effect nor claim. Throws 409 while another
 * request holds the key.
 */
export async function claimKey(key: string): Promise<StoredAnswer | null> {
  if (!(await tryLock('key', key)))
    throw new Problem('idempotency_in_progress', { headers: { 'Retry-After': '1' } });
  return findStoredAnswer(key);
}

/** Keeps the answer beside its effect, in the same transaction. */
export async function storeAnswer(
  key: string,
  request: { method: string; path: string },
  answer: StoredAnswer,
): Promise<void> {
  const { outletIds, body, ...rest } = answer;
  await db().idempotencyKey.create({
    data: { key, ...request, ...rest, outletIds: [...outletIds], body: keepable(body) },
  });
}
