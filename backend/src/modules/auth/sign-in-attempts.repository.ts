import { emailForms } from '@meja/domain';
import { now } from '../../platform/clock';
import { callAsPlatform } from '../../platform/db/platform-door';
import { FORGET_AFTER_MS, KNOWN_ADDRESS_MS, KNOWN_DEVICE_MS, restsOf } from './lockout.rules';
import type { RestRule } from './lockout.rules';

export interface Attempts {
  failed: number;
  last_at: Date;
  locked_until: Date;
}

const ago = (ms: number) => new Date(now().getTime() - ms);

/** What is counted under each key, where anything is. */
export async function readAttempts(keys: string[]): Promise<Map<string, Attempts>> {
  const rows = await callAsPlatform<Attempts & { key: string }>(
    'sign_in_attempts',
    'SELECT key, failed, last_at, locked_until FROM sign_in_attempts WHERE key = ANY ($1) AND last_at > $2',
    [keys, ago(FORGET_AFTER_MS)],
  );
  return new Map(rows.map(({ key, ...attempts }) => [key, attempts]));
}

/** Counts one more failure and sets how long the key rests by its rule, or longer; returns how many there are. */
export async function countFailure(key: string, rule: RestRule, atLeast = 0): Promise<number> {
  const [row] = await callAsPlatform<{ failed: number }>(
    'sign_in_failed',
    `INSERT INTO sign_in_attempts AS a (key, failed, last_at, locked_until)
     VALUES ($1, 1, $2::timestamptz, $2::timestamptz + greatest(($4::int[])[1], $5::int) * interval '1 millisecond')
     ON CONFLICT (key) DO UPDATE SET
       failed = CASE WHEN a.last_at < $3::timestamptz THEN 1 ELSE a.failed + 1 END,
       last_at = $2::timestamptz,
       locked_until = $2::timestamptz + interval '1 millisecond' * greatest($5::int,
         ($4::int[])[CASE WHEN a.last_at < $3::timestamptz THEN 1 ELSE least(a.failed + 1, cardinality($4::int[])) END])
     RETURNING failed`,
    [key, now(), ago(rule.forgetAfter), restsOf(rule), atLeast],
  );
  return row!.failed;
}

/** Takes a place in the queue: the key may try at `until`. */
export async function takePlace(key: string, until: Date): Promise<void> {
  await callAsPlatform(
    'sign_in_place',
    `INSERT INTO sign_in_attempts (key, failed, last_at, locked_until) VALUES ($1, 0, $2, $3)
     ON CONFLICT (key) DO UPDATE SET failed = 0, last_at = $2, locked_until = $3`,
    [key, now(), until],
  );
}

/** Forgets a key's failures after a success. */
export async function forgetFailures(key: string): Promise<void> {
  await callAsPlatform('sign_in_succeeded', 'DELETE FROM sign_in_attempts WHERE key = $1', [key]);
}

/** Whether an account (if there is one of this e-mail) has signed in from this device, and lately from this address. */
export async function isKnown(
  email: string,
  deviceKey: string | null,
  ip: string,
): Promise<{ device: boolean; address: boolean }> {
  const [row] = await callAsPlatform<{ device: boolean; address: boolean }>(
    'sign_in_known',
    `SELECT EXISTS (SELECT FROM known_devices WHERE key = $1 AND seen_at > $2) AS device,
            EXISTS (SELECT FROM users u JOIN sessions s ON s.user_id = u.id
                    WHERE lower(u.email) = ANY ($3) AND s.ip = $4 AND s.last_seen_at > $5) AS address`,
    [deviceKey ?? '', ago(KNOWN_DEVICE_MS), emailForms(email), ip, ago(KNOWN_ADDRESS_MS)],
  );
  return row!;
}

/** Remembers that an account signed in from a device. */
export async function rememberDevice(deviceKey: string): Promise<void> {
  await callAsPlatform(
    'device_known',
    `INSERT INTO known_devices (key, seen_at) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET seen_at = EXCLUDED.seen_at`,
    [deviceKey, now()],
  );
}
