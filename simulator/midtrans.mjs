/** Midtrans' protocol: Core API (charge, status, cancel, expire, refund) and Snap. */
import { createHash } from 'node:crypto';

const STATUSES = {
  pending: ['201', 'pending'],
  paid: ['200', 'settlement'],
  expired: ['202', 'expire'],
  cancelled: ['200', 'cancel'],
  denied: ['202', 'deny'],
  refunded: ['200', 'refund'],
};
const TYPES = { qris: 'qris', va: 'bank_transfer', page: 'bank_transfer' };
const rupiah = (amount) => `${amount}.00`;
const time = (at) => new Date(at.getTime() + 7 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19);

function described(charge) {
  const [code, status] = STATUSES[charge.status];
  return {
    status_code: code,
    transaction_id: charge.id,
    order_id: charge.orderId,
    gross_amount: rupiah(charge.paidAmount ?? charge.amount),
    currency: 'IDR',
    payment_type: TYPES[charge.kind],
    transaction_time: time(charge.createdAt),
    transaction_status: status,
    fraud_status: 'accept',
    ...(charge.number && { va_numbers: [{ bank: charge.bank, va_number: charge.number }] }),
  };
}

export function midtransNotice(charge, key) {
  const body = described(charge);
  const signed = `${body.order_id}${body.status_code}${body.gross_amount}${key}`;
  body.signature_key = createHash('sha512').update(signed).digest('hex');
  return { body, headers: {} };
}

const refusal = (code, message) => [200, { status_code: String(code), status_message: message }];
const addMinutes = (minutes) => new Date(Date.now() + minutes * 60_000);

function charge({ store, body, headers, notifyUrl, onChange }) {
  const { order_id: orderId, gross_amount: amount } = body.transaction_details ?? {};
  if (!orderId || !Number.isInteger(amount) || amount < 1)
    return refusal(400, 'One or more parameters is invalid');
  if (store.byOrder('midtrans', orderId)) return refusal(406, 'Order ID has been used');
  const isQris = body.payment_type === 'qris';
  const bank = body.payment_type === 'permata' ? 'permata' : body.bank_transfer?.bank;
  if (!isQris && !bank) return refusal(402, 'Payment channel is not activated');
  const made = store.add({
    provider: 'midtrans',
    orderId,
    kind: isQris ? 'qris' : 'va',
    bank,
    amount,
    expiresAt: addMinutes(body.custom_expiry?.expiry_duration ?? 15),
    noticeUrl: headers['x-override-notification'] ?? notifyUrl('midtrans'),
  });
  // It is told of at once, often before its answer has arrived.
  onChange(made);
  const answer = { ...described(made), status_message: 'Transaction is created' };
  if (made.qr) answer.qr_string = made.qr;
  if (bank === 'permata') {
    answer.permata_va_number = made.number;
    delete answer.va_numbers;
  }
  return [200, answer];
}

function snap({ store, body, headers, base, notifyUrl }) {
  const { order_id: orderId, gross_amount: amount } = body.transaction_details ?? {};
  if (!orderId || !Number.isInteger(amount))
    return [400, { error_messages: ['transaction_details is required'] }];
  if (store.byOrder('midtrans', orderId))
    return [400, { error_messages: ['transaction_details.order_id sudah digunakan'] }];
  const made = store.add({
    provider: 'midtrans',
    orderId,
    kind: 'page',
    amount,
    expiresAt: addMinutes(body.expiry?.duration ?? 1_440),
    returnUrl: body.callbacks?.finish,
    noticeUrl: headers['x-override-notification'] ?? notifyUrl('midtrans'),
  });
  return [201, { token: made.id, redirect_url: `${base}/pay/${made.id}` }];
}

/** Of its own page the Core API knows nothing before somebody has chosen how to pay there. */
const isKnown = (found) => found && !(found.kind === 'page' && found.status === 'pending');

const ORDER = /^\/v2\/([^/]+)\/(status|cancel|expire|refund)$/;

/** @returns {[number, object] | null} status and body */
export function answerMidtrans(context) {
  const { method, path, store, onChange } = context;
  if (method === 'POST' && path === '/v2/charge') return charge(context);
  if (method === 'POST' && path === '/snap/v1/transactions') return snap(context);
  const [, orderId, what] = ORDER.exec(path) ?? [];
  if (!orderId) return null;
  const found = store.byOrder('midtrans', decodeURIComponent(orderId));
  if (what === 'status' ? !isKnown(found) : !found) return refusal(404, "Transaction doesn't exist.");
  if (what === 'status') return [200, described(found)];
  const target = { cancel: 'cancelled', expire: 'expired', refund: 'refunded' }[what];
  if (!store.move(found, target)) return refusal(412, 'Merchant cannot modify the status of the transaction');
  onChange(found);
  return [200, { ...described(found), ...(what === 'expire' && { status_code: '407' }) }];
}
