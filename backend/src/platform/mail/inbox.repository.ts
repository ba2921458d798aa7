import { now } from '../clock';
import { callAsPlatform } from '../db/platform-door';
import type { Message } from './mail.types';

export interface Received {
  id: string;
  recipient: string;
  subject: string;
  received_at: Date;
}

const SHOWN = 100;

/** Puts a message into the local inbox; the same one twice is one. */
export async function receive({ id, to, subject, html, plain }: Message): Promise<void> {
  await callAsPlatform(
    'inbox_receive',
    `INSERT INTO local_inbox (id, recipient, subject, html, plain, received_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET html = EXCLUDED.html, plain = EXCLUDED.plain, received_at = EXCLUDED.received_at`,
    [id, to, subject, html, plain, now()],
  );
}

/** What arrived, newest first. */
export const listReceived = (): Promise<Received[]> =>
  callAsPlatform<Received>(
    'inbox_list',
    `SELECT id, recipient, subject, received_at FROM local_inbox ORDER BY received_at DESC, id DESC LIMIT ${SHOWN}`,
    [],
  );

/** One message, or null. */
export async function findReceived(id: string): Promise<(Received & { html: string; plain: string }) | null> {
  const [row] = await callAsPlatform<Received & { html: string; plain: string }>(
    'inbox_one',
    'SELECT id, recipient, subject, received_at, html, plain FROM local_inbox WHERE id = $1',
    [id],
  );
  return row ?? null;
}
