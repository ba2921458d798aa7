import { emailForms } from '@meja/domain';
import type { Role } from '@meja/domain';
import { now } from '../../platform/clock';
import { db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

/** A pending membership: who somebody would be in a tenant. */
export interface Invitation {
  tenant_id: string;
  member_id: string;
  name: string;
  email: string;
}

const COLUMNS = 'm.tenant_id, m.user_id AS member_id, m.name, m.email';
const OPEN = 'm.account_id IS NULL AND m.active AND m.deleted_at IS NULL AND m.code_expires_at > $2';

/** What a code opens for an address, or null: another address's code opens nothing. */
export async function findInvitation(email: string, codeHash: string): Promise<Invitation | null> {
  const [row] = await callAsPlatform<Invitation>(
    'invitation_by_code',
    `SELECT ${COLUMNS} FROM memberships m WHERE m.code_hash = $3 AND m.email = ANY ($1) AND ${OPEN} LIMIT 1`,
    [emailForms(email), now(), codeHash],
  );
  return row ?? null;
}

/** Whether anything is open for an address. */
export async function isInvited(email: string): Promise<boolean> {
  const rows = await callAsPlatform(
    'invitation_by_email',
    `SELECT FROM memberships m WHERE m.email = ANY ($1) AND ${OPEN} LIMIT 1`,
    [emailForms(email), now()],
  );
  return rows.length > 0;
}

/** The tenant an account joined with this code and still works in, or null: a repeated request joins nothing anew. */
export async function findJoined(accountId: string, codeHash: string): Promise<string | null> {
  const [row] = await callAsPlatform<{ tenant_id: string }>(
    'joined_by_code',
    'SELECT tenant_id FROM memberships WHERE code_hash = $2 AND account_id = $1 AND active AND deleted_at IS NULL LIMIT 1',
    [accountId, codeHash],
  );
  return row?.tenant_id ?? null;
}

/** Makes a pending membership the account's, once; false where it is no longer open. Call in a platform transaction. */
export async function acceptInvitation(
  { tenant_id, member_id }: Invitation,
  codeHash: string,
  accountId: string,
): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE memberships m SET account_id = ${accountId}::uuid, version = version + 1,
      photo_hash = (SELECT p.hash FROM account_photos p WHERE p.user_id = ${accountId}::uuid)
    WHERE m.tenant_id = ${tenant_id}::uuid AND m.user_id = ${member_id}::uuid AND m.code_hash = ${codeHash}
      AND m.account_id IS NULL AND m.active AND m.deleted_at IS NULL AND m.code_expires_at > ${now()}::timestamptz`;
  return count > 0;
}

/** What a mail tells somebody who is invited. */
export interface ToldInvitation {
  name: string;
  business: string;
  inviter: string;
  role: Exclude<Role, 'SUPER_ADMIN'>;
}

const HOUR_MS = 3_600_000;
/** Invitations that may leave in a business's name within an hour, and reach one address within a day. */
const MOST_OF_TENANT = 60;
const MOST_TO_ADDRESS = 5;

/**
 * What an invitation's mail says; null where it is over, where its inviter has not proved an address of their own (an
 * account that nobody has proved writes to nobody), or where there were too many.
 */
export async function findInvitationToTell(mail: {
  tenant_id: string | null;
  recipient: string;
  params: Record<string, string>;
}): Promise<ToldInvitation | null> {
  const at = now().getTime();
  const [row] = await callAsPlatform<ToldInvitation>(
    'invitation_to_tell',
    `SELECT m.name, m.role, t.name AS business, i.name AS inviter
     FROM memberships m JOIN tenants t ON t.id = m.tenant_id
     JOIN memberships i ON i.tenant_id = m.tenant_id AND i.user_id = $4 AND i.active AND i.deleted_at IS NULL
     JOIN users u ON u.id = i.account_id AND u.email_verified_at IS NOT NULL AND u.disabled_at IS NULL
     WHERE ${OPEN} AND m.tenant_id = $1 AND m.user_id = $3
       AND $5 > (SELECT count(*) FROM emails e WHERE e.tenant_id = $1 AND e.name = 'staff_invitation'
                 AND e.status = 'SENT' AND e.ended_at > $6)
       AND $7 > (SELECT count(*) FROM emails e WHERE e.recipient = $9 AND e.name = 'staff_invitation'
                 AND e.status = 'SENT' AND e.ended_at > $8)`,
    [
      mail.tenant_id,
      now(),
      mail.params.memberId,
      mail.params.inviterId,
      MOST_OF_TENANT,
      new Date(at - HOUR_MS),
      MOST_TO_ADDRESS,
      new Date(at - 24 * HOUR_MS),
      mail.recipient,
    ],
  );
  return row ?? null;
}
