import { isLiveCharge } from '@meja/domain';
import { now } from '../../../platform/clock';
import { lookIntoNotices, registerPayee, resealAccounts } from '../../../platform/gateway';
import { log } from '../../../platform/logging';
import { defineJob } from '../../../platform/queue';
import { findInvoiceStatus } from '../billing.repository';
import { claimDueCharges } from './charges.repository';
import type { ChargeRow } from './charges.repository';
import { invoicePayee, lookAtCharge } from './settle.service';

registerPayee(invoicePayee);

const AT_ONCE = 50;
/** Longer than asking takes; whoever could not, asks again then. */
const LEASE_MS = 120_000;

async function reconcile(charge: ChargeRow): Promise<boolean> {
  try {
    // An invoice that is paid otherwise or void is not to be paid once more.
    const isClosed = isLiveCharge(charge.status) && (await findInvoiceStatus(charge)) !== 'OPEN';
    await lookAtCharge(charge, isClosed);
    return true;
  } catch (error) {
    log.warn('a charge could not be asked about yet', { orderId: charge.orderId, error });
    return false;
  }
}

/** Asks gateways about what pends, ends what nobody is to pay, finds what was lost on the way. Safe twice or late. */
export async function reconcilePayments(): Promise<{ notices: number; charges: number }> {
  const notices = await lookIntoNotices();
  const at = now();
  const due = await claimDueCharges(at, new Date(at.getTime() + LEASE_MS), AT_ONCE);
  const done = await Promise.all(due.map(reconcile));
  return { notices, charges: done.filter(Boolean).length };
}

export const reconcileInvoicePayments = defineJob({
  name: 'reconcile-invoice-payments',
  summary: 'Asks payment gateways about charges that pend, and looks into notifications that could not be',
  schedule: '* * * * *',
  async run() {
    const counts = await reconcilePayments();
    if (counts.notices + counts.charges > 0) log.info('payments reconciled', counts);
  },
});

export const resealSecrets = defineJob({
  name: 'reseal-secrets',
  summary: 'Seals credentials with the key of today that are sealed with a former one',
  schedule: '55 3 * * *',
  async run() {
    log.info('credentials sealed anew', { count: await resealAccounts() });
  },
});
