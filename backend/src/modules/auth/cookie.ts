import { randomBytes } from 'node:crypto';
import { config } from '../../platform/config';
import { Problem, isLoopback, isOwnOrigin } from '../../platform/http';
import type { Call } from '../../platform/http';
import { KNOWN_DEVICE_MS } from './lockout.rules';

type Request = Call['req'];

const REFRESH = 'meja_refresh';
const DEVICE = 'meja_device';
const FLOW = 'meja_oidc';
const DEVICE_ID = /^[\w-]{43}$/;

/** A cookie that only travels encrypted, except on the machine itself and in development. */
function isSecure(req: Request): boolean {
  return req.secure || (config().env === 'production' && !isLoopback(req.headers.host));
}

const nameOf = (req: Request, name: string) => (isSecure(req) ? `__Host-${name}` : name);

function write(req: Request, name: string, value: string, maxAgeSeconds: number): string {
  const parts = [
    `${nameOf(req, name)}=${value}`,
    'Path=/',
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return [...parts, ...(isSecure(req) ? ['Secure'] : [])].join('; ');
}

function read(req: Request, name: string): string | null {
  const wanted = nameOf(req, name);
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

/** The `Set-Cookie` header that carries a refresh token until it expires. */
export function refreshCookie(req: Request, token: string, expiresInMs: number): Record<string, string> {
  return { 'Set-Cookie': write(req, REFRESH, token, Math.max(0, Math.ceil(expiresInMs / 1000))) };
}

/** The `Set-Cookie` header that takes the refresh token away. */
export function clearedCookie(req: Request): Record<string, string> {
  return { 'Set-Cookie': write(req, REFRESH, '', 0) };
}

/** The refresh token the request carries, or null. */
export const readRefreshCookie = (req: Request): string | null => read(req, REFRESH);

/** A browser or terminal, by a cookie of its own that outlives sessions. */
export interface Device {
  id: string;
  /** It came without one: no account can know it yet. */
  isNew: boolean;
}

/** The device a request comes from; one without the cookie gets a new id, 256 bits, with its first sign-in. */
export function deviceOf(req: Request): Device {
  const id = read(req, DEVICE);
  if (id && DEVICE_ID.test(id)) return { id, isNew: false };
  return { id: randomBytes(32).toString('base64url'), isNew: true };
}

/** The cookie by which a device is known again. */
export const deviceCookie = (req: Request, { id }: Device): string =>
  write(req, DEVICE, id, KNOWN_DEVICE_MS / 1000);

/** The cookie that binds what comes back from a provider to the browser that went there. */
export const flowCookie = (req: Request, token: string, lifeMs: number): Record<string, string> => ({
  'Set-Cookie': write(req, FLOW, token, lifeMs / 1000),
});

/** Takes it away again. */
export const clearedFlowCookie = (req: Request): string => write(req, FLOW, '', 0);

/** What this browser went to the provider with, or null. */
export const readFlowCookie = (req: Request): string | null => read(req, FLOW);

/** Throws 403 `origin_refused` where a page of another site makes the browser call what works by cookie. */
export function assertOwnOrigin(req: Request): void {
  const origin = req.headers.origin;
  const isOwn = origin !== undefined && isOwnOrigin(origin, req);
  const isForeign = origin !== undefined && !isOwn;
  const isCrossSite = req.headers['sec-fetch-site'] === 'cross-site' && !isOwn;
  if (isForeign || isCrossSite) throw new Problem('origin_refused');
}
