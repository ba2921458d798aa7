import { broadcast, onBroadcast } from '../cache';
import { now } from '../clock';
import { afterCommit } from '../db';
import { log } from '../logging';
import { defineJob } from '../queue';
import { sendDue } from './delivery';
import type { MailResolvers } from './mail.types';
import { deleteMails, insertMail } from './outbox.repository';
import type { NewMail } from './outbox.repository';
import { openTransport } from './transport';

const WAKE = 'mail.wake';
const LOOK_MS = 60_000;
const KEPT_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/**
 * Asks for a mail in the open transaction: it leaves if and only if that is committed, at once where the worker hears of
 * it and else within a minute.
 */
export async function queueMail(mail: NewMail): Promise<void> {
  await insertMail(mail);
  afterCommit(() => void broadcast(WAKE, null));
}

export interface Mailer {
  /** Ends after the mail at hand. */
  close(): Promise<void>;
}

/** Sends what waits, each mail by one process alone. Looks when it is woken and every minute. */
export function startMailer(resolvers: MailResolvers): Mailer {
  const transport = openTransport();
  let isStopping = false;
  let running: Promise<void> | null = null;
  let again = false;
  if (!transport) log.warn('no SMTP_URL: e-mails wait until there is one');

  async function run(): Promise<void> {
    do {
      again = false;
      await sendDue(transport!, resolvers, () => isStopping);
    } while (again && !isStopping);
  }

  function look(): Promise<void> {
    if (!transport || isStopping) return Promise.resolve();
    if (running) {
      again = true;
      return running;
    }
    return (running = run()
      .catch((error: unknown) => log.warn('mails interrupted; going on', { error }))
      .finally(() => (running = null)));
  }

  const offWake = onBroadcast(
    WAKE,
    () => void look(),
    () => void look(),
  );
  // Beside the schedule of the queue, which needs Redis.
  const timer = setInterval(() => void look(), LOOK_MS);
  timer.unref();
  void look();

  return {
    async close() {
      isStopping = true;
      clearInterval(timer);
      offWake();
      await running;
      transport?.close();
    },
  };
}

/** The schedule's part: whoever sends looks. What becomes of each mail stands in its row. */
export const sendEmails = defineJob({
  name: 'send-emails',
  summary: 'E-mails that wait, and those whose turn to be tried again has come',
  schedule: '* * * * *',
  run: () => broadcast(WAKE, null),
});

export const purgeEmails = defineJob({
  name: 'purge-emails',
  summary: `What is known of e-mails and links of ${KEPT_DAYS} days ago`,
  schedule: '45 3 * * *',
  async run() {
    const before = new Date(now().getTime() - KEPT_DAYS * DAY_MS);
    log.info('e-mails purged', { count: await deleteMails(before) });
  },
});
