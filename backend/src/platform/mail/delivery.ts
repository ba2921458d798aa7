import { now } from '../clock';
import { log } from '../logging';
import type { MailResolvers, WaitingMail } from './mail.types';
import { claimMail, endMail, postponeMail } from './outbox.repository';
import { renderMail } from './render';
import { MailFailure } from './transport';
import type { Transport } from './transport';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Longer than any try takes; a process that ended with a mail in its hands gives it up after that. */
export const LEASE_MS = 5 * MINUTE;
/** What comes later than this is of no use, and may frighten. */
export const GIVE_UP_AFTER_MS = 48 * HOUR;

/** How long a mail rests after its n-th try: a minute, then twice as long each time, an hour at most. */
export const restAfterTry = (attempts: number): number =>
  Math.min(MINUTE * 2 ** Math.min(attempts - 1, 10), HOUR);

const later = (ms: number) => new Date(now().getTime() + ms);
const isTooOld = (mail: WaitingMail) => now().getTime() - mail.created_at.getTime() > GIVE_UP_AFTER_MS;

async function giveUp(mail: WaitingMail, error: string): Promise<void> {
  log.error('mail given up', { id: mail.id, mail: mail.name, attempts: mail.attempts, code: error });
  await endMail(mail, 'FAILED', error);
}

/** Tries one claimed mail. True where the next may be tried, too. */
async function deliver(mail: WaitingMail, transport: Transport, resolvers: MailResolvers): Promise<boolean> {
  if (isTooOld(mail)) {
    await giveUp(mail, 'too_old');
    return true;
  }
  try {
    const content = await resolvers[mail.name](mail);
    if (!content) {
      await endMail(mail, 'DROPPED');
      return true;
    }
    await transport.send(renderMail(mail, content));
    await endMail(mail, 'SENT');
    return true;
  } catch (error) {
    const failure = error instanceof MailFailure ? error : null;
    if (failure?.kind === 'refused') {
      await giveUp(mail, failure.code);
      return true;
    }
    const code = failure?.code ?? 'internal';
    const details = failure ? {} : { error };
    log.warn('mail not sent; trying again', {
      id: mail.id,
      mail: mail.name,
      attempts: mail.attempts,
      code,
      ...details,
    });
    await postponeMail(mail, later(restAfterTry(mail.attempts)), code);
    return failure?.kind === 'later';
  }
}

/**
 * Sends what is due, one after another, until nothing is or the server is away: then the next look tries one mail
 * again, and the rest has lost nothing. Any number of processes may do so at once. Returns how many were taken up.
 */
export async function sendDue(
  transport: Transport,
  resolvers: MailResolvers,
  isStopping: () => boolean = () => false,
): Promise<number> {
  for (let count = 0; ; count += 1) {
    const mail = isStopping() ? null : await claimMail(later(LEASE_MS));
    if (!mail) return count;
    if (!(await deliver(mail, transport, resolvers))) return count + 1;
  }
}
