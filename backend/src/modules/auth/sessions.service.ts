import { v7 as uuidv7 } from 'uuid';
import type { Role } from '@meja/domain';
import { audit } from '../../platform/audit';
import { issueAccessToken } from '../../platform/auth';
import { now } from '../../platform/clock';
import { config } from '../../platform/config';
import { currentContext } from '../../platform/context';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem } from '../../platform/http';
import { announceAccessChange } from './access';
import { findAccess } from './access.repository';
import {
  REUSE_GRACE_MS,
  SESSION_MAX_MS,
  hashRefreshToken,
  newRefreshToken,
  successorToken,
} from './refresh-token.rules';
import * as repository from './sessions.repository';
import type { SessionFilter, SessionRow } from './sessions.repository';

/** What a client is handed to come back with: the refresh token in its cookie, the access token in the answer. */
export interface Tokens {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  refreshToken: string;
  /** Milliseconds from now. */
  refreshExpiresIn: number;
}

interface Whose {
  userId: string;
  tenantId: string | null;
  role: Role;
}

function tokensOf(session: { id: string } & Whose, refreshToken: string, refreshExpiresAt: Date): Tokens {
  const { token, expiresIn } = issueAccessToken({
    sub: session.userId,
    sid: session.id,
    tid: session.tenantId,
    role: session.role,
  });
  const refreshExpiresIn = refreshExpiresAt.getTime() - now().getTime();
  return { accessToken: token, expiresIn, refreshToken, refreshExpiresIn };
}

const earlier = (a: Date, b: Date) => (a < b ? a : b);

/** Opens a session in the open transaction of the platform's role. */
export async function startSession(whose: Whose): Promise<Tokens & { sessionId: string }> {
  const at = now();
  const context = currentContext();
  const id = uuidv7();
  const refreshToken = newRefreshToken();
  const sessionEnd = new Date(at.getTime() + SESSION_MAX_MS);
  const expiresAt = earlier(new Date(at.getTime() + config().refreshTokenTtl), sessionEnd);
  await repository.insertSession(
    {
      id,
      tenantId: whose.tenantId,
      userId: whose.userId,
      userAgent: context?.userAgent ?? '',
      ip: context?.ip ?? '',
      createdAt: at,
      lastSeenAt: at,
      expiresAt: sessionEnd,
    },
    { id: uuidv7(), sessionId: id, tokenHash: hashRefreshToken(refreshToken), issuedAt: at, expiresAt },
  );
  return { ...tokensOf({ id, ...whose }, refreshToken, expiresAt), sessionId: id };
}

type Renewed = { token: string; expiresAt: Date } | 'refused' | 'reused';

/** Walks from a used token to the one its successors ended in, deriving each; null where the chain does not hold. */
async function latestSuccessor(
  token: string,
  first: string,
): Promise<{ token: string; expiresAt: Date } | null> {
  let current = token;
  for (let successorId: string | null = first; successorId;) {
    current = successorToken(current, successorId, config().jwtSecret);
    const row = await repository.findToken(hashRefreshToken(current));
    if (!row) return null;
    if (!row.usedAt) return { token: current, expiresAt: row.expiresAt };
    successorId = row.successorId;
  }
  return null;
}

async function renew(token: string, session: SessionRow, at: Date): Promise<Renewed> {
  const row = await repository.findToken(hashRefreshToken(token));
  if (!row || session.revokedAt || session.expiresAt <= at) return 'refused';
  if (row.usedAt) {
    if (at.getTime() - row.usedAt.getTime() > REUSE_GRACE_MS || !row.successorId) return 'reused';
    return (await latestSuccessor(token, row.successorId)) ?? 'reused';
  }
  if (row.expiresAt <= at) return 'refused';
  const id = uuidv7();
  const next = successorToken(token, id, config().jwtSecret);
  const expiresAt = earlier(new Date(at.getTime() + config().refreshTokenTtl), session.expiresAt);
  const tokenHash = hashRefreshToken(next);
  await repository.replaceToken(row.id, at, {
    id,
    sessionId: session.id,
    tokenHash,
    issuedAt: at,
    expiresAt,
  });
  return { token: next, expiresAt };
}

/** Ends a stolen session and leaves a trace of it. */
async function endReused(session: SessionRow, at: Date): Promise<void> {
  await repository.revokeSessions({ userId: session.userId, id: session.id }, 'refresh_reused', at);
  if (!session.tenantId) return;
  const actor = { id: session.userId, name: (await findAccess(session.id))?.name ?? '' };
  await audit({ action: 'auth.refresh_reused', entity: 'session', entityId: session.id, actor });
}

/**
 * Renews a session by its refresh token, which is used up (RFC 9700). Once more within ten seconds gives the same
 * successor; later, the token must have been copied and the whole family ends. Throws `unauthenticated` or
 * `refresh_reused`.
 */
export async function refreshSession(token: string): Promise<Tokens> {
  const at = now();
  const tokenHash = hashRefreshToken(token);
  const outcome = await withPlatform(async () => {
    const session = await repository.lockSessionOf(tokenHash);
    if (!session) return null;
    const renewed = await renew(token, session, at);
    if (typeof renewed === 'object') {
      const context = currentContext();
      await repository.noteSessionUse(session.id, at, context?.ip ?? '', context?.userAgent ?? '');
    }
    return { session, renewed };
  });
  if (!outcome || outcome.renewed === 'refused') throw new Problem('unauthenticated');
  const { session, renewed } = outcome;
  if (renewed === 'reused') {
    await withPlatform(() => endReused(session, at), session.tenantId);
    announceAccessChange({ userId: session.userId, sessionId: session.id, disconnect: true });
    throw new Problem('refresh_reused');
  }
  const access = await findAccess(session.id);
  const role = session.tenantId ? access?.role : access?.is_super_admin ? 'SUPER_ADMIN' : null;
  if (!access || access.disabled_at || !role) throw new Problem('unauthenticated');
  return tokensOf(
    { id: session.id, userId: session.userId, tenantId: session.tenantId, role },
    renewed.token,
    renewed.expiresAt,
  );
}

/** Whose session a refresh token is, used or not, or null. */
export async function sessionOfRefreshToken(token: string): Promise<SessionRow | null> {
  return withPlatform(() => repository.lockSessionOf(hashRefreshToken(token)));
}

/** Ends sessions of a user and tells every process; returns how many lived. */
export async function endSessions(filter: SessionFilter, reason: string): Promise<number> {
  const count = await withPlatform(() => repository.revokeSessions(filter, reason, now()));
  const { id, tenantId, exceptId } = filter;
  announceAccessChange({
    userId: filter.userId,
    ...(id !== undefined && { sessionId: id }),
    ...(tenantId !== undefined && { tenantId }),
    ...(exceptId !== undefined && { exceptSessionId: exceptId }),
    disconnect: true,
  });
  return count;
}

/** The living sessions of a user. */
export async function sessionsOf(userId: string) {
  return withPlatform(() => repository.listSessions(userId, now()));
}
