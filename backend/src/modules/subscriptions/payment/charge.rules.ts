import { isLiveCharge } from '@meja/domain';
import type { ChargeMethod, ChargeStatus } from '@meja/domain';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a charge can be paid: a code is scanned at once, a transfer may wait for the evening. */
const LIVES: Record<ChargeMethod, number> = {
  QRIS: 15 * MINUTE,
  VIRTUAL_ACCOUNT: 24 * HOUR,
  PAGE: 24 * HOUR,
};

export const expiryOf = (method: ChargeMethod, at: Date): Date => new Date(at.getTime() + LIVES[method]);

/** When a charge is asked about after the gateway did not say whether it made it. */
export const FIRST_CHECK_MS = MINUTE / 2;
/** After that long a charge that the gateway knows nothing of was never made. */
export const NEVER_MADE_MS = 2 * MINUTE;

const SLOWEST = 10 * MINUTE;

/**
 * When the gateway is asked again: soon at first, then every ten minutes, right after the expiry; of what ended unpaid twice
 * more within a day, as a notification of a late payment may be lost; of the rest never.
 */
export function nextCheckAt(
  { status, expiresAt, checks }: { status: ChargeStatus; expiresAt: Date; checks: number },
  at: Date,
): Date | null {
  const after = (ms: number) => new Date(at.getTime() + ms);
  if (isLiveCharge(status)) {
    const next = after(Math.min(MINUTE * 2 ** Math.min(checks, 8), SLOWEST));
    return at < expiresAt && next > expiresAt ? expiresAt : next;
  }
  if (status !== 'EXPIRED' && status !== 'CANCELLED') return null;
  const past = at.getTime() - expiresAt.getTime();
  if (past < HOUR) return after(HOUR);
  return past < 24 * HOUR ? after(24 * HOUR) : null;
}
