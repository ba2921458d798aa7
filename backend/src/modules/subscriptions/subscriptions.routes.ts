import { languageOf } from '@meja/domain';
import type { BuyAddOnBody, ChangePlanBody } from '@meja/domain';
import { currentContext } from '../../platform/context';
import { created, defineRoute, noContent, ok, page, pageQuery, s } from '../../platform/http';
import type { PageQuery, Route } from '../../platform/http';
import { paymentRoutes } from './payment/payment.routes';
import { buyAddOn, changePlan, withdrawChange } from './change.service';
import {
  readInvoice,
  readInvoiceOf,
  readInvoices,
  readOffers,
  readSubscription,
  readUsage,
} from './overview.service';
import {
  addOnBody,
  changeAnswer,
  changeBody,
  detailAnswer,
  invoiceAnswer,
  invoiceSchema,
  listAnswer,
  offersAnswer,
  usageAnswer,
} from './subscriptions.schema';

const tag = 'Subscription';
const params = { id: s.uuid() };
type Id = { id: string };

const reading: Route[] = [
  defineRoute({
    method: 'get',
    path: '/subscription',
    permission: 'subscription:read',
    summary: 'Plan, period, what comes by itself, add-ons and notices',
    tag,
    answers: { 200: { description: 'The subscription.', schema: detailAnswer } },
    handle: async ({ tenantId }) => ok(await readSubscription(tenantId)),
  }),
  defineRoute({
    method: 'get',
    path: '/subscription/usage',
    permission: 'subscription:read',
    summary: 'Use of each limit; what is beyond it, by name',
    tag,
    answers: { 200: { description: 'Outlets, users, products, orders of the month.', schema: usageAnswer } },
    handle: async ({ tenantId }) => ok(await readUsage(tenantId)),
  }),
  defineRoute({
    method: 'get',
    path: '/subscription/plans',
    permission: 'subscription:read',
    summary: 'Plans and add-ons that can be bought',
    tag,
    answers: {
      200: { description: 'The newest version of each, cheapest plan first.', schema: offersAnswer },
    },
    handle: async () => ok(await readOffers()),
  }),
  defineRoute<undefined, PageQuery>({
    method: 'get',
    path: '/subscription/invoices',
    permission: 'subscription:read',
    summary: 'Invoices of the service',
    tag,
    query: pageQuery,
    answers: { 200: { description: 'Newest first.', schema: listAnswer(invoiceSchema) } },
    handle: async ({ tenantId, query }) => {
      const { rows, nextCursor } = await readInvoices(tenantId, query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/subscription/invoices/:id',
    permission: 'subscription:read',
    summary: 'One invoice',
    tag,
    params,
    answers: { 200: { description: 'The invoice.', schema: invoiceAnswer } },
    handle: async ({ tenantId, params: { id } }) => ok(await readInvoice(tenantId, id)),
  }),
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/subscription/invoices/:id/pdf',
    permission: 'subscription:read',
    summary: 'One invoice as PDF, in the language asked for',
    tag,
    params,
    answers: { 200: { description: 'One page.', contentType: 'application/pdf' } },
    handle: async ({ tenantId, params: { id } }) => {
      const { invoice, business } = await readInvoiceOf(tenantId, id);
      // Loaded with the first invoice that somebody prints.
      const { invoicePdf } = await import('./invoice-pdf');
      const text = invoicePdf(invoice, business, languageOf(currentContext()?.locale));
      const headers = { 'Content-Disposition': `attachment; filename="${invoice.number}.pdf"` };
      return { status: 200, text, type: 'application/pdf', headers };
    },
  }),
];

const changing: Route[] = [
  defineRoute<ChangePlanBody>({
    method: 'post',
    path: '/subscription/change',
    permission: 'subscription:manage',
    idempotency: 'after',
    summary: 'Change the plan, or ask with `quote` what that costs',
    tag,
    body: changeBody,
    answers: {
      200: { description: 'What it costs, and the invoice where something is to pay.', schema: changeAnswer },
      409: { description: '`change_pending`: another change comes by itself; withdraw it first.' },
    },
    handle: async ({ tenantId, body }) => ok(await changePlan(tenantId, body)),
  }),
  defineRoute({
    method: 'delete',
    path: '/subscription/change',
    permission: 'subscription:manage',
    idempotency: 'after',
    summary: 'Take back an open invoice and a change that waits',
    tag,
    answers: { 204: { description: 'Nothing waits any more.' } },
    handle: async ({ tenantId }) => {
      await withdrawChange(tenantId);
      return noContent();
    },
  }),
  defineRoute<BuyAddOnBody>({
    method: 'post',
    path: '/subscription/addons',
    permission: 'subscription:manage',
    idempotency: 'after',
    summary: 'Buy a month of an add-on; it begins when its invoice is paid',
    tag,
    body: addOnBody,
    answers: { 201: { description: 'The invoice.', schema: invoiceAnswer } },
    handle: async ({ tenantId, body }) => created(await buyAddOn(tenantId, body)),
  }),
];

export const subscriptionRoutes: Route[] = [...reading, ...changing, ...paymentRoutes];
