import { createTransport } from 'nodemailer';
import { config } from '../config';
import { isLoopback } from '../http';
import { receive } from './inbox.repository';
import type { Message } from './mail.types';

/** What takes mail. `send` ends when the other side has answered for it. Throws {@link MailFailure}. */
export interface Transport {
  send(message: Message): Promise<void>;
  close(): void;
}

/**
 * `refused`: this mail, for good (no such mailbox). `later`: this mail, for now. `away`: the server itself, so that the
 * next mail need not be tried either.
 */
export class MailFailure extends Error {
  override name = 'MailFailure';
  constructor(
    readonly kind: 'refused' | 'later' | 'away',
    /** Short and without anybody's address. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`mail ${kind}: ${code}`, options);
  }
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** Faults of the way to the server, or of our standing with it. */
const AWAY = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EAUTH',
  'EPROTOCOL',
]);

function failureOf(error: unknown): MailFailure {
  const { code = '', responseCode } = error as { code?: string; responseCode?: number };
  const short = [code, responseCode].filter(Boolean).join(' ') || 'unknown';
  if (AWAY.has(code)) return new MailFailure('away', short, { cause: error });
  const isFinal = responseCode !== undefined && responseCode >= 500;
  return new MailFailure(isFinal ? 'refused' : 'later', short, { cause: error });
}

/** Links that change passwords do not cross a network in the clear, unless the setting itself says so (`?ignoreTLS=true`). */
function secured(address: string): string {
  const url = new URL(address);
  const isOpen = url.protocol === 'smtp:' && !isLoopback(url.hostname) && config().env === 'production';
  if (isOpen && !url.searchParams.has('ignoreTLS')) url.searchParams.set('requireTLS', 'true');
  return url.toString();
}

/** The SMTP server of the settings, over a few kept connections. */
function smtp(address: string): Transport {
  const { mailFrom, publicUrl } = config();
  const host = new URL(publicUrl).hostname;
  const mailer = createTransport(secured(address), {
    from: mailFrom,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  Object.assign(mailer.options, {
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  return {
    async send({ id, to, subject, html, plain }) {
      try {
        await mailer.sendMail({
          // As an object: what somebody typed is never read as a list of addresses.
          to: { name: '', address: to },
          subject,
          html,
          text: plain,
          // The same at each try, so that a mailbox that got it twice shows it once.
          messageId: `<${id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
      } catch (error) {
        throw failureOf(error);
      }
    },
    close: () => mailer.close(),
  };
}

/** Where mail goes by the settings; null where nothing takes any: it waits. */
export function openTransport(): Transport | null {
  const { smtpUrl, localInbox } = config();
  if (smtpUrl) return smtp(smtpUrl);
  return localInbox ? { send: receive, close: () => undefined } : null;
}
