import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { mailResolvers } from '../../src/app/mails';
import { openTransport, sendDue } from '../../src/platform/mail';
import type { TestApp } from '../setup';

export interface SmtpInbox {
  url: string;
  mails: ParsedMail[];
  /** Mailboxes there are none of. */
  refused: Set<string>;
  stop(): Promise<void>;
}

/** A real SMTP server that keeps what it is given. `port` 0 takes a free one. */
export async function startSmtp(port = 0): Promise<SmtpInbox> {
  const mails: ParsedMail[] = [];
  const refused = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, callback) =>
      callback(
        refused.has(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null,
      ),
    onData: (stream, _session, callback) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        callback();
      }, callback);
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    refused,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Sends what is due by the settings, as the worker does; returns how many mails were taken up. */
export async function sendMails(): Promise<number> {
  const transport = openTransport()!;
  try {
    return await sendDue(transport, mailResolvers);
  } finally {
    transport.close();
  }
}

export interface LocalMail {
  id: string;
  recipient: string;
  subject: string;
  plain: string;
  html: string;
  /** Of its link; '' without one. */
  token: string;
}

/** What the local inbox holds for an address, oldest first, after everything due was sent. */
export async function mailsTo(app: TestApp, recipient: string): Promise<LocalMail[]> {
  await sendMails();
  const rows = await app.sql<LocalMail>(
    'SELECT id, recipient, subject, plain, html FROM local_inbox WHERE recipient = $1 ORDER BY received_at, id',
    [recipient],
  );
  return rows.map((row) => ({ ...row, token: /#([\w-]{43})/.exec(row.plain)?.[1] ?? '' }));
}

/** The token of the newest mail to an address whose link leads to a page. */
export async function tokenTo(app: TestApp, recipient: string, page: '/reset' | '/verify'): Promise<string> {
  const mails = (await mailsTo(app, recipient)).filter(({ plain }) => plain.includes(`${page}#`));
  const token = mails.at(-1)?.token;
  if (!token) throw new Error(`no link to ${page} for ${recipient}`);
  return token;
}
