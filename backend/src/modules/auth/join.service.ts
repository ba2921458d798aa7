import { v7 as uuidv7 } from 'uuid';
import type { PlaceDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { hashCode, hashPassword, readCode } from '../../platform/auth';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { UNIQUE_VIOLATION, sqlState } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem, invalid } from '../../platform/http';
import { queueMail } from '../../platform/mail';
import { announcePlacesChange } from './access';
import { presentPlace } from './auth-answer';
import { acceptInvitation, findInvitation, findJoined } from './invitations.repository';
import type { Invitation } from './invitations.repository';
import { oneAtATime } from './one-at-a-time';
import { joinGate } from './sign-in-gate';
import { findAccount, findAccountByEmail, findPlaces, insertUser } from './users.repository';
import type { Account } from './users.repository';

class Gone extends Error {}

/** Joins an account to the tenant that invited it, in the open transaction. Throws {@link Gone} where it is too late. */
async function accept(invitation: Invitation, codeHash: string, accountId: string): Promise<void> {
  if (!(await acceptInvitation(invitation, codeHash, accountId))) throw new Gone();
  const actor = { id: invitation.member_id, name: invitation.name };
  await audit({ action: 'staff.join', entity: 'user', entityId: invitation.member_id, actor });
}

/**
 * The account behind an address. Where there is none and the password is the code of an invitation, whoever holds it is
 * new: the account is made with it as its first password and joins. An account that exists is never touched by a code.
 */
export async function accountFor(email: string, password: string): Promise<Account | null> {
  const codeHash = hashCode(password);
  const [account, invitation] = await Promise.all([
    findAccountByEmail(email),
    findInvitation(email, codeHash),
  ]);
  if (account || !invitation) return account;
  const id = uuidv7();
  const locale = currentContext()?.locale ?? 'id';
  const user = { id, email: invitation.email, name: invitation.name, locale, createdAt: now() };
  const passwordHash = await hashPassword(password);
  try {
    await withPlatform(async () => {
      await insertUser({ ...user, passwordHash, mustChangePassword: true });
      const params = { accountId: id };
      await queueMail({ name: 'verify_email', to: user.email, language: locale, params });
      await accept(invitation, codeHash, id);
    }, invitation.tenant_id);
  } catch (error) {
    // Somebody else was first: with the same code, or with an account of their own.
    if (!(error instanceof Gone) && sqlState(error) !== UNIQUE_VIOLATION) throw error;
  }
  return findAccountByEmail(email);
}

async function joinWith(account: Account, code: string): Promise<string | null> {
  const codeHash = hashCode(readCode(code));
  // The service's owner works in no business; to them every code is a wrong one.
  const invitation = account.is_super_admin ? null : await findInvitation(account.email, codeHash);
  if (!invitation) return findJoined(account.id, codeHash);
  try {
    await withPlatform(() => accept(invitation, codeHash, account.id), invitation.tenant_id);
    announcePlacesChange();
    return invitation.tenant_id;
  } catch (error) {
    if (error instanceof Gone) return findJoined(account.id, codeHash);
    throw error;
  }
}

/**
 * Joins the business that invited the signed-in account's address, by the code it handed over: the sign-in proves the
 * account, the code that the business means whoever has it. Throws 422 where the code opens nothing for this address,
 * `rate_limited` after too many of those.
 */
export async function joinTenant(actor: Actor, code: string): Promise<PlaceDto> {
  if (actor.terminalId) throw new Problem('forbidden');
  const gate = joinGate(actor.accountId);
  return oneAtATime(gate.key, async () => {
    await gate.admit();
    const account = await findAccount(actor.accountId);
    if (!account) throw new Problem('unauthenticated');
    const tenantId = await joinWith(account, code);
    const place = (await findPlaces(account.id)).find((known) => known.tenant_id === tenantId);
    if (!place) {
      await gate.failed();
      throw invalid({ path: 'code', code: 'wrong_code' });
    }
    await gate.succeeded();
    return presentPlace(place);
  });
}
