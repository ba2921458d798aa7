import { db } from '../../platform/db';

export interface SessionRow {
  id: string;
  tenantId: string | null;
  userId: string;
  expiresAt: Date;
  revokedAt: Date | null;
}

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

export interface TokenRow {
  id: string;
  usedAt: Date | null;
  successorId: string | null;
  expiresAt: Date;
}

export async function insertSession(session: NewSession, token: NewToken): Promise<void> {
  await db().session.create({ data: session });
  await db().refreshToken.create({ data: token });
}

/** The session a refresh token belongs to, locked until the commit: whoever renews it at once takes turns. */
export async function lockSessionOf(tokenHash: string): Promise<SessionRow | null> {
  const [row] = await db().$queryRaw<SessionRow[]>`
    SELECT id, tenant_id AS "tenantId", user_id AS "userId", expires_at AS "expiresAt", revoked_at AS "revokedAt"
    FROM sessions WHERE id = (SELECT session_id FROM refresh_tokens WHERE token_hash = ${tokenHash}) FOR UPDATE`;
  return row ?? null;
}

const TOKEN = { id: true, usedAt: true, successorId: true, expiresAt: true } as const;

export async function findToken(tokenHash: string): Promise<TokenRow | null> {
  return db().refreshToken.findUnique({ where: { tokenHash }, select: TOKEN });
}

/** Marks a token used and stores the one that follows it. */
export async function replaceToken(usedId: string, usedAt: Date, next: NewToken): Promise<void> {
  await db().refreshToken.create({ data: next });
  await db().refreshToken.update({ where: { id: usedId }, data: { usedAt, successorId: next.id } });
}

export async function noteSessionUse(id: string, at: Date, ip: string, userAgent: string): Promise<void> {
  await db().session.update({ where: { id }, data: { lastSeenAt: at, ip, userAgent } });
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
