import type { PayInvoiceBody } from '@meja/domain';
import { created, defineRoute, ok, s } from '../../../platform/http';
import type { Route } from '../../../platform/http';
import { checkPayment, readPayment, startPayment } from './pay-invoice.service';
import { payBody, paymentAnswer } from './payment.schema';

const tag = 'Subscription';
const params = { id: s.uuid() };
type Id = { id: string };
const away = { description: '`gateway_unavailable`: the payment gateway does not answer.' };

export const paymentRoutes: Route[] = [
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/subscription/invoices/:id/payment',
    permission: 'subscription:read',
    summary: 'An invoice, the ways to pay it through the gateway, and the last try',
    tag,
    params,
    answers: { 200: { description: 'Where it stands, as known here.', schema: paymentAnswer } },
    handle: async ({ tenantId, params: { id } }) => ok(await readPayment(tenantId, id)),
  }),
  defineRoute<PayInvoiceBody, object, Id>({
    method: 'post',
    path: '/subscription/invoices/:id/payment',
    permission: 'subscription:manage',
    idempotency: 'after',
    states: true,
    summary:
      'Begin to pay an open invoice; in the same way again it is the same try, in another the first one ends',
    tag,
    params,
    body: payBody,
    answers: {
      201: { description: 'What to scan, transfer to or open.', schema: paymentAnswer },
      409: { description: '`invoice_not_open`, `gateway_not_set_up`, `gateway_refused`.' },
      503: away,
    },
    handle: async ({ tenantId, params: { id }, body }) => created(await startPayment(tenantId, id, body)),
  }),
  defineRoute<undefined, object, Id>({
    method: 'post',
    path: '/subscription/invoices/:id/payment/check',
    permission: 'subscription:manage',
    idempotency: 'after',
    states: true,
    summary: 'Ask the gateway at once whether it was paid',
    tag,
    params,
    answers: { 200: { description: 'Where it stands.', schema: paymentAnswer }, 503: away },
    handle: async ({ tenantId, params: { id } }) => ok(await checkPayment(tenantId, id)),
  }),
];
