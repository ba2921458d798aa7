import { createHash } from 'node:crypto';
import { isNamed } from '../../lib/etag';
import type { Held, Reply } from './route';

/** Declares that a GET is answered 304 where the caller holds what is there. */
export const UNCHANGED = { 304: { description: 'Unchanged since the `ETag` named.' } };

/** For what a client may keep if it asks each time whether it still holds, and which another person must not be shown. */
const REVALIDATED = { 'Cache-Control': 'private, no-cache', Vary: 'Authorization' };

/** Strong, and of nothing but the content: what another tenant's is named by the same are the same bytes. */
const etagOf = (body: Buffer) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** Holds a JSON text under an ETag of its content, or under one that is given. */
export function hold(text: string | Buffer, etag?: string, headers: Held['headers'] = REVALIDATED): Held {
  const body = typeof text === 'string' ? Buffer.from(text) : text;
  return { body, etag: etag ?? etagOf(body), headers };
}

/** What is held, or 304 where the caller has it. */
export function replyHeld({ body, etag, headers }: Held, ifNoneMatch: string | undefined): Reply {
  const isKnown = isNamed(ifNoneMatch, etag);
  return {
    status: isKnown ? 304 : 200,
    text: isKnown ? '' : body,
    type: 'application/json',
    headers: { ETag: etag, ...headers },
  };
}
