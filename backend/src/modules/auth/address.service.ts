import type { ChangeEmailBody, EmailDto, VerifyBody } from '@meja/domain';
import type { Actor } from '../../platform/context';
import { UNIQUE_VIOLATION, afterCommit, sqlState } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem, invalid, takePoint } from '../../platform/http';
import { queueMail } from '../../platform/mail';
import { announceAccessChange } from './access';
import { inPlaces } from './account-audit';
import { openLink } from './links';
import { useUp, voidLinks } from './links.repository';
import type { Link } from './links.repository';
import { sessionGate } from './sign-in-gate';
import { checkPassword } from './sign-in.service';
import { findAccount, findAccountByEmail, findPlaces, markVerified, saveEmail } from './users.repository';
import type { Account } from './users.repository';

/** What they remember of the account's own is stale once the open transaction commits. */
const tellProcesses = ({ id }: Account): void =>
  afterCommit(() => announceAccessChange({ accountId: id, disconnect: false }));

async function proveOwn(link: Link, account: Account): Promise<void> {
  if (account.email !== link.email) throw new Problem('link_unusable');
  if (link.used_at) return;
  await inPlaces(await findPlaces(account.id), { action: 'auth.email_verify' }, async () => {
    if (!(await useUp(link.id))) throw new Problem('link_unusable');
    await markVerified(account.id);
    tellProcesses(account);
  });
}

async function takeNew(link: Link, account: Account): Promise<void> {
  if (link.used_at) {
    if (account.email === link.email) return;
    throw new Problem('link_unusable');
  }
  const holder = await findAccountByEmail(link.email);
  if (holder && holder.id !== account.id) throw new Problem('email_taken');
  const what = {
    action: 'auth.email_change',
    before: { email: account.email },
    after: { email: link.email },
  } as const;
  await inPlaces(await findPlaces(account.id), what, async () => {
    if (!(await useUp(link.id))) throw new Problem('link_unusable');
    await saveEmail(account.id, link.email);
    await voidLinks(account.id);
    tellProcesses(account);
    // An address that nobody had proved may be a stranger's.
    if (!account.email_verified_at) return;
    const params = { name: account.name, email: link.email };
    await queueMail({ name: 'email_changed', to: account.email, language: account.locale, params });
  }).catch((error: unknown) => {
    throw sqlState(error) === UNIQUE_VIOLATION ? new Problem('email_taken', { cause: error }) : error;
  });
}

/**
 * Takes an address for proved by the link that came there: the account's own, or the one it is to have. Repeated, it has
 * already happened. Throws `link_unusable`, and `email_taken` where another account has the new address by now.
 */
export async function proveAddress({ token }: VerifyBody): Promise<EmailDto> {
  const { link, account } = await openLink(token, ['VERIFY', 'CHANGE_EMAIL']);
  await (link.kind === 'VERIFY' ? proveOwn(link, account) : takeNew(link, account));
  return { email: link.email };
}

/** Sends the link to the actor's address once more, unless it is proved. Throws `rate_limited`. */
export async function resendLink(actor: Actor): Promise<EmailDto> {
  const account = await findAccount(actor.accountId);
  if (!account) throw new Problem('unauthenticated');
  if (!account.email_verified_at) {
    await takePoint(null, 'mail', `verify:${account.id}`);
    const params = { accountId: account.id };
    await withPlatform(() =>
      queueMail({ name: 'verify_email', to: account.email, language: account.locale, params }),
    );
  }
  return { email: account.email };
}

/**
 * Asks for another address for the actor's account; it changes when the link that is sent there is used. The answer is
 * the same for one that has an account. Throws 422 where the password does not fit, `rate_limited`.
 */
export async function requestEmail(actor: Actor, body: ChangeEmailBody): Promise<EmailDto> {
  await takePoint(null, 'password', actor.accountId);
  const account = await findAccount(actor.accountId);
  if (!account) throw new Problem('unauthenticated');
  const fits = await checkPassword(sessionGate(actor.sessionId), body.currentPassword, () =>
    Promise.resolve(account),
  );
  if (!fits) throw invalid({ path: 'currentPassword', code: 'invalid_value' });
  if (body.email === account.email) throw invalid({ path: 'email', code: 'not_unique' });
  await takePoint(null, 'mail', `change:${account.id}`);
  const params = { accountId: account.id };
  await withPlatform(() =>
    queueMail({ name: 'email_change', to: body.email, language: account.locale, params }),
  );
  return { email: body.email };
}
