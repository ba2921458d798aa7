import { v7 as uuidv7 } from 'uuid';
import { now } from '../../platform/clock';
import { db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';
import type { LinkKind } from './links.rules';

export interface Link {
  id: string;
  account_id: string;
  kind: LinkKind;
  email: string;
  expires_at: Date;
  used_at: Date | null;
  voided_at: Date | null;
}

export interface NewLink {
  accountId: string;
  kind: LinkKind;
  email: string;
  tokenHash: string;
  mailId: string;
  expiresAt: Date;
}

/** Stores the link of a mail; of one that is sent again the new one, in the place of the one before. */
export async function saveLink(link: NewLink): Promise<void> {
  const { accountId, kind, email, tokenHash, mailId, expiresAt } = link;
  await callAsPlatform(
    'link_save',
    `INSERT INTO account_links (id, account_id, kind, email, token_hash, mail_id, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (mail_id) DO UPDATE SET token_hash = EXCLUDED.token_hash, expires_at = EXCLUDED.expires_at`,
    [uuidv7(), accountId, kind, email, tokenHash, mailId, now(), expiresAt],
  );
}

/** The link of a token, whatever became of it, or null. */
export async function findLink(tokenHash: string): Promise<Link | null> {
  const [row] = await callAsPlatform<Link>(
    'link_by_token',
    `SELECT id, account_id, kind, email, expires_at, used_at, voided_at FROM account_links WHERE token_hash = $1`,
    [tokenHash],
  );
  return row ?? null;
}

/** Uses a link up in the open transaction; false where somebody was first, or it ended meanwhile. */
export async function useUp(id: string): Promise<boolean> {
  const at = now();
  const count = await db().$executeRaw`
    UPDATE account_links SET used_at = ${at}::timestamptz
    WHERE id = ${id}::uuid AND used_at IS NULL AND voided_at IS NULL AND expires_at > ${at}::timestamptz`;
  return count > 0;
}

/** Ends what links an account still has, in the open transaction. */
export async function voidLinks(accountId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE account_links SET voided_at = ${now()}::timestamptz
    WHERE account_id = ${accountId}::uuid AND used_at IS NULL AND voided_at IS NULL`;
}
