import { config } from '../config';
import { callGateway } from './call-gateway';
import type { GatewayAnswer, GatewayCall } from './call-gateway';
import { GatewayFailure } from './gateway-failure';
import type {
  ChargeReport,
  ChargeRef,
  ChargeRequest,
  Gateway,
  GatewayAccount,
  Instructions,
  MadeCharge,
} from './gateway.types';
import { isSameSecret } from './same-secret';

/** Payments API (payment requests) for QRIS and virtual accounts, invoices for its own page: https://docs.xendit.co/. */
const hostOf = ({ mode }: GatewayAccount): string =>
  mode === 'SIMULATOR'
    ? `${config().gatewaySimulator?.url ?? 'http://127.0.0.1:9'}/xendit`
    : // One address: the key says whether it is a try.
      'https://api.xendit.co';
const API_VERSION = '2024-11-11';

interface PaymentRequest {
  payment_request_id?: string;
  reference_id?: string;
  request_amount?: number;
  status?: string;
  actions?: { type?: string; descriptor?: string; value?: string }[];
}
interface Invoice {
  id?: string;
  external_id?: string;
  status?: string;
  amount?: number;
  paid_amount?: number;
  invoice_url?: string;
}

const REQUEST_STATUSES: Record<string, ChargeReport['status']> = {
  REQUIRES_ACTION: 'PENDING',
  ACCEPTING_PAYMENTS: 'PENDING',
  AUTHORIZED: 'PENDING',
  PENDING: 'PENDING',
  SUCCEEDED: 'PAID',
  EXPIRED: 'EXPIRED',
  CANCELED: 'CANCELLED',
  FAILED: 'FAILED',
};
const INVOICE_STATUSES: Record<string, ChargeReport['status']> = {
  PENDING: 'PENDING',
  PAID: 'PAID',
  SETTLED: 'PAID',
  EXPIRED: 'EXPIRED',
};

function requestReport(request: PaymentRequest): ChargeReport | null {
  const status = REQUEST_STATUSES[request.status ?? ''];
  if (!status || !request.payment_request_id) return null;
  return { providerId: request.payment_request_id, status, amount: Number(request.request_amount) };
}

function invoiceReport(invoice: Invoice): ChargeReport | null {
  const status = INVOICE_STATUSES[invoice.status ?? ''];
  if (!status || !invoice.id) return null;
  const amount = status === 'PAID' ? (invoice.paid_amount ?? invoice.amount) : invoice.amount;
  return { providerId: invoice.id, status, amount: Number(amount) };
}

function requestBody({ orderId, amount, method, bank, description, expiresAt }: ChargeRequest): object {
  const isQris = method === 'QRIS';
  return {
    reference_id: orderId,
    type: 'PAY',
    country: 'ID',
    currency: 'IDR',
    request_amount: amount,
    channel_code: isQris ? 'QRIS' : `${bank ?? 'BCA'}_VIRTUAL_ACCOUNT`,
    // A QRIS code of theirs ends after 48 hours whatever one says; ours is cancelled when its time is over.
    channel_properties: isQris ? {} : { display_name: 'Meja', expires_at: expiresAt.toISOString() },
    description,
  };
}

const invoiceBody = ({ orderId, amount, description, now, expiresAt, returnUrl }: ChargeRequest): object => ({
  external_id: orderId,
  amount,
  currency: 'IDR',
  description,
  invoice_duration: Math.max(60, Math.round((expiresAt.getTime() - now.getTime()) / 1000)),
  success_redirect_url: returnUrl,
  failure_redirect_url: returnUrl,
});

function instructionsOf({ actions = [] }: PaymentRequest): Instructions {
  const value = (descriptor: string) => actions.find((action) => action.descriptor === descriptor)?.value;
  const [qr, number] = [value('QR_STRING'), value('VIRTUAL_ACCOUNT_NUMBER')];
  return { ...(qr && { qr }), ...(number && { number }) };
}

const isRequest = (providerId: string | null) => providerId?.startsWith('pr-') ?? false;

