import { db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

export interface NewSession {
  id: string;
  tenantId: string | null;
  userId: string;
  userAgent: string;
  ip: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
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

/** Whose session a refresh token is, used or not, or null. */
export async function findSessionOf(tokenHash: string): Promise<{ id: string; userId: string } | null> {
  const [row] = await callAsPlatform<{ id: string; userId: string }>(
    'session_of_refresh_token',
    `SELECT s.id, s.user_id AS "userId" FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id
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
  userId: string;
  id?: string;
  tenantId?: string;
  exceptId?: string;
}

/** Ends the living sessions that fit; returns how many. */
export async function revokeSessions(filter: SessionFilter, reason: string, at: Date): Promise<number> {
  const { count } = await db().session.updateMany({
    where: {
      userId: filter.userId,
      revokedAt: null,
      ...(filter.tenantId !== undefined && { tenantId: filter.tenantId }),
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

/** The living sessions of a user, last seen first. */
export async function listSessions(userId: string, at: Date) {
  return db().session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: at } },
    orderBy: { lastSeenAt: 'desc' },
    take: 200,
  });
}
