import { db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

export interface TwoFactorRow {
  sealed_secret: Buffer;
  enabled_at: Date | null;
  codes_left: number;
}

export async function findTwoFactor(accountId: string): Promise<TwoFactorRow | null> {
  const [row] = await callAsPlatform<TwoFactorRow>(
    'two_factor',
    `SELECT f.sealed_secret, f.enabled_at,
            (SELECT count(*)::int FROM recovery_codes c WHERE c.user_id = f.user_id AND c.used_at IS NULL) AS codes_left
     FROM two_factors f WHERE f.user_id = $1`,
    [accountId],
  );
  return row ?? null;
}

/** Begins a set-up in the place of one that was begun before; false where it is enabled already. */
export async function beginTwoFactor(accountId: string, sealed: Buffer, at: Date): Promise<boolean> {
  const rows = await callAsPlatform(
    'two_factor_begin',
    `INSERT INTO two_factors AS f (user_id, sealed_secret, created_at) VALUES ($1, $2, $3)
     ON CONFLICT (user_id) DO UPDATE SET sealed_secret = EXCLUDED.sealed_secret, created_at = EXCLUDED.created_at
     WHERE f.enabled_at IS NULL RETURNING 1`,
    [accountId, sealed, at],
  );
  return rows.length === 1;
}

async function insertRecoveryCodes(accountId: string, hashes: string[]): Promise<void> {
  await db().recoveryCode.createMany({ data: hashes.map((hash) => ({ userId: accountId, hash })) });
}

/** Enables what was begun with this secret, with its recovery codes; false where that is another one by now. */
export async function enableTwoFactor(
  accountId: string,
  sealed: Buffer,
  step: number,
  hashes: string[],
  at: Date,
): Promise<boolean> {
  const rows = await callAsPlatform(
    'two_factor_enable',
    `UPDATE two_factors SET enabled_at = $4, last_step = $3
     WHERE user_id = $1 AND sealed_secret = $2 AND enabled_at IS NULL RETURNING 1`,
    [accountId, sealed, step, at],
  );
  if (rows.length === 0) return false;
  await insertRecoveryCodes(accountId, hashes);
  return true;
}

/** Takes a step for one use: of many who show its code at once, one gets it, and nobody one that is older. */
export async function takeStep(accountId: string, step: number): Promise<boolean> {
  const rows = await callAsPlatform(
    'two_factor_step',
    `UPDATE two_factors SET last_step = $2
     WHERE user_id = $1 AND enabled_at IS NOT NULL AND coalesce(last_step, -1) < $2 RETURNING 1`,
    [accountId, step],
  );
  return rows.length === 1;
}

/** Uses a recovery code up; false where it is none, or was used. */
export async function takeRecoveryCode(accountId: string, hash: string, at: Date): Promise<boolean> {
  const rows = await callAsPlatform(
    'two_factor_recovery',
    `UPDATE recovery_codes c SET used_at = $3 FROM two_factors f
     WHERE c.user_id = $1 AND c.hash = $2 AND c.used_at IS NULL AND f.user_id = c.user_id AND f.enabled_at IS NOT NULL
     RETURNING 1`,
    [accountId, hash, at],
  );
  return rows.length === 1;
}

/** Replaces the recovery codes of an enabled one in the open transaction; false where there is none (any more). */
export async function replaceRecoveryCodes(accountId: string, hashes: string[]): Promise<boolean> {
  // Locked, so that of two renewals at once the second finds and ends the first's.
  const found = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM two_factors WHERE user_id = ${accountId}::uuid AND enabled_at IS NOT NULL FOR UPDATE`;
  if (found.length === 0) return false;
  await db().recoveryCode.deleteMany({ where: { userId: accountId } });
  await insertRecoveryCodes(accountId, hashes);
  return true;
}

/** Takes it away, its recovery codes with it. */
export async function removeTwoFactor(accountId: string): Promise<void> {
  await callAsPlatform('two_factor_remove', 'DELETE FROM two_factors WHERE user_id = $1', [accountId]);
}

export async function insertChallenge(tokenHash: string, accountId: string, expiresAt: Date): Promise<void> {
  await callAsPlatform(
    'challenge_new',
    'INSERT INTO sign_in_challenges (token_hash, user_id, expires_at) VALUES ($1, $2, $3)',
    [tokenHash, accountId, expiresAt],
  );
}

/** Whose a living challenge is, or null. */
export async function findChallenge(tokenHash: string, at: Date): Promise<string | null> {
  const [row] = await callAsPlatform<{ user_id: string }>(
    'challenge_of',
    'SELECT user_id FROM sign_in_challenges WHERE token_hash = $1 AND expires_at > $2',
    [tokenHash, at],
  );
  return row?.user_id ?? null;
}

/** Takes one of the tries of a challenge; false where none is left, or it is over. */
export async function takeChallengeTry(tokenHash: string, at: Date, most: number): Promise<boolean> {
  const rows = await callAsPlatform(
    'challenge_try',
    `UPDATE sign_in_challenges SET tries = tries + 1
     WHERE token_hash = $1 AND expires_at > $2 AND tries < $3 RETURNING 1`,
    [tokenHash, at, most],
  );
  return rows.length === 1;
}

/** Ends a challenge; true for the one who ended it. */
export async function endChallenge(tokenHash: string): Promise<boolean> {
  const rows = await callAsPlatform(
    'challenge_end',
    'DELETE FROM sign_in_challenges WHERE token_hash = $1 RETURNING 1',
    [tokenHash],
  );
  return rows.length === 1;
}
