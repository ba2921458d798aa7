import { PERMISSIONS, faceUrlOf } from '@meja/domain';
import type { PasswordBody, SessionDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem, invalid, notFound, takePoint } from '../../platform/http';
import { queueMail } from '../../platform/mail';
import { announceAccessChange } from './access';
import { deviceName, presentPlace } from './auth-answer';
import { voidLinks } from './links.repository';
import type { OwnDto } from './me-in-memory';
import { hashNewPassword } from './new-password';
import { endSessions, proofOfSession, sessionsOf } from './sessions.service';
import { sessionGate } from './sign-in-gate';
import { checkPassword, enter } from './sign-in.service';
import type { SignedIn } from './sign-in.service';
import { findAccount, findPlaces, savePassword } from './users.repository';

/** For so long a sign-in proves that it is still the same person. */
const FRESH_MS = 5 * 60_000;

/** Who is signed in, where else they work, and what they may do here. */
export async function describeMe(actor: Actor): Promise<OwnDto> {
  const [account, places] = await Promise.all([findAccount(actor.accountId), findPlaces(actor.accountId)]);
  if (!account) throw new Problem('unauthenticated');
  const tenants = places
    .filter(({ tenant_id }) => !actor.terminalId || tenant_id === actor.tenantId)
    .map(presentPlace);
  const place = places.find(({ tenant_id }) => tenant_id === actor.tenantId);
  const here = tenants.find(({ id }) => id === actor.tenantId);
  return {
    user: {
      id: actor.userId,
      email: account.email,
      name: place?.member_name ?? account.name,
      role: actor.role,
      outletIds: [...actor.outletIds],
      emailVerified: account.email_verified_at !== null,
      language: account.locale,
      photoUrl: faceUrlOf(account.photo_hash),
    },
    tenant: here ? { id: here.id, name: here.name, businessType: here.businessType } : null,
    tenants,
    permissions: PERMISSIONS.filter((permission) => actor.permissions.has(permission)),
    ...(actor.impersonator && {
      impersonator: { name: actor.impersonator.name, endsAt: actor.impersonator.endsAt.toISOString() },
    }),
    ...(actor.mustSetUpTwoFactor && { mustSetUpTwoFactor: true }),
  };
}

/** The actor's living sessions in every business. */
export async function listOwnSessions(actor: Actor): Promise<SessionDto[]> {
  return (await sessionsOf(actor.accountId)).map((session) => ({
    id: session.id,
    device: deviceName(session.userAgent),
    ip: session.ip || null,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    current: session.id === actor.sessionId,
  }));
}

/** Ends one of the actor's own sessions; anybody else's is not there. */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<void> {
  const ended = await endSessions({ accountId: actor.accountId, id: sessionId }, 'revoked');
  if (ended === 0) throw notFound();
}

/**
 * The actor's own account, once more by its password. Throws 422 at `currentPassword` where it does not fit,
 * `rate_limited` after too many tries of this session.
 */
export async function confirmPassword(actor: Actor, currentPassword: string): Promise<void> {
  await takePoint(null, 'password', actor.accountId);
  const fits = await checkPassword(sessionGate(actor.sessionId), currentPassword, () =>
    findAccount(actor.accountId),
  );
  if (!fits) throw invalid({ path: 'currentPassword', code: 'invalid_value' });
}

/**
 * Lets pass who signed in by password within the last five minutes, and asks everybody else for the password, as of one who found the
 * screen open. Throws 422 at `currentPassword`: `required`, or as {@link confirmPassword}, which a password that is given
 * always goes through.
 */
export async function confirmPresence(actor: Actor, currentPassword: string | undefined): Promise<void> {
  if (currentPassword !== undefined) return confirmPassword(actor, currentPassword);
  const provedAt = await proofOfSession(actor.sessionId);
  if (!provedAt || now().getTime() - provedAt.getTime() > FRESH_MS)
    throw invalid({ path: 'currentPassword', code: 'required' });
}

/**
 * Changes the actor's password and signs every other session out. Throws 422 where the present one does not fit or the
 * new one is weak or one of the last five, `rate_limited` after too many tries of this session: a stranger's at the sign-in page
 * are not this person's.
 */
export async function changePassword(actor: Actor, body: PasswordBody): Promise<void> {
  await takePoint(null, 'password', actor.accountId);
  const account = await findAccount(actor.accountId);
  if (!account) throw new Problem('unauthenticated');
  const fits = await checkPassword(sessionGate(actor.sessionId), body.currentPassword, () =>
    Promise.resolve(account),
  );
  if (!fits) throw invalid({ path: 'currentPassword', code: 'invalid_value' });
  const passwordHash = await hashNewPassword(body.newPassword, account, await findPlaces(account.id));
  await withPlatform(async () => {
    await savePassword(account.id, passwordHash);
    await voidLinks(account.id);
    if (account.email_verified_at && !account.must_change_password) {
      const { email, locale, name } = account;
      await queueMail({ name: 'password_changed', to: email, language: locale, params: { name } });
    }
    if (actor.tenantId)
      await audit({ action: 'auth.password_change', entity: 'user', entityId: actor.userId });
  }, actor.tenantId);
  await endSessions({ accountId: account.id, exceptId: actor.sessionId }, 'password_changed');
  announceAccessChange({ accountId: account.id, sessionId: actor.sessionId, disconnect: false });
}

/**
 * Opens a session in another business of the actor's and ends the present one (AUTH-07). It proves no more than that did:
 * what asks for a fresh sign-in asks for the same one.
 */
export async function switchTenant(actor: Actor, tenantId: string): Promise<SignedIn> {
  // A PIN opens the terminal's business, no other.
  if (actor.terminalId) throw new Problem('forbidden');
  const [account, places] = await Promise.all([findAccount(actor.accountId), findPlaces(actor.accountId)]);
  const place = places.find((known) => known.tenant_id === tenantId);
  if (!account || !place) throw notFound();
  const entered = await enter(account, place, { provedAt: await proofOfSession(actor.sessionId) });
  await endSessions({ accountId: actor.accountId, id: actor.sessionId }, 'switched');
  return entered;
}