export function xendit(account: GatewayAccount): Gateway {
  const host = hostOf(account);

  async function ask(call: Omit<GatewayCall, 'url'> & { path: string }): Promise<GatewayAnswer> {
    const headers = { 'api-version': API_VERSION, ...call.headers };
    return callGateway(account, { ...call, url: `${host}${call.path}`, headers });
  }
  const refuse = (status: number): never => {
    throw new GatewayFailure('refused', `xendit_${status}`);
  };

  function made(providerId: string | undefined, instructions: Instructions, status: number): MadeCharge {
    if (status >= 300 || !providerId || Object.keys(instructions).length === 0) return refuse(status);
    return { providerId, instructions };
  }

  async function createRequest(request: ChargeRequest): Promise<MadeCharge> {
    const headers = { 'idempotency-key': request.orderId };
    const { status, body } = await ask({
      method: 'POST',
      path: '/v3/payment_requests',
      body: requestBody(request),
      headers,
    });
    const answer = (body ?? {}) as PaymentRequest;
    return made(answer.payment_request_id, instructionsOf(answer), status);
  }

  async function createInvoice(request: ChargeRequest): Promise<MadeCharge> {
    const { status, body } = await ask({ method: 'POST', path: '/v2/invoices', body: invoiceBody(request) });
    const { id, invoice_url: url } = (body ?? {}) as Invoice;
    return made(id, url ? { url } : {}, status);
  }

  /** By our own id where theirs never arrived: invoices can be asked for by it, payment requests tell it themselves. */
  async function findInvoice({ orderId, providerId }: ChargeRef): Promise<Invoice | null> {
    const path = providerId
      ? `/v2/invoices/${encodeURIComponent(providerId)}`
      : `/v2/invoices?external_id=${encodeURIComponent(orderId)}`;
    const { status, body } = await ask({ method: 'GET', path });
    if (status === 404) return null;
    if (status >= 300) return refuse(status);
    return (Array.isArray(body) ? ((body as Invoice[])[0] ?? null) : body) as Invoice | null;
  }

  async function findRequest(providerId: string): Promise<PaymentRequest | null> {
    const path = `/v3/payment_requests/${encodeURIComponent(providerId)}`;
    const { status, body } = await ask({ method: 'GET', path });
    if (status === 404) return null;
    return status >= 300 ? refuse(status) : (body as PaymentRequest);
  }

  return {
    createCharge: (request) => (request.method === 'PAGE' ? createInvoice(request) : createRequest(request)),
    async readCharge(ref) {
      if (ref.method !== 'PAGE' && !isRequest(ref.providerId)) return null;
      const found = isRequest(ref.providerId) ? await findRequest(ref.providerId!) : await findInvoice(ref);
      if (!found) return null;
      const report = 'payment_request_id' in found ? requestReport(found) : invoiceReport(found);
      return report ?? refuse(200);
    },
    async cancelCharge(ref) {
      const id = encodeURIComponent(ref.providerId ?? ref.orderId);
      const path = isRequest(ref.providerId)
        ? `/v3/payment_requests/${id}/cancel`
        : `/invoices/${id}/expire!`;
      const { status } = await ask({ method: 'POST', path, body: {} });
      // 404: there is none. Others of 400: it has ended, or was paid.
      if (status >= 300 && ![400, 404, 409].includes(status)) refuse(status);
    },
    async refundCharge(ref, { refundId, amount, reason }) {
      const of = isRequest(ref.providerId)
        ? { payment_request_id: ref.providerId }
        : { invoice_id: ref.providerId };
      const body = {
        ...of,
        reference_id: refundId,
        currency: 'IDR',
        amount,
        reason: 'REQUESTED_BY_CUSTOMER',
        metadata: { reason },
      };
      const headers = { 'idempotency-key': refundId };
      const { status } = await ask({ method: 'POST', path: '/refunds', body, headers });
      if (status >= 300) refuse(status);
    },
    readNotice(message, headers) {
      const token = headers['x-callback-token'];
      // Without one of our own nothing is believed.
      if (!account.callbackToken || typeof token !== 'string') return 'forged';
      if (!isSameSecret(token, account.callbackToken)) return 'forged';
      const { data } = message as { data?: PaymentRequest };
      const report = data ? requestReport(data) : invoiceReport(message as Invoice);
      const orderId = data ? data.reference_id : (message as Invoice).external_id;
      return report && typeof orderId === 'string' ? { ...report, orderId } : null;
    },
  };
}
