import { db } from '../../../platform/db';
import { callAsPlatform } from '../../../platform/db/platform-door';

export interface IdentityRow {
  email: string | null;
  created_at: Date;
  last_used_at: Date | null;
}

export interface NewIdentity {
  issuer: string;
  subject: string;
  userId: string;
  email: string | null;
  createdAt: Date;
}

/** An account's identity at a provider, or null. */
export async function findOwnIdentity(accountId: string, issuer: string): Promise<IdentityRow | null> {
  const [row] = await callAsPlatform<IdentityRow>(
    'identity_own',
    'SELECT email, created_at, last_used_at FROM identities WHERE user_id = $1 AND issuer = $2',
    [accountId, issuer],
  );
  return row ?? null;
}

/** Whose an identity is, noting that it was used; or null. */
export async function useIdentity(issuer: string, subject: string, at: Date): Promise<string | null> {
  const [row] = await callAsPlatform<{ user_id: string }>(
    'identity_use',
    'UPDATE identities SET last_used_at = $3 WHERE issuer = $1 AND subject = $2 RETURNING user_id',
    [issuer, subject, at],
  );
  return row?.user_id ?? null;
}

/**
 * Links an identity in the open transaction. `there`: it was this account's before; null where it is another's, or the
 * account has another one of the same provider.
 */
export async function insertIdentity(identity: NewIdentity): Promise<'linked' | 'there' | null> {
  const { count } = await db().identity.createMany({ data: [identity], skipDuplicates: true });
  if (count > 0) return 'linked';
  const { issuer, subject, userId } = identity;
  return (await db().identity.count({ where: { issuer, subject, userId } })) > 0 ? 'there' : null;
}

/** Unlinks what an account has, of one provider or of all, in the open transaction; returns how many there were. */
export async function removeIdentities(accountId: string, issuer?: string): Promise<number> {
  const where = { userId: accountId, ...(issuer !== undefined && { issuer }) };
  return (await db().identity.deleteMany({ where })).count;
}

/** Notes that a browser goes to the provider; `accountId`: to link it to this account. */
export async function insertFlow(
  tokenHash: string,
  accountId: string | null,
  expiresAt: Date,
): Promise<void> {
  await callAsPlatform(
    'identity_flow_new',
    'INSERT INTO identity_flows (token_hash, user_id, expires_at) VALUES ($1, $2, $3)',
    [tokenHash, accountId, expiresAt],
  );
}

/** Ends a flow; what it was for, for the one who ended it in time, else null. */
export async function takeFlow(tokenHash: string, at: Date): Promise<{ accountId: string | null } | null> {
  const [row] = await callAsPlatform<{ user_id: string | null }>(
    'identity_flow_take',
    'DELETE FROM identity_flows WHERE token_hash = $1 AND expires_at > $2 RETURNING user_id',
    [tokenHash, at],
  );
  return row ? { accountId: row.user_id } : null;
}
