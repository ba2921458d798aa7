import { chargeMovesOn, isLiveCharge } from '@meja/domain';
import type { ChargeStatus, FindingKind } from '@meja/domain';
import { now } from '../../../platform/clock';
import { findAccount, findAccountsAt, gatewayOf, noteFinding } from '../../../platform/gateway';
import type { ChargeReport, GatewayAccount, GatewayNotice, Payee } from '../../../platform/gateway';
import { atDesk, payInvoice } from '../billing';
import type { Desk } from '../billing';
import { findInvoice } from '../billing.repository';
import { FIRST_CHECK_MS, NEVER_MADE_MS, nextCheckAt } from './charge.rules';
import { findChargeOf, lockCharge, saveFailed, saveStatus, scheduleCheck } from './charges.repository';
import type { ChargeRow } from './charges.repository';

/** A payment that arrived: the invoice is paid by it, or a person has to look at it. */
async function takePayment(desk: Desk, charge: ChargeRow, report: ChargeReport): Promise<FindingKind | null> {
  if (report.amount !== charge.amount) return 'AMOUNT_DIFFERS';
  const invoice = (await findInvoice(charge.invoiceId))!;
  if (invoice.status === 'VOID') return 'INVOICE_VOID';
  if (invoice.status === 'PAID') return 'ALREADY_PAID';
  await payInvoice(desk, invoice, report.providerId);
  return null;
}

const findingOf = (
  desk: Desk,
  charge: ChargeRow,
  report: ChargeReport,
): Promise<FindingKind | null> | FindingKind | null => {
  if (report.status === 'PAID') return takePayment(desk, charge, report);
  return report.status === 'REVERSED' ? 'REVERSED' : null;
};

/**
 * Brings what a gateway reports into the books: in one transaction under the subscription's lock, once, and never back.
 * Fifty at once are one payment.
 */
async function apply(
  charge: ChargeRow,
  report: ChargeReport,
  gateway: GatewayAccount['gateway'],
): Promise<void> {
  await atDesk(charge.tenantId, async (desk) => {
    const row = (await lockCharge(charge.id))!;
    const { status, providerId, amount } = report;
    if (!chargeMovesOn(row.status, status)) {
      await scheduleCheck(row, nextCheckAt(row, desk.at));
      return;
    }
    const next = nextCheckAt({ ...row, status }, desk.at);
    await saveStatus(row, { status, providerId, amount, at: desk.at, nextCheckAt: next });
    const kind = await findingOf(desk, row, report);
    if (kind) await noteFinding({ kind, gateway, orderId: row.orderId, providerId, amount });
  });
}

const isOver = (charge: ChargeRow) => now() >= charge.expiresAt;
const ageOf = (charge: ChargeRow) => now().getTime() - charge.createdAt.getTime();

/** One that we ended because its time was over has expired, whatever the gateway calls that. */
const statusFor = (charge: ChargeRow, status: ChargeReport['status']): ChargeReport['status'] =>
  status === 'CANCELLED' && isOver(charge) ? 'EXPIRED' : status;

/** What is to be said of a charge that the gateway does not know. */
function statusOfUnknown(charge: ChargeRow, hasEnded: boolean): ChargeStatus {
  if (hasEnded) return isOver(charge) ? 'EXPIRED' : 'CANCELLED';
  const isNeverMade = charge.status === 'CREATING' && ageOf(charge) >= NEVER_MADE_MS;
  return isNeverMade ? 'FAILED' : charge.status;
}

async function applyUnknown(charge: ChargeRow, hasEnded: boolean, account: GatewayAccount): Promise<void> {
  const status = statusOfUnknown(charge, hasEnded);
  if (status === 'FAILED') return saveFailed(charge, 'never_made', now());
  if (status === 'EXPIRED' || status === 'CANCELLED') {
    const report = { providerId: charge.providerId ?? charge.orderId, status, amount: charge.amount };
    return apply(charge, report, account.gateway);
  }
  await scheduleCheck(charge, nextCheckAt(charge, now()));
}

/**
 * Asks the gateway what is true of a charge, and brings it into the books. `end`: nobody is to pay it any more; so too once
 * its time is over, or where nobody can see what to pay, because our own note of it was lost. Throws `GatewayFailure`.
 */
export async function lookAtCharge(charge: ChargeRow, end = false): Promise<void> {
  const account = (await findAccount(charge.accountId))!;
  const gateway = gatewayOf(account);
  let report = await gateway.readCharge(charge);
  const isForgotten = report !== null && charge.instructions === null && ageOf(charge) >= FIRST_CHECK_MS;
  const isPayable = report === null ? isLiveCharge(charge.status) : report.status === 'PENDING';
  const ends = isPayable && (end || isForgotten || isOver(charge));
  if (ends) {
    await gateway.cancelCharge({ ...charge, providerId: report?.providerId ?? charge.providerId });
    report = await gateway.readCharge(charge);
  }
  if (report) return apply(charge, { ...report, status: statusFor(charge, report.status) }, account.gateway);
  return applyUnknown(charge, ends, account);
}

const differs = (charge: ChargeRow, notice: GatewayNotice) =>
  notice.status === 'PAID' && notice.amount !== charge.amount;

/** Notices about invoices of this service. */
export const invoicePayee: Payee = {
  accountsAt: (gateway) => findAccountsAt(gateway),
  async lookInto(notice, gateway) {
    const charge = await findChargeOf(notice.orderId, notice.providerId);
    if (!charge) return false;
    if (differs(charge, notice)) await noteFinding({ ...notice, kind: 'AMOUNT_DIFFERS', gateway });
    const known = { ...charge, providerId: charge.providerId ?? notice.providerId };
    await lookAtCharge(known);
    return true;
  },
};
