import { v7 as uuidv7 } from 'uuid';
import type { Language } from '@meja/domain';
import { now } from '../clock';
import { db } from '../db';
import { callAsPlatform } from '../db/platform-door';
import type { MailName, WaitingMail } from './mail.types';

export interface NewMail {
  name: MailName;
  to: string;
  language: Language;
  /** Ids and names its text is made from when it is sent; never a secret. */
  params?: Record<string, string>;
}

/** Writes a mail in the open transaction, in the name of its tenant where it has one. */
export async function insertMail({ name, to, language, params = {} }: NewMail): Promise<void> {
  const at = now();
  await db().$executeRaw`
    INSERT INTO emails (id, tenant_id, name, language, recipient, params, created_at, next_at)
    VALUES (${uuidv7()}::uuid, NULLIF(current_setting('app.tenant_id', true), '')::uuid, ${name}, ${language}, ${to},
            ${JSON.stringify(params)}::jsonb, ${at}::timestamptz, ${at}::timestamptz)`;
}

/**
 * Takes the mail that has waited longest, for as long as `until`: whoever else looks meanwhile does not see it, and should
 * this process end, another takes it then. Null where none is due.
 */
export async function claimMail(until: Date): Promise<WaitingMail | null> {
  const [row] = await callAsPlatform<WaitingMail>(
    'mail_claim',
    `UPDATE emails SET attempts = attempts + 1, next_at = $2 WHERE id = (
       SELECT id FROM emails WHERE status = 'WAITING' AND next_at <= $1
       ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, tenant_id, name, language, recipient, params, attempts, created_at`,
    [now(), until],
  );
  return row ?? null;
}

/** What became of a claimed mail; a claim that another has taken over changes nothing. What it was made from goes. */
export async function endMail(
  { id, attempts }: WaitingMail,
  status: 'SENT' | 'DROPPED' | 'FAILED',
  error: string | null = null,
): Promise<void> {
  await callAsPlatform(
    'mail_end',
    `UPDATE emails SET status = $3, ended_at = $4, error = $5, params = '{}'
     WHERE id = $1 AND attempts = $2 AND status = 'WAITING'`,
    [id, attempts, status, now(), error],
  );
}

/** Lets a claimed mail wait for another try. */
export async function postponeMail({ id, attempts }: WaitingMail, until: Date, error: string): Promise<void> {
  await callAsPlatform(
    'mail_postpone',
    `UPDATE emails SET next_at = $3, error = $4 WHERE id = $1 AND attempts = $2 AND status = 'WAITING'`,
    [id, attempts, until, error],
  );
}

/** How mail fares: what waits (also for another try), the age of the oldest of it, and what failed for good within a day. */
export interface MailState {
  waiting: number;
  oldestSeconds: number;
  failed: number;
}

/** How mail fares at this moment, of the whole service. */
export async function readMailState(): Promise<MailState> {
  const [row] = await callAsPlatform<MailState>(
    'mail_state',
    `SELECT w.waiting, greatest(0, coalesce(extract(epoch FROM $1::timestamptz - w.oldest), 0))::float8 AS "oldestSeconds",
            (SELECT count(*)::int FROM emails
             WHERE status = 'FAILED' AND created_at > $1::timestamptz - interval '1 day') AS failed
     FROM (SELECT count(*)::int AS waiting, min(created_at) AS oldest FROM emails WHERE status = 'WAITING') w`,
    [now()],
  );
  return row!;
}

/** Deletes mails and links from before an instant; returns how many mails. */
export async function deleteMails(before: Date): Promise<number> {
  const gone = await callAsPlatform('mail_purge', 'DELETE FROM emails WHERE created_at < $1 RETURNING 1', [
    before,
  ]);
  await callAsPlatform('inbox_purge', 'DELETE FROM local_inbox WHERE received_at < $1', [before]);
  await callAsPlatform('links_purge', 'DELETE FROM account_links WHERE expires_at < $1', [before]);
  return gone.length;
}
