import type { AuditAction, AuthAnswerDto, LoginBody, TwoFactorChallengeDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { verifyPassword } from '../../platform/auth';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem } from '../../platform/http';
import { announcePlacesChange } from './access';
import { auditInAll } from './account-audit';
import { log } from '../../platform/logging';
import { presentAnswer } from './auth-answer';
import type { Device } from './cookie';
import { isInvited } from './invitations.repository';
import { accountFor } from './join.service';
import { oneAtATime } from './one-at-a-time';
import { startSession } from './sessions.service';
import type { Tokens } from './sessions.service';
import { knowDevice, signInGate } from './sign-in-gate';
import type { Gate } from './sign-in-gate';
import { askForCode } from './two-factor-challenge';
import { findFirstOutlet, findPlaces } from './users.repository';
import type { Account, Place } from './users.repository';

export interface SignedIn {
  answer: AuthAnswerDto;
  tokens: Tokens;
}

/** Leaves a trace in each business the account works in; an unknown e-mail has none, and only the service's own log. */
export async function recordFailure(
  account: Account | null,
  failures: number,
  action: AuditAction = 'auth.sign_in_failed',
): Promise<void> {
  log.warn('sign-in failed', { userId: account?.id ?? null, failures, action });
  if (!account) return;
  await auditInAll(await findPlaces(account.id), { action, after: { failures } });
}

/**
 * Checks a password against an account, one try at a time through its gate, which counts failures. A wrong password, an
 * unknown e-mail, a disabled account and a rest after too many failures look the same and take the same work for one
 * that exists and one that does not (AUTH-08). Throws `rate_limited`; answers null where it does not fit.
 */
export async function checkPassword(
  gate: Gate,
  password: string,
  load: () => Promise<Account | null>,
): Promise<Account | null> {
  return oneAtATime(gate.key, async () => {
    await gate.admit();
    const account = await load();
    const fits = await verifyPassword(password, account?.password_hash ?? null);
    if (account && fits && !account.disabled_at) {
      await gate.succeeded();
      return account;
    }
    const failures = await gate.failed();
    // Not waited for: writing the trace takes time that an unknown e-mail would not.
    recordFailure(account, failures).catch((error: unknown) =>
      log.error('failed sign-in not recorded', { error }),
    );
    return null;
  });
}

/** How somebody comes in, where it is not by their password. */
export interface Entry {
  /** By a PIN at this terminal. */
  terminal?: { id: string; name: string };
  /** For the log. */
  by?: object;
  /** When they proved who they are by password, where it was not now; null: not known. */
  provedAt?: Date | null;
}

/**
 * Opens a session for an account in one of its places; null: the service's own administration, or nowhere, for who can
 * only join.
 */
export async function enter(
  account: Account,
  place: Place | null,
  { terminal, by, provedAt }: Entry = {},
): Promise<SignedIn> {
  const after = terminal ? { terminalId: terminal.id, terminal: terminal.name } : by;
  const tokens = await withPlatform(async () => {
    const started = await startSession({
      accountId: account.id,
      memberId: place?.member_id ?? null,
      tenantId: place?.tenant_id ?? null,
      role: place?.role ?? (account.is_super_admin ? 'SUPER_ADMIN' : null),
      ...(terminal && { terminalId: terminal.id, provedAt: null }),
      ...(provedAt !== undefined && { provedAt }),
    });
    if (place) {
      await audit({
        action: 'auth.sign_in',
        entity: 'session',
        entityId: started.sessionId,
        ...(after && { after }),
        actor: { id: place.member_id, name: place.member_name },
      });
    }
    return started;
  }, place?.tenant_id ?? null);
  announcePlacesChange();
  const outlet = place && (await findFirstOutlet(place.tenant_id, place.outlet_ids));
  return { tokens, answer: presentAnswer(tokens, account, place, outlet) };
}

/**
 * Where an account that has proved itself goes in: null for the service's own administration, and for who works nowhere
 * (any more) while a business waits for them; undefined where nothing is open to it.
 */
export async function placeToEnter(account: Account): Promise<Place | null | undefined> {
  const [place = null] = account.is_super_admin ? [] : await findPlaces(account.id);
  return place || account.is_super_admin || (await isInvited(account.email)) ? place : undefined;
}

/**
 * Signs in by e-mail and password, or for the first time by the code of an invitation, on a device that is known to the
 * account from then on. Who works nowhere (any more) is let in only while a business waits for them, and can do nothing
 * but join. Who has a second factor is asked for its code. Throws `invalid_credentials` or `rate_limited`.
 */
export async function signIn(
  { email, password }: LoginBody,
  device: Device,
): Promise<SignedIn | TwoFactorChallengeDto> {
  const gate = await signInGate(email, device.isNew ? null : device.id);
  const account = await checkPassword(gate, password, () => accountFor(email, password));
  const place = account ? await placeToEnter(account) : undefined;
  if (!account || place === undefined) throw new Problem('invalid_credentials');
  if (account.has_two_factor) return askForCode(account.id);
  const entered = await enter(account, place);
  await knowDevice(email, device.id);
  return entered;
}
