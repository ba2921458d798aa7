import { now } from '../../platform/clock';
import { callAsPlatform } from '../../platform/db/platform-door';
import { FORGET_AFTER_MS, LOCK_DELAYS } from './lockout.rules';

/** Until when a key rests, or null where it may try. */
export async function lockedUntil(key: string): Promise<Date | null> {
  const [row] = await callAsPlatform<{ locked_until: Date }>(
    'sign_in_locked',
    'SELECT locked_until FROM sign_in_attempts WHERE key = $1 AND locked_until > $2',
    [key, now()],
  );
  return row?.locked_until ?? null;
}

/** Counts one more failure and sets how long the key rests. */
export async function countFailure(key: string): Promise<number> {
  const at = now();
  const [row] = await callAsPlatform<{ failed: number }>(
    'sign_in_failed',
    `INSERT INTO sign_in_attempts AS a (key, failed, last_at, locked_until)
     VALUES ($1, 1, $2::timestamptz, $2::timestamptz + ($4::int[])[1] * interval '1 millisecond')
     ON CONFLICT (key) DO UPDATE SET
       failed = CASE WHEN a.last_at < $3::timestamptz THEN 1 ELSE a.failed + 1 END,
       last_at = $2::timestamptz,
       locked_until = $2::timestamptz + interval '1 millisecond' *
         ($4::int[])[CASE WHEN a.last_at < $3::timestamptz THEN 1 ELSE least(a.failed + 1, cardinality($4::int[])) END]
     RETURNING failed`,
    [key, at, new Date(at.getTime() - FORGET_AFTER_MS), [...LOCK_DELAYS]],
  );
  return row?.failed ?? 1;
}

/** Forgets a key's failures after a success, and whatever has become too old to matter. */
export async function forgetFailures(key: string): Promise<void> {
  await callAsPlatform('sign_in_succeeded', 'DELETE FROM sign_in_attempts WHERE key = $1 OR last_at < $2', [
    key,
    new Date(now().getTime() - FORGET_AFTER_MS),
  ]);
}
