import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { config } from '../config';
import { redis } from '../redis';
import { Problem } from './problem';

export type LimitName = 'address' | 'user' | 'login' | 'register' | 'import' | 'password';

interface Policy {
  points: number;
  /** Seconds. */
  duration: number;
}

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
    import: { points: Math.ceil(rateLimitMax / 200), duration: 60 },
  };
}

const limiters = new Map<string, RateLimiterAbstract>();

/** Redis counts for all processes; where it is away, memory goes on counting for this one (never off). */
function limiter(name: LimitName, policy: Policy): RateLimiterAbstract {
  const id = `${name}:${policy.points}:${policy.duration}`;
  let found = limiters.get(id);
  if (!found) {
    const memory = new RateLimiterMemory({ keyPrefix: `limit:${name}`, ...policy });
    const client = redis();
    found = client
      ? new RateLimiterRedis({
          storeClient: client,
          keyPrefix: `limit:${name}`,
          insuranceLimiter: memory,
          ...policy,
        })
      : memory;
    limiters.set(id, found);
  }
  return found;
}

/** Forgets the limiters, so that the next use reads the configuration again (tests). */
export function resetLimiters(): void {
  limiters.clear();
}

function setHeaders(res: Response | null, name: LimitName, policy: Policy, state: RateLimiterRes): void {
  if (!res) return;
  const remaining = Math.max(0, state.remainingPoints);
  const reset = Math.max(0, Math.ceil(state.msBeforeNext / 1000));
  res.setHeader('RateLimit-Policy', `"${name}";q=${policy.points};w=${policy.duration}`);
  res.setHeader('RateLimit', `"${name}";r=${remaining};t=${reset}`);
  res.setHeader('RateLimit-Limit', policy.points);
  res.setHeader('RateLimit-Remaining', remaining);
  res.setHeader('RateLimit-Reset', reset);
  res.setHeader('X-RateLimit-Limit', policy.points);
  res.setHeader('X-RateLimit-Remaining', remaining);
  res.setHeader('X-RateLimit-Reset', reset);
}

/** Takes one point of `key` (an address, a user; `res` where the caller is to see what is left); 429 with `Retry-After` when none is left. */
export async function takePoint(res: Response | null, name: LimitName, key: string): Promise<void> {
  const policy = policies()[name];
  try {
    setHeaders(res, name, policy, await limiter(name, policy).consume(key));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    setHeaders(res, name, policy, refusal);
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new Problem('rate_limited', { params: { seconds }, headers: { 'Retry-After': String(seconds) } });
  }
}
