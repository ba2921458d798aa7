import type { Language, Role } from '@meja/domain';
import type { MailName, MailResolver, WaitingMail } from '../../platform/mail';
import { findInvitationToTell } from './invitations.repository';
import { linkFor } from './links';
import { findAccount, findAccountByEmail } from './users.repository';
import type { Account } from './users.repository';

const ROLE_TEXTS: Record<Exclude<Role, 'SUPER_ADMIN'>, Record<Language, string>> = {
  ADMIN_TENANT: { id: 'Pemilik', en: 'Owner' },
  SUPERVISOR: { id: 'Supervisor', en: 'Supervisor' },
  CASHIER: { id: 'Kasir', en: 'Cashier' },
  KITCHEN: { id: 'Dapur', en: 'Kitchen' },
};

async function livingAccount({ params }: WaitingMail): Promise<Account | null> {
  const account = params.accountId ? await findAccount(params.accountId) : null;
  return account?.disabled_at ? null : account;
}

const verifyEmail: MailResolver = async (mail) => {
  const account = await livingAccount(mail);
  if (!account || account.email_verified_at || account.email !== mail.recipient) return null;
  return linkFor(mail, 'VERIFY', account, account.email);
};

/** It goes to the address as the account has it, never to the one that was typed. */
const passwordReset: MailResolver = async (mail) => {
  const account = await findAccountByEmail(mail.recipient);
  if (!account || account.disabled_at) return null;
  return linkFor(mail, 'RESET', account, account.email);
};

const emailChange: MailResolver = async (mail) => {
  const account = await livingAccount(mail);
  const holder = await findAccountByEmail(mail.recipient);
  if (!account || (holder && holder.id !== account.id)) return null;
  return linkFor(mail, 'CHANGE_EMAIL', account, mail.recipient);
};

/** A notice of what was done already; its texts are made from what was noted then. */
const notice =
  (path?: string): MailResolver =>
  ({ params }) =>
    Promise.resolve({ values: params, ...(path !== undefined && { path }) });

/**
 * It says that the business waits, and leaves the code to be handed over: a mistyped address must not become a member.
 * Whether there is an account of the address is not asked, so it is the same mail.
 */
const staffInvitation: MailResolver = async (mail) => {
  const told = await findInvitationToTell(mail);
  if (!told) return null;
  const { name, business, inviter, role } = told;
  return { values: { name, business, inviter, role: ROLE_TEXTS[role] }, path: '/sign-in' };
};

/** What the mails of identity say at the moment they are sent. */
export const accountMailResolvers = {
  verify_email: verifyEmail,
  password_reset: passwordReset,
  password_changed: notice('/forgot'),
  email_change: emailChange,
  email_changed: notice(),
  recovery_codes_renewed: notice('/security'),
  identity_linked: notice('/profile'),
  identity_unlinked: notice('/profile'),
  staff_invitation: staffInvitation,
} satisfies Partial<Record<MailName, MailResolver>>;
