import type { Request } from 'express';
import { createGate } from '../../lib/gate';
import type { Gate } from '../../lib/gate';
import { config } from '../config';
import type { Load, Route } from './route';

/** Rows from which a page of a list is a heavy one. */
const LONG_PAGE = 200;
/** Bytes from which a body is heavy to check and to work on: no order that people ring up comes near it. */
const LARGE_BODY = 64 * 1024;

/** In this process; with several, a tenant has as many times that. */
const gates: Record<Load, Gate> = {
  heavy: createGate(() => ({
    perKey: 2,
    total: Math.max(2, Math.ceil(config().databasePoolSize / 2)),
    waiting: 32,
    waitMs: 5_000,
  })),
  import: createGate(() => ({ perKey: 1, waiting: 1, waitMs: 5_000 })),
};

function isLarge({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LARGE_BODY;
}

/** How much a call of a route takes, or null for what is light. */
export function loadOf(route: Route, req: Request): Load | null {
  if (route.load) return route.load;
  if (route.method !== 'get') return route.body && isLarge(req) ? 'heavy' : null;
  if (!req.url.includes('?')) return null;
  const { limit, q } = req.query;
  return Number(limit) > LONG_PAGE || Boolean(q) ? 'heavy' : null;
}

/**
 * Runs a call in its tenant's turn where it takes much: a few at once, the next ones wait a little. Throws `GateBusy`,
 * which is answered with 429.
 */
export function withinLoad<T>(load: Load | null, tenantId: string | null, fn: () => Promise<T>): Promise<T> {
  return load && tenantId ? gates[load].run(tenantId, fn) : fn();
}
