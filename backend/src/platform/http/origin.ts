import type { IncomingMessage } from 'node:http';
import { config } from '../config';

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Whether a `Host` is this machine itself, where plain http does not leave it. */
export const isLoopback = (host: string | undefined): boolean => LOOPBACK.test(host ?? '');

/** An origin in one spelling: lower case, without the scheme's own port and a final dot; null for what is none. */
function tidy(origin: string): string | null {
  try {
    const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(origin);
    if (!/^https?:$/.test(protocol) || pathname !== '/' || search || hash || username || password)
      return null;
    return `${protocol}//${hostname.replace(/\.$/, '')}${port && `:${port}`}`;
  } catch {
    return null;
  }
}

/** What a request says of itself: whether it came encrypted, and for which host. */
export interface Addressed {
  secure: boolean;
  headers: Pick<IncomingMessage['headers'], 'host'>;
}

/** The scheme is not known where production stands behind something it was not told of: TLS may end there. */
function schemesOf({ secure, headers }: Addressed): string[] {
  if (secure) return ['https'];
  const { env, trustProxy } = config();
  return env === 'production' && !trustProxy && !isLoopback(headers.host) ? ['https', 'http'] : ['http'];
}

/**
 * Whether an `Origin` is ours: scheme, host and port of the request itself, or one of ALLOWED_ORIGINS. For pages and
 * sockets alike.
 */
export function isOwnOrigin(origin: string, request: Addressed): boolean {
  const { allowedOrigins } = config();
  if (allowedOrigins.includes(origin)) return true;
  const given = tidy(origin);
  if (given === null) return false;
  const { host } = request.headers;
  const own = host === undefined ? [] : schemesOf(request).map((scheme) => `${scheme}://${host}`);
  return [...own, ...allowedOrigins].some((known) => tidy(known) === given);
}

/** Whether a request that Express has not seen came encrypted: itself, or by the word of a proxy that is trusted. */
export function cameEncrypted(
  { socket, headers }: IncomingMessage,
  trusts: (address: string, hop: number) => boolean,
): boolean {
  if ('encrypted' in socket && socket.encrypted === true) return true;
  const forwarded = headers['x-forwarded-proto'];
  const scheme = typeof forwarded === 'string' ? forwarded.split(',')[0]!.trim() : '';
  return scheme === 'https' && trusts(socket.remoteAddress ?? '', 0);
}

/** The visitor's address: the connection's, or what proxies that are trusted say, as Express' `req.ip` has it. */
export function addressOf(
  { socket, headers }: IncomingMessage,
  trusts: (address: string, hop: number) => boolean,
): string {
  let address = socket.remoteAddress ?? '';
  const said = headers['x-forwarded-for'];
  if (typeof said !== 'string') return address;
  const before = said.split(',').reverse();
  for (let hop = 0; hop < before.length && trusts(address, hop); hop += 1) address = before[hop]!.trim();
  return address;
}
