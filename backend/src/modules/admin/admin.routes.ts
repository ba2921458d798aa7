import { INVOICE_STATUSES, PLAN_CODES } from '@meja/domain';
import type { AddOnBody, GivePlanBody, InvoiceStatus, PlanBody, ReasonBody } from '@meja/domain';
import { created, defineRoute, ok, page, pageQuery, s } from '../../platform/http';
import type { PageQuery, Reply, Route } from '../../platform/http';
import { markPaid, readAllInvoices, takeBackInvoice } from '../subscriptions';
import * as schema from './admin.schema';
import { exportSubscriptions, listServiceActs, listSubscriptions, readStats } from './figures.service';
import type { SubscriptionsQuery } from './figures.service';
import { addAddOnVersion, addPlanVersion, listAddOns, listPlans } from './offers.service';
import {
  changeTenantPlan,
  impersonate,
  reactivateTenant,
  readTenant,
  suspendTenant,
} from './tenant-acts.service';
import { paymentRoutes } from './payments.routes';
import { listTenants } from './tenants-list.service';
import type { TenantsQuery } from './tenants-list.service';

const tag = 'Service administration';
const STATES = ['TRIAL', 'ACTIVE', 'PAST_DUE', 'EXPIRED', 'SUSPENDED'] as const;
const params = { id: s.uuid() };
const invoiceParams = { id: s.uuid(), invoiceId: s.uuid() };
type Id = { id: string };
type InvoiceId = { id: string; invoiceId: string };
const one = { description: 'The business.', schema: schema.detailAnswer };
/** Keys are kept with a tenant's own rows; what the service's owner does comes out the same when it is done again. */
const again = { idempotency: 'never' } as const;

