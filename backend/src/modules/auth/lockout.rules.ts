import { createHash } from 'node:crypto';

const FREE_TRIES = 5;
const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 3_600_000;

/** Failures older than this are forgotten. */
export const FORGET_AFTER_MS = 24 * 3_600_000;

/** How long an account rests after its n-th failure in a row: 5 free tries, then 30 s, doubling up to an hour. */
export function lockDelay(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(FIRST_DELAY_MS * 2 ** (failures - FREE_TRIES), LONGEST_DELAY_MS);
}

/** `lockDelay` for 1, 2, 3… failures up to the longest; the last holds for all that follow. */
export const LOCK_DELAYS: readonly number[] = Array.from({ length: 16 }, (_, index) => lockDelay(index + 1));

/** Under which an address of e-mail is counted: nobody learns from the table who was tried. */
export function attemptKey(email: string): string {
  return createHash('sha256').update(`sign-in:${email.toLowerCase()}`).digest('hex');
}
