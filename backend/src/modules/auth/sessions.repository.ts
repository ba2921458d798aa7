import { db, dbTenantId } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

export interface NewSession {
  id: string;
  tenantId: string | null;
  /** The account. */
  userId: string;
  memberId: string | null;
  userAgent: string;
  ip: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  terminalId: string | null;
  /** When they proved who they are by password; null: not known, or by a PIN or a provider. */
  provedAt: Date | null;
}

export interface NewToken {
  id: string;
  sessionId: string;
  tokenHash: string;
  issuedAt: Date;
  expiresAt: Date;
}

export async function insertSession(session: NewSession, token: NewToken): Promise<void> {
  await db().session.create({ data: session });
  await db().refreshToken.create({ data: token });
}

/** When a session’s person proved who they are by password; null: not known. */
export async function findProof(sessionId: string): Promise<Date | null> {
  const [row] = await callAsPlatform<{ proved_at: Date | null }>(
    'session_proof',
    'SELECT proved_at FROM sessions WHERE id = $1',
    [sessionId],
  );
  return row?.proved_at ?? null;
}

/** Whose session a refresh token is, used or not, or null. */
export async function findSessionOf(tokenHash: string): Promise<{ id: string; accountId: string } | null> {
  const [row] = await callAsPlatform<{ id: string; accountId: string }>(
    'session_of_refresh_token',
    `SELECT s.id, s.user_id AS "accountId" FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id
     WHERE r.token_hash = $1`,
    [tokenHash],
  );
  return row ?? null;
}

export interface Renewal {
  tokenHash: string;
  at: Date;
  /** Milliseconds. */
  grace: number;
  longestChain: number;
  next: { id: string; tokenHash: string; expiresAt: Date };
  ip: string;
  userAgent: string;
}

/** The session behind a refresh token; where it is renewed, the tokens that followed the one presented. */
export interface Renewed {
  outcome: 'unknown' | 'refused' | 'renewed' | 'repeated' | 'reused';
  session_id: string;
  tenant_id: string | null;
  /** The account. */
  user_id: string;
  /** Their ids, in order; null where there is nothing to give. */
  successors: string[] | null;
  /** Of the last of them, which is not used yet. */
  token_hash: string;
  expires_at: Date;
}

/** Uses up a refresh token; whatever becomes of it costs one round trip. */
export async function renewToken(renewal: Renewal): Promise<Renewed> {
  const { tokenHash, at, grace, longestChain, next, ip, userAgent } = renewal;
  const [row] = await callAsPlatform<Renewed>(
    'renew_refresh_token',
    'SELECT * FROM renew_refresh_token($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [tokenHash, at, grace, longestChain, next.id, next.tokenHash, next.expiresAt, ip, userAgent],
  );
  return row!;
}

export interface SessionFilter {
  accountId: string;
  id?: string;
  exceptId?: string;
}

/** Ends the living sessions that fit; returns how many. */
export async function revokeSessions(filter: SessionFilter, reason: string, at: Date): Promise<number> {
  const { count } = await db().session.updateMany({
    where: {
      userId: filter.accountId,
      revokedAt: null,
      ...((filter.id !== undefined || filter.exceptId !== undefined) && {
        id: {
          ...(filter.id !== undefined && { equals: filter.id }),
          ...(filter.exceptId !== undefined && { not: filter.exceptId }),
        },
      }),
    },
    data: { revokedAt: at, revokedReason: reason },
  });
  return count;
}

/** Ends the living sessions of a member of the open transaction's tenant. */
export async function revokeMemberSessions(memberId: string, reason: string, at: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE sessions SET revoked_at = ${at}::timestamptz, revoked_reason = ${reason}
    WHERE tenant_id = ${dbTenantId()}::uuid AND member_id = ${memberId}::uuid AND revoked_at IS NULL`;
}

/** Ends the living sessions of a terminal of the open transaction's tenant; whose they were. */
export async function revokeTerminalSessions(
  terminalId: string,
  reason: string,
  at: Date,
): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    UPDATE sessions SET revoked_at = ${at}::timestamptz, revoked_reason = ${reason}
    WHERE tenant_id = ${dbTenantId()}::uuid AND terminal_id = ${terminalId}::uuid AND revoked_at IS NULL
    RETURNING member_id AS id`;
  return [...new Set(rows.map(({ id }) => id))];
}

/** Ends every living session in the open transaction's tenant. */
export async function revokeTenantSessions(reason: string, at: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE sessions SET revoked_at = ${at}::timestamptz, revoked_reason = ${reason}
    WHERE tenant_id = ${dbTenantId()}::uuid AND revoked_at IS NULL`;
}

/** The living sessions of an account, last seen first. */
export async function listSessions(accountId: string, at: Date) {
  return db().session.findMany({
    where: { userId: accountId, revokedAt: null, expiresAt: { gt: at } },
    orderBy: { lastSeenAt: 'desc' },
    take: 200,
  });
}
