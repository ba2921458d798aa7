import { createHash, createSecretKey, hash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { ROLES } from '@meja/domain';
import type { Role } from '@meja/domain';
import { now } from '../clock';
import { config } from '../config';
import { Problem } from '../http/problem';

export const TOKEN_ISSUER = 'meja';
export const TOKEN_AUDIENCE = 'meja-api';
const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
/** The most tokens remembered; at some 400 bytes each. */
const REMEMBERED = 20_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an access token says; times in seconds since 1970. */
export interface AccessClaims {
  /** The person within the tenant; without a tenant, the account. */
  sub: string;
  sid: string;
  /** null for the service's own super admin, and for somebody who works nowhere at present. */
  tid: string | null;
  role: Role | null;
  /** Who acts as the subject (RFC 8693): the account of the service's owner. */
  act?: { sub: string };
  iat: number;
  exp: number;
}

/** Signs with `current`; verifies with whichever key of the ring a token names. */
export interface Keyring {
  current: { kid: string; key: KeyObject };
  keys: ReadonlyMap<string, KeyObject>;
}

/**
 * A ring of HMAC keys, the first being the current. A `kid` is a digest of its secret: it names the key, tells
 * nothing of it, and changes with it.
 */
export function createKeyring(secrets: readonly string[]): Keyring {
  const keys = new Map<string, KeyObject>();
  for (const secret of secrets) {
    if (Buffer.byteLength(secret) < 32) throw new Error('a signing secret must have at least 32 bytes');
    const kid = createHash('sha256').update(`kid:${secret}`).digest('base64url').slice(0, 12);
    keys.set(kid, createSecretKey(Buffer.from(secret)));
  }
  const first = [...keys][0];
  if (!first) throw new Error('a keyring needs a key');
  return { current: { kid: first[0], key: first[1] }, keys };
}

/** Signs an access token for `ttl` milliseconds from `at`. */
export function signToken(
  ring: Keyring,
  claims: Omit<AccessClaims, 'iat' | 'exp'>,
  at: Date,
  ttl: number,
): string {
  const iat = Math.floor(at.getTime() / 1000);
  const payload = {
    ...claims,
    iat,
    exp: iat + Math.floor(ttl / 1000),
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
  };
  return jwt.sign(payload, ring.current.key, {
    algorithm: ALGORITHM,
    header: { alg: ALGORITHM, typ: TYPE, kid: ring.current.kid },
  });
}

const HEADER_NAMES = new Set(['alg', 'typ', 'kid']);

/** The key a token's header names, or null unless the header is exactly one of ours (RFC 8725: no jku, jwk, x5u). */
function keyOf(ring: Keyring, token: string): KeyObject | null {
  try {
    const part = token.slice(0, token.indexOf('.'));
    const header: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    if (typeof header !== 'object' || header === null) return null;
    const { alg, typ, kid } = header as Record<string, unknown>;
    if (alg !== ALGORITHM || typ !== TYPE || typeof kid !== 'string') return null;
    if (Object.keys(header).some((name) => !HEADER_NAMES.has(name))) return null;
    return ring.keys.get(kid) ?? null;
  } catch {
    return null;
  }
}

function isClaims(payload: unknown): payload is AccessClaims {
  if (typeof payload !== 'object' || payload === null) return false;
  const { sub, sid, tid, role, iat, exp } = payload as Record<string, unknown>;
  return (
    typeof sub === 'string' &&
    UUID.test(sub) &&
    typeof sid === 'string' &&
    UUID.test(sid) &&
    (tid === null || (typeof tid === 'string' && UUID.test(tid))) &&
    (role === null || ROLES.includes(role as Role)) &&
    typeof iat === 'number' &&
    typeof exp === 'number'
  );
}

/** Checks a token against a ring at an instant; throws `unauthenticated`, or `token_expired` where only time is wrong. */
export function checkToken(ring: Keyring, token: string, at: Date): AccessClaims {
  const key = keyOf(ring, token);
  if (!key) throw new Problem('unauthenticated');
  try {
    const payload: unknown = jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      clockTimestamp: Math.floor(at.getTime() / 1000),
    });
    if (isClaims(payload)) return payload;
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError) throw new Problem('token_expired', { cause: error });
    throw new Problem('unauthenticated', { cause: error });
  }
  throw new Problem('unauthenticated');
}

/** By the token's SHA-256: what is remembered of a token is no token. */
const verified = new LRUCache<string, AccessClaims>({ max: REMEMBERED });
let ring: { secret: string; ring: Keyring } | undefined;

function keyring(): Keyring {
  const secret = config().jwtSecret;
  if (ring?.secret !== secret) {
    ring = { secret, ring: createKeyring([secret]) };
    verified.clear();
  }
  return ring.ring;
}

/** A new access token and how long it lives, in seconds; `ttl` in milliseconds, as configured unless told. */
export function issueAccessToken(
  claims: Omit<AccessClaims, 'iat' | 'exp'>,
  ttl = config().accessTokenTtl,
): { token: string; expiresIn: number } {
  return { token: signToken(keyring(), claims, now(), ttl), expiresIn: Math.floor(ttl / 1000) };
}

const nameOf = (token: string) => hash('sha256', token, 'base64');

function claimsUnder(name: string, at: Date): AccessClaims | null {
  const remembered = verified.get(name);
  if (!remembered) return null;
  if (remembered.exp * 1000 > at.getTime()) return remembered;
  verified.delete(name);
  return null;
}

/** What a token says that was verified before and has not expired; null for any other. */
export function rememberedClaims(token: string): AccessClaims | null {
  keyring();
  return claimsUnder(nameOf(token), now());
}

/**
 * What a bearer's token says. A token that was verified once is remembered until it expires; whether its session
 * still stands is asked elsewhere. Throws `unauthenticated` or `token_expired`.
 */
export function verifyAccessToken(token: string): AccessClaims {
  const known = keyring();
  const at = now();
  const name = nameOf(token);
  const remembered = claimsUnder(name, at);
  if (remembered) return remembered;
  const claims = checkToken(known, token, at);
  verified.set(name, claims);
  return claims;
}
