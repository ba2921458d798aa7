import { createHash } from 'node:crypto';
import { now } from '../clock';
import { Problem } from '../http';
import { log } from '../logging';
import { defineJob } from '../queue';
import { noteFinding } from './findings.repository';
import type { GatewayAccount, GatewayName, GatewayNotice, NoticeHeaders } from './gateway.types';
import { gatewayOf } from './gateways';
import { claimNotices, deleteNotices, endNotice, noteNotice } from './notices.repository';
import type { StoredNotice } from './notices.repository';

/** Whoever has made charges, and so is paid. */
export interface Payee {
  /** Accounts that a message from this gateway about one of its orders may come from. */
  accountsAt(gateway: GatewayName, orderId: string): Promise<GatewayAccount[]>;
  /**
   * Looks into what a notice is about, by asking the gateway itself. False where no charge of this payee is meant. Throws
   * where that can't be done now; it is called again.
   */
  lookInto(notice: GatewayNotice, gateway: GatewayName): Promise<boolean>;
}

const payees: Payee[] = [];

/** Lets notices reach whoever has made charges. Asked in the order of registration. */
export function registerPayee(payee: Payee): void {
  payees.push(payee);
}

const orderIdOf = (message: unknown): string => {
  const { order_id, external_id, data } = message as Record<string, unknown>;
  const inner = (data as { reference_id?: unknown } | undefined)?.reference_id;
  const named = order_id ?? external_id ?? inner;
  return typeof named === 'string' ? named : '';
};

/** The message as one of the accounts vouches for it; throws 401 where none does. */
async function verify(
  gateway: GatewayName,
  message: unknown,
  headers: NoticeHeaders,
): Promise<GatewayNotice | null> {
  const orderId = orderIdOf(message);
  const accounts = await Promise.all(payees.map((payee) => payee.accountsAt(gateway, orderId)));
  for (const account of accounts.flat()) {
    const notice = gatewayOf(account).readNotice(message, headers);
    if (notice !== 'forged') return notice;
  }
  log.warn('a payment notification that no gateway of ours signed', { gateway });
  throw new Problem('notification_forged');
}

const movesMoney = ({ status }: GatewayNotice) => status === 'PAID' || status === 'REVERSED';

async function lookInto(notice: StoredNotice): Promise<string> {
  for (const payee of payees) if (await payee.lookInto(notice, notice.gateway)) return 'LOOKED_INTO';
  if (movesMoney(notice)) await noteFinding({ ...notice, kind: 'UNKNOWN_ORDER' });
  return 'UNKNOWN_ORDER';
}

/** One that can't be looked into now keeps its place; the job comes back to it. */
async function tryNotice(notice: StoredNotice): Promise<boolean> {
  try {
    await endNotice(notice.id, await lookInto(notice));
    return true;
  } catch (error) {
    log.warn('payment notification not looked into yet', { id: notice.id, tries: notice.tries, error });
    return false;
  }
}

/**
 * Takes a gateway's message. It is a reason to ask, never the answer: once it is verified and written down it is kept, and
 * the gateway is asked what is true. So twice, late and out of order come out the same. Throws 400, 401.
 */
export async function takeNotice(gateway: GatewayName, raw: Buffer, headers: NoticeHeaders): Promise<void> {
  let message: unknown;
  try {
    message = JSON.parse(raw.toString('utf8'));
  } catch (cause) {
    throw new Problem('malformed_json', { cause });
  }
  if (typeof message !== 'object' || message === null) throw new Problem('malformed_json');
  const notice = await verify(gateway, message, headers);
  if (!notice) return;
  const digest = createHash('sha256').update(`${gateway}\n`).update(raw).digest('base64url');
  const news = await noteNotice(gateway, notice, digest);
  if (news) await tryNotice(news);
}

const AT_ONCE = 50;

/** Comes back to notices that could not be looked into; how many it could. */
export async function lookIntoNotices(): Promise<number> {
  const notices = await claimNotices(AT_ONCE);
  const done = await Promise.all(notices.map(tryNotice));
  return done.filter(Boolean).length;
}

const KEPT_DAYS = 90;

export const purgeGatewayNotices = defineJob({
  name: 'purge-gateway-notices',
  summary: `What payment gateways told ${KEPT_DAYS} days ago`,
  schedule: '50 3 * * *',
  async run() {
    const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000);
    log.info('payment notifications purged', { count: await deleteNotices(before) });
  },
});
