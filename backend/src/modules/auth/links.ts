import { now } from '../../platform/clock';
import { Problem } from '../../platform/http';
import type { MailContent, WaitingMail } from '../../platform/mail';
import { findLink, saveLink } from './links.repository';
import type { Link } from './links.repository';
import { LINK_MS, hashLinkToken, linkPath, newLinkToken } from './links.rules';
import type { LinkKind } from './links.rules';
import { findAccount } from './users.repository';
import type { Account } from './users.repository';

/** Draws the link of a mail that is about to be sent: it works from now on, however long the mail had to wait. */
export async function linkFor(
  mail: WaitingMail,
  kind: LinkKind,
  { id, name }: Account,
  email: string,
): Promise<MailContent> {
  const token = newLinkToken();
  await saveLink({
    accountId: id,
    kind,
    email,
    tokenHash: hashLinkToken(token),
    mailId: mail.id,
    expiresAt: new Date(now().getTime() + LINK_MS[kind]),
  });
  return { to: email, values: { name }, path: linkPath(kind, token) };
}

/**
 * What a token of one of these kinds opens: its link, which may have been used before, and the account. Throws
 * `link_unusable`, whatever the reason.
 */
export async function openLink(
  token: string,
  kinds: readonly LinkKind[],
): Promise<{ link: Link; account: Account }> {
  const link = await findLink(hashLinkToken(token));
  const isOpen = link && kinds.includes(link.kind) && !link.voided_at && link.expires_at > now();
  const account = isOpen ? await findAccount(link.account_id) : null;
  if (!isOpen || !account || account.disabled_at) throw new Problem('link_unusable');
  return { link, account };
}
