/** Xendit's protocol: payment requests (QRIS, virtual accounts), invoices (its own page), refunds. */
const REQUEST = {
  pending: 'REQUIRES_ACTION',
  paid: 'SUCCEEDED',
  expired: 'EXPIRED',
  cancelled: 'CANCELED',
  denied: 'FAILED',
  refunded: 'SUCCEEDED',
};
const INVOICE = { pending: 'PENDING', paid: 'PAID', refunded: 'PAID' };
const EVENTS = { paid: 'payment.capture', denied: 'payment.failure', expired: 'payment.failure' };
const QRIS_HOURS = 48;

const requestData = (charge) => ({
  payment_request_id: charge.id,
  reference_id: charge.orderId,
  type: 'PAY',
  country: 'ID',
  currency: 'IDR',
  request_amount: charge.paidAmount ?? charge.amount,
  channel_code: charge.kind === 'qris' ? 'QRIS' : charge.bank,
  status: REQUEST[charge.status],
  created: charge.createdAt.toISOString(),
});

const request = (charge) => ({
  ...requestData(charge),
  actions: [
    charge.qr
      ? { type: 'PRESENT_TO_CUSTOMER', descriptor: 'QR_STRING', value: charge.qr }
      : { type: 'PRESENT_TO_CUSTOMER', descriptor: 'VIRTUAL_ACCOUNT_NUMBER', value: charge.number },
  ],
});

const invoice = (charge, base = '') => ({
  id: charge.id,
  external_id: charge.orderId,
  status: INVOICE[charge.status] ?? 'EXPIRED',
  amount: charge.amount,
  currency: 'IDR',
  invoice_url: `${base}/pay/${charge.id}`,
  expiry_date: charge.expiresAt.toISOString(),
  created: charge.createdAt.toISOString(),
  ...(charge.paidAmount !== null && { paid_amount: charge.paidAmount }),
});

export function xenditNotice(charge, key) {
  const data = requestData(charge);
  const body =
    charge.kind === 'page'
      ? invoice(charge)
      : { event: EVENTS[charge.status] ?? 'payment.authorization', business_id: 'simulator', data };
  return { body, headers: { 'x-callback-token': key } };
}

const refusal = (status, code) => [status, { error_code: code, message: code }];

function createRequest({ store, body, notifyUrl }) {
  const {
    reference_id: orderId,
    request_amount: amount,
    channel_code: channel,
    channel_properties: more,
  } = body;
  if (!orderId || !(amount >= 1) || !channel) return refusal(400, 'API_VALIDATION_ERROR');
  const isQris = channel === 'QRIS';
  if (isQris && amount > 10_000_000) return refusal(400, 'API_VALIDATION_ERROR');
  const made = store.add({
    provider: 'xendit',
    orderId,
    kind: isQris ? 'qris' : 'va',
    bank: isQris ? undefined : channel,
    amount,
    expiresAt: more?.expires_at ? new Date(more.expires_at) : new Date(Date.now() + QRIS_HOURS * 3_600_000),
    noticeUrl: notifyUrl('xendit'),
    idPrefix: 'pr-',
  });
  return [201, request(made)];
}

function createInvoice({ store, body, base, notifyUrl }) {
  if (!body.external_id || !(body.amount >= 1)) return refusal(400, 'API_VALIDATION_ERROR');
  const made = store.add({
    provider: 'xendit',
    orderId: body.external_id,
    kind: 'page',
    amount: body.amount,
    expiresAt: new Date(Date.now() + (body.invoice_duration ?? 86_400) * 1_000),
    returnUrl: body.success_redirect_url,
    noticeUrl: notifyUrl('xendit'),
  });
  return [200, invoice(made, base)];
}

function refund({ store, body, onChange }) {
  const found = store.byId(body.payment_request_id ?? body.invoice_id);
  if (!found) return refusal(404, 'DATA_NOT_FOUND');
  if (found.status !== 'refunded' && !store.move(found, 'refunded'))
    return refusal(400, 'REFUND_NOT_SUPPORTED');
  onChange(found);
  return [
    200,
    { id: `rfd-${found.id}`, status: 'SUCCEEDED', amount: body.amount, reference_id: body.reference_id },
  ];
}

function end({ store, onChange }, found, status, answer) {
  if (!found) return refusal(404, 'DATA_NOT_FOUND');
  if (!store.move(found, status)) return refusal(400, 'INVALID_STATUS');
  onChange(found);
  return [200, answer(found)];
}

/** @returns {[number, object] | null} status and body */
export function answerXendit(context) {
  const { method, path, query, store, base } = context;
  const of = (pattern) => {
    const id = pattern.exec(path)?.[1];
    return id === undefined ? undefined : store.byId(decodeURIComponent(id));
  };
  if (method === 'POST' && path === '/v3/payment_requests') return createRequest(context);
  if (method === 'POST' && path === '/v2/invoices') return createInvoice(context);
  if (method === 'POST' && path === '/refunds') return refund(context);
  if (method === 'POST' && path.endsWith('/cancel'))
    return end(context, of(/^\/v3\/payment_requests\/([^/]+)\/cancel$/), 'cancelled', request);
  if (method === 'POST' && path.endsWith('/expire!'))
    return end(context, of(/^\/invoices\/([^/]+)\/expire!$/), 'expired', invoice);
  if (method !== 'GET') return null;
  if (path === '/v2/invoices') {
    const found = store.byOrder('xendit', query.get('external_id') ?? '');
    return [200, found?.kind === 'page' ? [invoice(found, base)] : []];
  }
  const asked = of(/^\/v2\/invoices\/([^/]+)$/) ?? of(/^\/v3\/payment_requests\/([^/]+)$/);
  if (!asked) return refusal(404, 'DATA_NOT_FOUND');
  return [200, asked.kind === 'page' ? invoice(asked, base) : request(asked)];
}
