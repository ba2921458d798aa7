import { config } from '../../platform/config';
import { Problem, isLoopback, isOwnOrigin } from '../../platform/http';
import type { Call } from '../../platform/http';

type Request = Call['req'];

const NAME = 'meja_refresh';
const SECURE_NAME = `__Host-${NAME}`;

/** A cookie that only travels encrypted, except on the machine itself and in development. */
function isSecure(req: Request): boolean {
  return req.secure || (config().env === 'production' && !isLoopback(req.headers.host));
}

function write(req: Request, value: string, maxAgeSeconds: number): string {
  const secure = isSecure(req);
  const parts = [
    `${secure ? SECURE_NAME : NAME}=${value}`,
    'Path=/',
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

/** The `Set-Cookie` header that carries a refresh token until it expires. */
export function refreshCookie(req: Request, token: string, expiresInMs: number): Record<string, string> {
  return { 'Set-Cookie': write(req, token, Math.max(0, Math.ceil(expiresInMs / 1000))) };
}

/** The `Set-Cookie` header that takes the refresh token away. */
export function clearedCookie(req: Request): Record<string, string> {
  return { 'Set-Cookie': write(req, '', 0) };
}

/** The refresh token the request carries, or null. */
export function readRefreshCookie(req: Request): string | null {
  const wanted = isSecure(req) ? SECURE_NAME : NAME;
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

/** Throws 403 `origin_refused` where a page of another site makes the browser call what works by cookie. */
export function assertOwnOrigin(req: Request): void {
  const origin = req.headers.origin;
  const isOwn = origin !== undefined && isOwnOrigin(origin, req);
  const isForeign = origin !== undefined && !isOwn;
  const isCrossSite = req.headers['sec-fetch-site'] === 'cross-site' && !isOwn;
  if (isForeign || isCrossSite) throw new Problem('origin_refused');
}
