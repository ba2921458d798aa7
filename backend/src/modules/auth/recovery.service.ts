import { emailForms } from '@meja/domain';
import type { ForgotBody, ResetBody } from '@meja/domain';
import { verifyPassword } from '../../platform/auth';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import { afterCommit } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem, takePoint } from '../../platform/http';
import { queueMail } from '../../platform/mail';
import { announceAccessChange } from './access';
import { inPlaces } from './account-audit';
import type { Device } from './cookie';
import { openLink } from './links';
import { useUp, voidLinks } from './links.repository';
import { hashNewPassword } from './new-password';
import { removeIdentities } from './oidc/identities.repository';
import { revokeSessions } from './sessions.repository';
import { signInGate } from './sign-in-gate';
import { endAllMade } from './takeover';
import { removeTwoFactor } from './two-factor.repository';
import { findPlaces, markVerified, savePassword } from './users.repository';

const languageNow = () => currentContext()?.locale ?? 'id';

/** Whether an address may be written to once more; nobody is told that it may not. */
async function mayWriteTo(email: string): Promise<boolean> {
  try {
    await takePoint(null, 'mail', `forgot:${emailForms(email)[0]}`);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'rate_limited') return false;
    throw error;
  }
}

/**
 * Asks for a link to a new password. The same is done whether there is an account or not, so nothing can tell: the mail
 * is noted, and only who sends it looks whose address it is.
 */
export async function forgotPassword({ email }: ForgotBody): Promise<void> {
  if (!(await mayWriteTo(email))) return;
  await withPlatform(() => queueMail({ name: 'password_reset', to: email, language: languageNow() }));
}

/**
 * Replaces an account's password by its link, which is used up: whoever holds it has proved the address, so the account
 * is theirs, and everybody else is signed out and every other link void. Repeated with the same password it has already
 * happened. Throws `link_unusable`, or 422 for the password.
 */
export async function resetPassword({ token, newPassword }: ResetBody, device: Device): Promise<void> {
  const { link, account } = await openLink(token, ['RESET']);
  if (account.email !== link.email) throw new Problem('link_unusable');
  await takePoint(null, 'password', account.id);
  if (link.used_at) {
    if (await verifyPassword(newPassword, account.password_hash)) return;
    throw new Problem('link_unusable');
  }
  const places = await findPlaces(account.id);
  const passwordHash = await hashNewPassword(newPassword, account, places);
  const what = { action: 'auth.password_reset', after: { emailProved: !account.email_verified_at } } as const;
  await inPlaces(places, what, async () => {
    if (!(await useUp(link.id))) throw new Problem('link_unusable');
    await savePassword(account.id, passwordHash);
    await markVerified(account.id);
    // What whoever had the account before its address was proved set up: it keeps the owner out, or the stranger in.
    if (!account.email_verified_at) {
      await removeTwoFactor(account.id);
      await endAllMade(account.id, now());
    }
    await voidLinks(account.id);
    // A way in like a session: whoever had the password may have made it.
    await removeIdentities(account.id);
    await revokeSessions({ accountId: account.id }, 'password_reset', now());
    afterCommit(() => announceAccessChange({ accountId: account.id, disconnect: true }));
    const { email, locale } = account;
    await queueMail({
      name: 'password_changed',
      to: email,
      language: locale,
      params: { name: account.name },
    });
  });
  // Who was locked out by forgetting it is not made to wait with the new one.
  const gate = await signInGate(account.email, device.isNew ? null : device.id);
  await gate.succeeded();
}
