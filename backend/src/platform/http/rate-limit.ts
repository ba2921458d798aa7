import type { ServerResponse } from 'node:http';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { config } from '../config';
import type { Config } from '../config';
import { redis, redisPrefix } from '../redis';
import { createLeases } from './leases';
import type { Leases, Policy, Standing } from './leases';
import { Problem } from './problem';

export type LimitName = 'address' | 'user' | 'login' | 'register' | 'import' | 'password' | 'forgot' | 'mail';

/** The stricter limits follow the general one: 6000 a minute leaves 100 tries to sign in a minute and address. */
function policies(): Record<LimitName, Policy> {
  const { rateLimitMax, rateLimitWindow } = config();
  const duration = Math.ceil(rateLimitWindow / 1000);
  return {
    user: { points: rateLimitMax, duration },
    address: { points: rateLimitMax * 10, duration },
    login: { points: Math.ceil(rateLimitMax / 60), duration: 60 },
    register: { points: Math.ceil(rateLimitMax / 20), duration: 3600 },
    /** Of a signed-in user, who is asked for the password again. */
    password: { points: Math.ceil(rateLimitMax / 600), duration: 60 },
    /** Mails that strangers ask for from one address, and that anybody asks for to one address. */
    forgot: { points: Math.ceil(rateLimitMax / 200), duration: 3600 },
    mail: { points: Math.ceil(rateLimitMax / 1200), duration: 3600 },
    import: { points: Math.ceil(rateLimitMax / 200), duration: 60 },
  };
}

interface Limiter {
  leases: Leases;
  /** What never changes from one answer to the next. */
  policy: readonly [string, string][];
  name: LimitName;
}

const limiters = new Map<LimitName, Limiter>();
let configured: Config | undefined;

/** Redis counts for all processes; where it is away, memory goes on counting for this one (never off). */
function limiterOf(name: LimitName): Limiter {
  if (configured !== config()) {
    limiters.clear();
    configured = config();
  }
  const known = limiters.get(name);
  if (known) return known;
  const policy = policies()[name];
  const memory = new RateLimiterMemory({ keyPrefix: `limit:${name}`, ...policy });
  const client = redis();
  const store = client
    ? new RateLimiterRedis({
        storeClient: client,
        keyPrefix: `${redisPrefix()}:limit:${name}`,
        insuranceLimiter: memory,
        ...policy,
      })
    : memory;
  const points = String(policy.points);
  const made: Limiter = {
    name,
    leases: createLeases(store, policy),
    policy: [
      ['RateLimit-Policy', `"${name}";q=${points};w=${policy.duration}`],
      ['RateLimit-Limit', points],
      ['X-RateLimit-Limit', points],
    ],
  };
  limiters.set(name, made);
  return made;
}

/** Forgets the limiters, so that the next use reads the configuration again (tests). */
export function resetLimiters(): void {
  limiters.clear();
}

/** What a caller sees of a limit, as headers. */
function headersOf({ name, policy }: Limiter, { remaining, ms }: Standing): readonly [string, string][] {
  const left = String(Math.max(0, remaining));
  const reset = String(Math.max(0, Math.ceil(ms / 1000)));
  return [
    ...policy,
    ['RateLimit', `"${name}";r=${left};t=${reset}`],
    ['RateLimit-Remaining', left],
    ['RateLimit-Reset', reset],
    ['X-RateLimit-Remaining', left],
    ['X-RateLimit-Reset', reset],
  ];
}

function settle(res: ServerResponse | null, limiter: Limiter, standing: Standing): void {
  if (res) for (const [name, value] of headersOf(limiter, standing)) res.setHeader(name, value);
  if (standing.isTaken) return;
  const seconds = Math.max(1, Math.ceil(standing.ms / 1000));
  throw new Problem('rate_limited', { params: { seconds }, headers: { 'Retry-After': String(seconds) } });
}

/**
 * Takes one point of `key` (an address, a user; `res` where the caller is to see what is left), at once where this
 * process holds one and else with a promise; 429 with `Retry-After` when none is left.
 */
export function takePoint(res: ServerResponse | null, name: LimitName, key: string): void | Promise<void> {
  const limiter = limiterOf(name);
  const standing = limiter.leases.take(key);
  if (!(standing instanceof Promise)) return settle(res, limiter, standing);
  return standing.then((answered) => settle(res, limiter, answered));
}

/**
 * Takes a point of an address and one of a user where this process holds both, and gives the headers that say what is
 * left; null where it does not, with nothing taken.
 */
export function takeHeldPoints(address: string, user: string): readonly [string, string][] | null {
  const [ofAddress, ofUser] = [limiterOf('address'), limiterOf('user')];
  if (!ofAddress.leases.holds(address) || !ofUser.leases.holds(user)) return null;
  void ofAddress.leases.take(address);
  const standing = ofUser.leases.take(user);
  return standing instanceof Promise ? null : headersOf(ofUser, standing);
}
