import { LRUCache } from 'lru-cache';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';

export interface Policy {
  points: number;
  /** Seconds. */
  duration: number;
}

/** How a key stands after it was asked for a point. */
export interface Standing {
  isTaken: boolean;
  /** What is left of the window for all processes, as far as this one has heard. */
  remaining: number;
  /** Until the window ends. */
  ms: number;
}

/** The most that is taken ahead at once. */
const LARGEST = 50;
/** A key is some 200 bytes. */
const MOST_KEYS = 50_000;

/** As many as a process takes ahead of a policy: half a percent, so that the one and a half it may hold stay below one. */
export const leaseOf = ({ points }: Policy): number =>
  Math.max(1, Math.min(LARGEST, Math.floor(points / 200)));

interface Window {
  /** By the monotonic clock, in ms; reckoned from before the store was asked, so never later than the store's own end. */
  endsAt: number;
  /** Taken ahead by this process and not used. */
  left: number;
  /** Given to all processes, when this one last asked. */
  given: number;
  asking: Promise<void> | null;
}

export interface Leases {
  /** Takes one point of a key: at once where one is held, else with the store's answer. */
  take(key: string): Standing | Promise<Standing>;
  /** Whether a point of a key is held, so that {@link take} would answer at once. */
  holds(key: string): boolean;
}

const standingOf = (taken: RateLimiterRes, isTaken: boolean): Standing => ({
  isTaken,
  remaining: taken.remainingPoints,
  ms: taken.msBeforeNext,
});

/**
 * Takes points from a store that all processes share, some ahead, and asks for more in the background before they run
 * out: no request waits for the store but the first of a window. A point is the store's before it is anybody's, so all
 * processes together never give more than the policy says; what one holds and does not use is missing to the others.
 * With nothing to be taken ahead (strict policies) each point is asked for by itself.
 */
export function createLeases(store: RateLimiterAbstract, policy: Policy): Leases {
  const size = leaseOf(policy);
  const windows = new LRUCache<string, Window>({ max: MOST_KEYS });

  function note(window: Window, asked: number, taken: RateLimiterRes, given: number): void {
    const endsAt = asked + taken.msBeforeNext;
    // What is left over of the window before does not go into the next one.
    if (endsAt - window.endsAt > policy.duration * 500) window.left = 0;
    window.endsAt = endsAt;
    window.left += given;
    window.given = Math.min(policy.points, taken.consumedPoints);
  }

  async function lease(key: string, window: Window): Promise<void> {
    const asked = performance.now();
    try {
      note(window, asked, await store.consume(key, size), size);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      // Whoever asks across the limit is given what was left below it.
      note(window, asked, refusal, Math.max(0, policy.points - (refusal.consumedPoints - size)));
    }
  }

  function ask(key: string, window: Window): Promise<void> {
    window.asking ??= lease(key, window).finally(() => (window.asking = null));
    return window.asking;
  }

  function use(key: string, window: Window, at: number): Standing {
    window.left -= 1;
    if (window.left <= size / 2 && window.given < policy.points) ask(key, window).catch(() => undefined);
    return { isTaken: true, remaining: policy.points - window.given + window.left, ms: window.endsAt - at };
  }

  async function wait(key: string): Promise<Standing> {
    for (;;) {
      const at = performance.now();
      let window = windows.get(key);
      if (!window) windows.set(key, (window = { endsAt: 0, left: 0, given: 0, asking: null }));
      if (window.endsAt > at) {
        if (window.left > 0) return use(key, window, at);
        if (window.given >= policy.points) return { isTaken: false, remaining: 0, ms: window.endsAt - at };
      }
      await ask(key, window);
    }
  }

  async function takeOne(key: string): Promise<Standing> {
    try {
      return standingOf(await store.consume(key), true);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return standingOf(refusal, false);
    }
  }

  function held(key: string, at: number): Window | null {
    const window = windows.get(key);
    return window && window.left > 0 && window.endsAt > at ? window : null;
  }

  return {
    take(key) {
      if (size === 1) return takeOne(key);
      const at = performance.now();
      const window = held(key, at);
      return window ? use(key, window, at) : wait(key);
    },
    holds: (key) => size > 1 && held(key, performance.now()) !== null,
  };
}
