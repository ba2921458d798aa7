import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalid } from './problem';
import { canonical } from './request-hash';
import type { Reply, Route } from './route';
import { serviceKey } from '../config/service-key';
import type { CheckedInput } from './validate';

/** 128 bits: nobody finds a cursor's seal by trying. */
const SEAL_BYTES = 16;

function sealOf(cursor: string, scope: string): Buffer {
  const mac = createHmac('sha256', serviceKey('meja cursor 1'));
  return mac.update(`${cursor}\n${scope}`).digest().subarray(0, SEAL_BYTES);
}

function openCursor(sealed: string, scope: string): string {
  const [cursor = '', seal = '', ...rest] = sealed.split('.');
  const expected = sealOf(cursor, scope);
  const given = Buffer.from(seal, 'base64url');
  const fits = given.length === expected.length && timingSafeEqual(given, expected);
  if (!fits || rest.length || given.toString('base64url') !== seal) {
    throw invalid({ path: 'cursor', code: 'invalid_value' });
  }
  return cursor;
}

/** How a {@link TextPage} ends behind its cursor. */
const AFTER_CURSOR = '"}}'.length;

function sealReply(reply: Reply, scope: () => string): Reply {
  const sealed = (cursor: string) => `${cursor}.${sealOf(cursor, scope()).toString('base64url')}`;
  if ('nextCursor' in reply) {
    if (reply.nextCursor === null) return reply;
    const before = reply.text.slice(0, -(reply.nextCursor.length + AFTER_CURSOR));
    return { ...reply, text: `${before}${sealed(reply.nextCursor)}"}}` };
  }
  if (!('json' in reply)) return reply;
  const { meta } = reply.json as { meta?: { nextCursor?: string | null } };
  if (!meta?.nextCursor) return reply;
  const nextCursor = sealed(meta.nextCursor);
  return { ...reply, json: { ...(reply.json as object), meta: { ...meta, nextCursor } } };
}

/**
 * Binds the cursors of a list to it: to the route, the tenant and all that is asked for but `limit`. What the handler is
 * given is the cursor it made itself; another list's or query's, one made by hand or cut off is a 422. Routes without
 * `cursor` are left alone.
 */
export function bindCursor(
  route: Route,
  tenantId: string | null,
  input: CheckedInput,
): { input: CheckedInput; seal: (reply: Reply) => Reply } {
  if (!route.query || !('cursor' in route.query)) return { input, seal: (reply) => reply };
  const { cursor, limit: _, ...asked } = input.query as Record<string, unknown>;
  const scope = () => canonical([route.method, route.path, tenantId, input.params, asked]);
  return {
    input:
      typeof cursor === 'string'
        ? { ...input, query: { ...(input.query as object), cursor: openCursor(cursor, scope()) } }
        : input,
    seal: (reply) => sealReply(reply, scope),
  };
}
