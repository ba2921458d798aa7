import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { config } from '../../platform/config';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** How failures in a row make their maker rest. Milliseconds. */
export interface RestRule {
  /** The first that is followed by a rest. */
  from: number;
  /** The first rest; each further failure doubles it. */
  first: number;
  longest: number;
  /** Without a failure for this long, all are forgotten. */
  forgetAfter: number;
}

/** One who tries: an address at one account, a known device, a session. 5 tries, then 30 s, doubling up to an hour. */
export const ONE: RestRule = { from: 5, first: 30 * SECOND, longest: HOUR, forgetAfter: 24 * HOUR };
/**
 * An account, by all who are strangers to it: after 20 failures each address waits its turn, a second at first, five
 * minutes at most, and then is let in once: slow for a crowd, never closed (NIST SP 800-63B-4, 3.2.2).
 */
export const ACCOUNT: RestRule = { from: 20, first: SECOND, longest: 300 * SECOND, forgetAfter: 24 * HOUR };
/** An address, at whatever accounts: one password tried on many. */
export const ADDRESS: RestRule = { from: 50, first: 30 * SECOND, longest: 900 * SECOND, forgetAfter: HOUR };

/** A terminal, at whichever of its people: who tries one PIN on all of them. */
export const TERMINAL: RestRule = { from: 25, first: 30 * SECOND, longest: 900 * SECOND, forgetAfter: HOUR };

/** Failures older than this are forgotten, whatever they counted for. */
export const FORGET_AFTER_MS = 24 * HOUR;
/** An address an account was signed in from is known to it for this long; so is a device. */
export const KNOWN_ADDRESS_MS = 30 * 24 * HOUR;
export const KNOWN_DEVICE_MS = 180 * 24 * HOUR;

/** How long one rests after the n-th failure in a row. */
export function restAfter(failures: number, { from, first, longest }: RestRule): number {
  return failures < from ? 0 : Math.min(first * 2 ** (failures - from), longest);
}

/** `restAfter` for 1, 2, 3… failures up to the longest; the last holds for all that follow. */
export function restsOf(rule: RestRule): number[] {
  const rests: number[] = [];
  do rests.push(restAfter(rests.length + 1, rule));
  while (rests.at(-1) !== rule.longest);
  return rests;
}

/** Whoever has an IPv6 address has 2^64 of them. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1]!;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.split('%')[0]!.split('::');
  const groups = head ? head.split(':') : [];
  const rest = tail ? tail.split(':') : [];
  const zeros = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  const full = tail === undefined ? groups : [...groups, ...zeros, ...rest];
  return full
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

/** Under which somebody is counted: keyed, so that nobody learns from the table who was tried, nor by guessing. */
export function attemptKey(
  kind: 'one' | 'account' | 'address' | 'device' | 'session' | 'join' | 'pin' | 'terminal',
  ...of: string[]
): string {
  return createHmac('sha256', `meja sign-in:${config().jwtSecret}`)
    .update(JSON.stringify([kind, ...of]))
    .digest('hex');
}
