import { CHARGE_BANKS, isLiveCharge, methodsFor } from '@meja/domain';
import type { InvoicePaymentDto, PayInvoiceBody } from '@meja/domain';
import { newId } from '../../../lib/id';
import { now } from '../../../platform/clock';
import { config } from '../../../platform/config';
import { withTenant } from '../../../platform/db';
import { GatewayFailure, findActiveAccount, gatewayOf } from '../../../platform/gateway';
import type { GatewayAccount } from '../../../platform/gateway';
import { Problem, invalid, notFound } from '../../../platform/http';
import { log } from '../../../platform/logging';
import { atDesk, numberOf } from '../billing';
import { findInvoice } from '../billing.repository';
import type { InvoiceRow } from '../billing.repository';
import { presentInvoice } from '../subscription.presenter';
import { FIRST_CHECK_MS, expiryOf, nextCheckAt } from './charge.rules';
import { findLastCharge, findLiveCharge, insertCharge, saveFailed, saveMade } from './charges.repository';
import type { ChargeRow, NewCharge } from './charges.repository';
import { presentCharge } from './payment.presenter';
import { lookAtCharge } from './settle.service';

/** Failures after which it is certain that the gateway made nothing. */
const NEVER_SENT = new Set(['breaker_open', 'unreachable']);

async function invoiceOf(tenantId: string, id: string): Promise<InvoiceRow> {
  const invoice = await withTenant(tenantId, () => findInvoice(id));
  if (!invoice) throw notFound();
  return invoice;
}

/** An invoice with the ways to pay it and the last try. Throws 404. */
export async function readPayment(tenantId: string, id: string): Promise<InvoicePaymentDto> {
  const invoice = await invoiceOf(tenantId, id);
  const [charge, account] = await Promise.all([findLastCharge(tenantId, id), findActiveAccount()]);
  const canPay = account !== null && invoice.status === 'OPEN';
  return {
    invoice: presentInvoice(invoice),
    methods: canPay ? methodsFor(invoice.total) : [],
    banks: canPay ? [...CHARGE_BANKS] : [],
    charge: charge && presentCharge(charge),
  };
}

type Wish = Required<Pick<NewCharge, 'method' | 'bank'>>;

/** What becomes of a wish: the charge that is there for it, one that stands in its way, or a new one that is written. */
type Begun = { there: ChargeRow } | { other: ChargeRow } | { made: ChargeRow; invoice: InvoiceRow };

/** Known at the gateway by the invoice's number and a part by chance: the gateway takes each id once for good. */
const orderIdOf = (invoice: InvoiceRow, id: string) =>
  `${numberOf(invoice)}-${id.replaceAll('-', '').slice(-12)}`;

/** Past its time, or without anything to pay by although its answer would have come by now. */
const isStale = ({ expiresAt, createdAt, instructions }: ChargeRow, at: Date) =>
  expiresAt <= at || (instructions === null && at.getTime() - createdAt.getTime() >= FIRST_CHECK_MS);

function begin(tenantId: string, id: string, wish: Wish, account: GatewayAccount): Promise<Begun> {
  return atDesk(tenantId, async ({ at }) => {
    const invoice = await findInvoice(id);
    if (!invoice) throw notFound();
    if (invoice.status !== 'OPEN') throw new Problem('invoice_not_open');
    if (!methodsFor(invoice.total).includes(wish.method))
      throw invalid({ path: 'method', code: 'not_allowed' });
    const live = await findLiveCharge(tenantId, id);
    if (live) {
      const isSame = live.method === wish.method && live.bank === wish.bank && live.accountId === account.id;
      return isSame && !isStale(live, at) ? { there: live } : { other: live };
    }
    const chargeId = newId();
    await insertCharge(
      {
        ...wish,
        id: chargeId,
        invoiceId: id,
        accountId: account.id,
        orderId: orderIdOf(invoice, chargeId),
        amount: invoice.total,
        createdAt: at,
        expiresAt: expiryOf(wish.method, at),
      },
      new Date(at.getTime() + FIRST_CHECK_MS),
    );
    return { made: (await findLiveCharge(tenantId, id))!, invoice };
  });
}

/** Asks the gateway for a charge that is written here already; the note of what it made follows. */
async function make(charge: ChargeRow, invoice: InvoiceRow, account: GatewayAccount): Promise<void> {
  const { publicUrl } = config();
  try {
    const made = await gatewayOf(account).createCharge({
      ...charge,
      description: numberOf(invoice),
      now: now(),
      returnUrl: `${publicUrl}/subscription/pay/${invoice.id}`,
      noticeUrl: `${publicUrl}/api/v1/payments/notifications/${account.gateway.toLowerCase()}`,
    });
    await saveMade(charge, made, nextCheckAt({ ...charge, status: 'PENDING' }, now())!);
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    log.warn('a charge was not made', { orderId: charge.orderId, kind: error.kind, code: error.code });
    const isCertain = error.kind === 'refused' || NEVER_SENT.has(error.code);
    // Else it may be there: the job asks for it by our own order id.
    if (isCertain) await saveFailed(charge, error.code, now());
    throw new Problem(error.kind === 'refused' ? 'gateway_refused' : 'gateway_unavailable', { cause: error });
  }
}

async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GatewayFailure) throw new Problem('gateway_unavailable', { cause: error });
    throw error;
  }
}

/**
 * Begins to pay an open invoice. Asked again in the same way it is the same charge; another way ends the first one before.
 * Throws 404, 409 `invoice_not_open`, `gateway_not_set_up`, `gateway_refused`, 422, 503 `gateway_unavailable`.
 */
export async function startPayment(
  tenantId: string,
  id: string,
  { method, bank }: PayInvoiceBody,
): Promise<InvoicePaymentDto> {
  const account = await findActiveAccount();
  if (!account) {
    await invoiceOf(tenantId, id);
    throw new Problem('gateway_not_set_up');
  }
  const wish: Wish = { method, bank: method === 'VIRTUAL_ACCOUNT' ? (bank ?? 'BCA') : null };
  let begun = await begin(tenantId, id, wish, account);
  if ('other' in begun) {
    await orUnavailable(lookAtCharge(begun.other, true));
    begun = await begin(tenantId, id, wish, account);
  }
  if ('other' in begun) throw new Problem('gateway_unavailable');
  if ('made' in begun) await make(begun.made, begun.invoice, account);
  return readPayment(tenantId, id);
}

/** Asks the gateway at once whether the last try has been paid. Throws 404, 503 `gateway_unavailable`. */
export async function checkPayment(tenantId: string, id: string): Promise<InvoicePaymentDto> {
  const charge = await findLastCharge(tenantId, id);
  const isNews = charge && (isLiveCharge(charge.status) || charge.status === 'EXPIRED');
  // Right after it was asked for, its answer is still on the way.
  const isYoung =
    charge?.status === 'CREATING' && now().getTime() - charge.createdAt.getTime() < FIRST_CHECK_MS;
  if (isNews && !isYoung) await orUnavailable(lookAtCharge(charge));
  return readPayment(tenantId, id);
}
