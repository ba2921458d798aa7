import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A lost reply or a second tab may present a token once more within this time and gets the same successor. */
export const REUSE_GRACE_MS = 10_000;
/** The most renewals within that time whose end is still looked for. */
export const LONGEST_CHAIN = 1_000;
/** However often it is renewed, a session ends this long after sign-in. */
export const SESSION_MAX_MS = 30 * 86_400_000;

/** A refresh token: 256 bits, opaque. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a refresh token. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * The token that follows another: derived from it, the successor's id and the service's secret, so that the same one
 * can be given again without being stored, and neither the database nor the old token alone tells it.
 */
export function successorToken(token: string, successorId: string, secret: string): string {
  return createHmac('sha256', `meja refresh successor:${secret}`)
    .update(`${successorId}:${token}`)
    .digest('base64url');
}
