import { createHash } from 'node:crypto';
import type { ChargeBank } from '@meja/domain';
import { config } from '../config';
import { callGateway } from './call-gateway';
import type { GatewayCall } from './call-gateway';
import { GatewayFailure } from './gateway-failure';
import type {
  ChargeReport,
  ChargeRequest,
  Gateway,
  GatewayAccount,
  GatewayMode,
  Instructions,
} from './gateway.types';
import { isSameSecret } from './same-secret';

/** Core API and Snap, https://docs.midtrans.com/reference/. */
function hostsOf(mode: GatewayMode): { api: string; snap: string } {
  if (mode === 'SIMULATOR') {
    const base = `${config().gatewaySimulator?.url ?? 'http://127.0.0.1:9'}/midtrans`;
    return { api: base, snap: base };
  }
  const place = mode === 'SANDBOX' ? 'sandbox.' : '';
  return { api: `https://api.${place}midtrans.com`, snap: `https://app.${place}midtrans.com` };
}

interface Answer {
  status_code?: string;
  transaction_id?: string;
  order_id?: string;
  gross_amount?: string;
  transaction_status?: string;
  fraud_status?: string;
  signature_key?: string;
  qr_string?: string;
  va_numbers?: { bank: string; va_number: string }[];
  permata_va_number?: string;
  redirect_url?: string;
  token?: string;
}

/** What a status means; `capture` is of cards, and stands unless it is held for a look at it. */
function statusOf({
  transaction_status: status,
  fraud_status: fraud,
}: Answer): ChargeReport['status'] | null {
  switch (status) {
    case 'settlement':
      return 'PAID';
    case 'capture':
      return fraud === undefined || fraud === 'accept' ? 'PAID' : 'PENDING';
    case 'pending':
    case 'authorize':
      return 'PENDING';
    case 'expire':
      return 'EXPIRED';
    case 'cancel':
      return 'CANCELLED';
    case 'deny':
    case 'failure':
      return 'FAILED';
    case 'refund':
    case 'chargeback':
    case 'partial_refund':
    case 'partial_chargeback':
      return 'REVERSED';
    default:
      return null;
  }
}

function reportOf(answer: Answer): ChargeReport | null {
  const status = statusOf(answer);
  if (!status || !answer.transaction_id) return null;
  return { providerId: answer.transaction_id, status, amount: Number(answer.gross_amount) };
}

/** SHA512(order_id + status_code + gross_amount + server key), each as it was received. */
export const midtransSignature = (
  { order_id = '', status_code = '', gross_amount = '' }: Answer,
  serverKey: string,
): string =>
  createHash('sha512').update(`${order_id}${status_code}${gross_amount}${serverKey}`).digest('hex');

const minutesOf = ({ now, expiresAt }: ChargeRequest) =>
  Math.max(1, Math.round((expiresAt.getTime() - now.getTime()) / 60_000));

const BANK_FIELDS: Record<ChargeBank, object> = {
  BCA: { payment_type: 'bank_transfer', bank_transfer: { bank: 'bca' } },
  BNI: { payment_type: 'bank_transfer', bank_transfer: { bank: 'bni' } },
  BRI: { payment_type: 'bank_transfer', bank_transfer: { bank: 'bri' } },
  CIMB: { payment_type: 'bank_transfer', bank_transfer: { bank: 'cimb' } },
  PERMATA: { payment_type: 'permata' },
};

function coreBody(request: ChargeRequest): object {
  return {
    ...(request.method === 'QRIS'
      ? { payment_type: 'qris', qris: { acquirer: 'gopay' } }
      : BANK_FIELDS[request.bank ?? 'BCA']),
    transaction_details: { order_id: request.orderId, gross_amount: request.amount },
    custom_expiry: { expiry_duration: minutesOf(request), unit: 'minute' },
  };
}

const snapBody = (request: ChargeRequest): object => ({
  transaction_details: { order_id: request.orderId, gross_amount: request.amount },
  item_details: [{ id: 'invoice', name: request.description, price: request.amount, quantity: 1 }],
  expiry: { duration: minutesOf(request), unit: 'minutes' },
  callbacks: { finish: request.returnUrl },
});

function instructionsOf(answer: Answer): Instructions {
  const number = answer.va_numbers?.[0]?.va_number ?? answer.permata_va_number;
  return {
    ...(answer.qr_string && { qr: answer.qr_string }),
    ...(number && { number }),
    ...(answer.redirect_url && { url: answer.redirect_url }),
  };
}

/** An answer's own code counts: the status of HTTP is 200 or 201 also where the charge was refused. */
const codeOf = (status: number, { status_code: code }: Answer): number => Number(code ?? status);

export function midtrans(account: GatewayAccount): Gateway {
  const { api, snap } = hostsOf(account.mode);

  async function ask(call: GatewayCall): Promise<{ code: number; answer: Answer }> {
    const { status, body } = await callGateway(account, call);
    const answer = (body ?? {}) as Answer;
    return { code: codeOf(status, answer), answer };
  }

  const post = (url: string, request: ChargeRequest, body: object) =>
    ask({ method: 'POST', url, body, headers: { 'X-Override-Notification': request.noticeUrl } });

  const order = (orderId: string, what: string) => `${api}/v2/${encodeURIComponent(orderId)}/${what}`;

  return {
    async createCharge(request) {
      const isPage = request.method === 'PAGE';
      const { code, answer } = isPage
        ? await post(`${snap}/snap/v1/transactions`, request, snapBody(request))
        : await post(`${api}/v2/charge`, request, coreBody(request));
      const providerId = isPage ? answer.token : answer.transaction_id;
      const instructions = instructionsOf(answer);
      if (code >= 500) throw new GatewayFailure('away', `midtrans_${code}`);
      if (code >= 300 || !providerId || Object.keys(instructions).length === 0)
        throw new GatewayFailure('refused', `midtrans_${code}`);
      return { providerId, instructions };
    },
    async readCharge({ orderId }) {
      const { code, answer } = await ask({ method: 'GET', url: order(orderId, 'status') });
      // Of its own page it knows nothing until somebody has chosen how to pay.
      if (code === 404) return null;
      const report = reportOf(answer);
      if (!report) throw new GatewayFailure(code >= 500 ? 'away' : 'refused', `midtrans_${code}`);
      return report;
    },
    async cancelCharge({ orderId, method }) {
      const { code } = await ask({
        method: 'POST',
        url: order(orderId, method === 'PAGE' ? 'expire' : 'cancel'),
      });
      // 404: there is none. 407, 412: it has ended, or was paid.
      if (code >= 300 && ![404, 407, 412].includes(code))
        throw new GatewayFailure(code >= 500 ? 'away' : 'refused', `midtrans_${code}`);
    },
    async refundCharge({ orderId }, { refundId, amount, reason }) {
      const body = { refund_key: refundId, amount, reason };
      const { code } = await ask({ method: 'POST', url: order(orderId, 'refund'), body });
      // 406: this refund was asked for before.
      if (code >= 300 && code !== 406)
        throw new GatewayFailure(code >= 500 ? 'away' : 'refused', `midtrans_${code}`);
    },
    readNotice(message) {
      const notice = message as Answer;
      const { signature_key: signature, order_id: orderId } = notice;
      if (typeof signature !== 'string' || typeof orderId !== 'string') return 'forged';
      if (!isSameSecret(signature, midtransSignature(notice, account.apiKey))) return 'forged';
      const report = reportOf(notice);
      return report && { ...report, orderId };
    },
  };
}