const tenants: Route[] = [
  defineRoute<undefined, TenantsQuery>({
    method: 'get',
    path: '/admin/tenants',
    permission: 'platform:tenants',
    summary: 'Every business on this service',
    tag,
    query: {
      ...pageQuery,
      q: s.string({ max: 100 }).optional(),
      plan: s.enum(PLAN_CODES).optional(),
      status: s.enum(STATES).optional(),
    },
    answers: { 200: { description: 'Newest first.', schema: schema.listOf(schema.summary) } },
    handle: async ({ query }) => {
      const { rows, nextCursor } = await listTenants(query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/admin/tenants/:id',
    permission: 'platform:tenants',
    summary: 'One business: subscription, use, people, invoices, the last lines of its log',
    tag,
    params,
    answers: { 200: one },
    handle: async ({ params: { id } }) => ok(await readTenant(id)),
  }),
  defineRoute<ReasonBody, object, Id>({
    method: 'post',
    path: '/admin/tenants/:id/suspend',
    permission: 'platform:tenants',
    ...again,
    summary: 'Close a business to everybody in it; sessions end at once, nothing is lost',
    tag,
    params,
    body: schema.reasonBody,
    answers: { 200: one },
    handle: async ({ params: { id }, body }) => ok(await suspendTenant(id, body.reason)),
  }),
  defineRoute<ReasonBody, object, Id>({
    method: 'post',
    path: '/admin/tenants/:id/reactivate',
    permission: 'platform:tenants',
    ...again,
    summary: 'Open a suspended business again',
    tag,
    params,
    body: schema.reasonBody,
    answers: { 200: one },
    handle: async ({ params: { id }, body }) => ok(await reactivateTenant(id, body.reason)),
  }),
  defineRoute<GivePlanBody, object, Id>({
    method: 'post',
    path: '/admin/tenants/:id/plan',
    permission: 'platform:billing',
    ...again,
    summary: 'Give a business a plan at once, without an invoice; with `days` for so long only',
    tag,
    params,
    body: schema.givePlanBody,
    answers: { 200: one },
    handle: async ({ params: { id }, body }) => ok(await changeTenantPlan(id, body)),
  }),
  defineRoute<ReasonBody, object, Id>({
    method: 'post',
    path: '/admin/tenants/:id/impersonate',
    permission: 'platform:impersonate',
    ...again,
    summary: 'Look at a business through its owner’s eyes for half an hour; an earlier look ends',
    tag,
    params,
    body: schema.reasonBody,
    answers: {
      200: { description: 'A token that names both; nothing renews it.', schema: schema.impersonationAnswer },
      409: { description: 'Nobody administers this business.' },
    },
    handle: async ({ actor, params: { id }, body }) => ok(await impersonate(actor, id, body.reason)),
  }),
];

const offers: Route[] = [
  defineRoute({
    method: 'get',
    path: '/admin/plans',
    permission: 'platform:billing',
    summary: 'Every version of every plan, and how many hold it',
    tag,
    answers: {
      200: { description: 'By plan, newest version first.', schema: schema.listOf(schema.heldPlan) },
    },
    handle: async () => page(await listPlans(), null),
  }),
  defineRoute<PlanBody>({
    method: 'post',
    path: '/admin/plans',
    permission: 'platform:billing',
    ...again,
    summary: 'A new version of a plan; who holds an older one keeps it',
    tag,
    body: schema.planBody,
    answers: { 201: { description: 'The newest version.', schema: schema.planAnswer } },
    handle: async ({ actor, body }) => created(await addPlanVersion(actor, body)),
  }),
  defineRoute({
    method: 'get',
    path: '/admin/addons',
    permission: 'platform:billing',
    summary: 'The newest version of every add-on',
    tag,
    answers: { 200: { description: 'By code.', schema: schema.listOf(schema.offeredAddOn) } },
    handle: async () => page(await listAddOns(), null),
  }),
  defineRoute<AddOnBody>({
    method: 'post',
    path: '/admin/addons',
    permission: 'platform:billing',
    ...again,
    summary: 'A new add-on, or a new version of one',
    tag,
    body: schema.addOnVersionBody,
    answers: { 201: { description: 'The newest version.', schema: schema.addOnAnswer } },
    handle: async ({ actor, body }) => created(await addAddOnVersion(actor, body)),
  }),
];

const books: Route[] = [
  defineRoute<undefined, SubscriptionsQuery>({
    method: 'get',
    path: '/admin/subscriptions',
    permission: 'platform:billing',
    load: 'heavy',
    summary: 'Businesses’ subscriptions; as a file all that are found, at most 20,000',
    tag,
    query: {
      ...pageQuery,
      q: s.string({ max: 100 }).optional(),
      plan: s.enum(PLAN_CODES).optional(),
      status: s.enum(STATES).optional(),
      endsBefore: s.date().optional(),
      overdue: s.queryBoolean().optional(),
      format: s.enum(['json', 'csv']).optional(),
    },
    answers: {
      200: {
        description: 'The next to end first, as JSON or a CSV file.',
        schema: schema.listOf(schema.subscriptionRow),
        others: ['text/csv'],
      },
    },
    async handle({ query }): Promise<Reply> {
      if (query.format === 'csv')
        return {
          status: 200,
          text: await exportSubscriptions(query),
          type: 'text/csv; charset=utf-8',
          headers: { 'Content-Disposition': 'attachment; filename="subscriptions.csv"' },
        };
      const { rows, nextCursor } = await listSubscriptions(query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<undefined, PageQuery & { status?: InvoiceStatus; overdue?: boolean }>({
    method: 'get',
    path: '/admin/invoices',
    permission: 'platform:billing',
    summary: 'Invoices of every business',
    tag,
    query: {
      ...pageQuery,
      status: s.enum(INVOICE_STATUSES).optional(),
      overdue: s.queryBoolean().optional(),
    },
    answers: { 200: { description: 'Newest first.', schema: schema.listOf(schema.tenantInvoice) } },
    handle: async ({ query }) => {
      const { rows, nextCursor } = await readAllInvoices(query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<{ reference: string }, object, InvoiceId>({
    method: 'post',
    path: '/admin/tenants/:id/invoices/:invoiceId/pay',
    permission: 'platform:billing',
    ...again,
    summary: 'Note that an invoice was paid by transfer; what it was for begins',
    tag,
    params: invoiceParams,
    body: schema.payBody,
    answers: {
      200: { description: 'The paid invoice.', schema: schema.invoiceAnswer },
      409: { description: '`invoice_not_open`: it is void, or paid under another reference.' },
    },
    handle: async ({ params: { id, invoiceId }, body }) => ok(await markPaid(id, invoiceId, body.reference)),
  }),
  defineRoute<undefined, object, InvoiceId>({
    method: 'post',
    path: '/admin/tenants/:id/invoices/:invoiceId/void',
    permission: 'platform:billing',
    ...again,
    summary: 'Take an open invoice back; it keeps its number',
    tag,
    params: invoiceParams,
    answers: {
      200: { description: 'The void invoice.', schema: schema.invoiceAnswer },
      409: { description: '`invoice_not_open`: it is paid.' },
    },
    handle: async ({ params: { id, invoiceId } }) => ok(await takeBackInvoice(id, invoiceId)),
  }),
  defineRoute({
    method: 'get',
    path: '/admin/stats',
    permission: 'platform:billing',
    summary: 'The service in figures',
    tag,
    answers: { 200: { description: 'At this moment.', schema: schema.statsAnswer } },
    handle: async () => ok(await readStats()),
  }),
];

const log: Route[] = [
  defineRoute<undefined, PageQuery>({
    method: 'get',
    path: '/admin/acts',
    permission: 'platform:tenants',
    summary: 'The service’s own log: what its owner did to no business in particular',
    tag,
    query: pageQuery,
    answers: { 200: { description: 'Newest first.', schema: schema.listOf(schema.serviceAct) } },
    handle: async ({ query }) => {
      const { rows, nextCursor } = await listServiceActs(query);
      return page(rows, nextCursor);
    },
  }),
];

export const adminRoutes: Route[] = [...tenants, ...offers, ...books, ...paymentRoutes, ...log];
