import { v7 as uuidv7 } from 'uuid';
import type { Role } from '@meja/domain';
import { audit } from '../../platform/audit';
import { issueAccessToken } from '../../platform/auth';
import { now } from '../../platform/clock';
import { config } from '../../platform/config';
import { currentContext } from '../../platform/context';
import { afterCommit, dbTenantId } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem } from '../../platform/http';
import { announceAccessChange, roleOf } from './access';
import { findAccess } from './access.repository';
import {
  LONGEST_CHAIN,
  REUSE_GRACE_MS,
  SESSION_MAX_MS,
  hashRefreshToken,
  newRefreshToken,
  successorToken,
} from './refresh-token.rules';
import * as repository from './sessions.repository';
import type { Renewed, SessionFilter } from './sessions.repository';

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
  accountId: string;
  /** null without a tenant. */
  memberId: string | null;
  tenantId: string | null;
  role: Role | null;
  /** Where a PIN was shown. */
  terminalId?: string;
  /** When they proved who they are by password: now, unless told; null: not known. */
  provedAt?: Date | null;
}

function tokensOf(session: { id: string } & Whose, refreshToken: string, refreshExpiresAt: Date): Tokens {
  const { token, expiresIn } = issueAccessToken({
    sub: session.memberId ?? session.accountId,
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
      userId: whose.accountId,
      memberId: whose.memberId,
      userAgent: context?.userAgent ?? '',
      ip: context?.ip ?? '',
      createdAt: at,
      lastSeenAt: at,
      expiresAt: sessionEnd,
      terminalId: whose.terminalId ?? null,
      provedAt: whose.provedAt === undefined ? at : whose.provedAt,
    },
    { id: uuidv7(), sessionId: id, tokenHash: hashRefreshToken(refreshToken), issuedAt: at, expiresAt },
  );
  return { ...tokensOf({ id, ...whose }, refreshToken, expiresAt), sessionId: id };
}

/** Ends a stolen session and leaves a trace of it. */
async function endReused({ session_id, user_id }: Renewed, at: Date, isTenants: boolean): Promise<void> {
  await repository.revokeSessions({ accountId: user_id, id: session_id }, 'refresh_reused', at);
  if (!isTenants) return;
  const access = await findAccess(session_id);
  const actor = { id: access?.member_id ?? null, name: access?.name ?? '' };
  await audit({ action: 'auth.refresh_reused', entity: 'session', entityId: session_id, actor });
}

/** The last of the tokens that followed one, derived step by step; null where another secret made them. */
function lastSuccessor(token: string, { outcome, successors, token_hash }: Renewed): string | null {
  if ((outcome !== 'renewed' && outcome !== 'repeated') || !successors) return null;
  const last = successors.reduce((current, id) => successorToken(current, id, config().jwtSecret), token);
  return hashRefreshToken(last) === token_hash ? last : null;
}

/**
 * Renews a session by its refresh token, which is used up (RFC 9700). Once more within ten seconds gives the same
 * successor, or what that was renewed to since; later, the token must have been copied and the whole family ends.
 * Throws `unauthenticated` or `refresh_reused`.
 */
export async function refreshSession(token: string): Promise<Tokens> {
  const at = now();
  const context = currentContext();
  const id = uuidv7();
  const renewed = await repository.renewToken({
    tokenHash: hashRefreshToken(token),
    at,
    grace: REUSE_GRACE_MS,
    longestChain: LONGEST_CHAIN,
    next: {
      id,
      tokenHash: hashRefreshToken(successorToken(token, id, config().jwtSecret)),
      expiresAt: new Date(at.getTime() + config().refreshTokenTtl),
    },
    ip: context?.ip ?? '',
    userAgent: context?.userAgent ?? '',
  });
  const { outcome, session_id: sessionId, user_id: accountId, tenant_id: tenantId } = renewed;
  if (outcome === 'reused') {
    await withPlatform(() => endReused(renewed, at, tenantId !== null), tenantId);
    announceAccessChange({ accountId, sessionId, disconnect: true });
    throw new Problem('refresh_reused');
  }
  const next = lastSuccessor(token, renewed);
  if (!next) throw new Problem('unauthenticated');
  const access = await findAccess(sessionId);
  const role = access ? roleOf(access) : undefined;
  if (!access || role === undefined) throw new Problem('unauthenticated');
  const memberId = access.member_id;
  return tokensOf({ id: sessionId, accountId, memberId, tenantId, role }, next, renewed.expires_at);
}

/** When a session’s person proved who they are by password; null: not known. */
export const proofOfSession = (sessionId: string) => repository.findProof(sessionId);

/** Whose session a refresh token is, used or not, or null. */
export const sessionOfRefreshToken = (token: string) => repository.findSessionOf(hashRefreshToken(token));

/** Ends sessions of an account and tells every process; returns how many lived. */
export async function endSessions(filter: SessionFilter, reason: string): Promise<number> {
  const count = await withPlatform(() => repository.revokeSessions(filter, reason, now()));
  const { id, exceptId } = filter;
  announceAccessChange({
    accountId: filter.accountId,
    ...(id !== undefined && { sessionId: id }),
    ...(exceptId !== undefined && { exceptSessionId: exceptId }),
    disconnect: true,
  });
  return count;
}

/** Ends a member's sessions in the open transaction of their tenant; every process hears of it after the commit. */
export async function endMemberSessions(userId: string, reason: string): Promise<void> {
  await repository.revokeMemberSessions(userId, reason, now());
  announceMemberChange(userId, { disconnect: true });
}

/** Ends the sessions that began at a terminal, in the open transaction of its tenant, and tells every process. */
export async function endTerminalSessions(terminalId: string, reason: string): Promise<void> {
  const members = await repository.revokeTerminalSessions(terminalId, reason, now());
  for (const userId of members) announceMemberChange(userId, { disconnect: true });
}

/** Ends every session in the open transaction's tenant; every process hears of it after the commit. */
export async function endTenantSessions(reason: string): Promise<void> {
  const tenantId = dbTenantId();
  await repository.revokeTenantSessions(reason, now());
  afterCommit(() => announceAccessChange({ tenantId, userId: null, disconnect: true }));
}

/** What every process remembers of a member's access is stale once the open transaction commits. */
export function announceMemberChange(userId: string, { disconnect }: { disconnect: boolean }): void {
  const tenantId = dbTenantId();
  afterCommit(() => announceAccessChange({ tenantId, userId, disconnect }));
}

/** The living sessions of an account. */
export async function sessionsOf(accountId: string) {
  return withPlatform(() => repository.listSessions(accountId, now()));
}
