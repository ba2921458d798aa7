import { createHmac, hash } from 'node:crypto';
import { Problem } from './problem';
import { serviceKey } from '../config/service-key';

/** Deeper than any body that is meant; each level costs stack. */
export const MAX_DEPTH = 32;

/** JSON with sorted keys: the same content gives the same text however the client ordered it. */
export function canonical(value: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) throw new Problem('malformed_json');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const entry of value) text += `${text && ','}${canonical(entry, depth + 1)}`;
    return `[${text}]`;
  }
  const entries = value as Record<string, unknown>;
  for (const key of Object.keys(entries).sort()) {
    const entry = entries[key];
    if (entry !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonical(entry, depth + 1)}`;
  }
  return `{${text}}`;
}

const PREFIX = 'k1:';
const keyed = (digest: string) =>
  PREFIX + createHmac('sha256', serviceKey('meja request hash 1')).update(digest).digest('base64url');

/**
 * By what a repeated request is told from another one under the same key or id: HMAC-SHA-256 over a digest of method,
 * path and content. Bodies hold PINs and passwords, which a plain hash would let anyone with the database guess.
 */
export function hashRequest(method: string, path: string, body: unknown): string {
  const content = `${method} ${path}\n${canonical(body)}`;
  return keyed(hash('sha256', content, 'hex'));
}

/** Whether a stored hash is that of a request; those that earlier versions stored are the plain digest. */
export function isSameRequest(stored: string, requestHash: string): boolean {
  return stored === requestHash || (!stored.startsWith(PREFIX) && keyed(stored) === requestHash);
}
