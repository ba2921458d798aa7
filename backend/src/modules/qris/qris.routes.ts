import { PAYMENT_CONFIRMATIONS, QRIS_MAX_LENGTH } from '@meja/domain';
import type { QrisCodeBody, QrisCodeDto, QrisDayDto, QrisMatchBody, QrisPaymentDto } from '@meja/domain';
import { bodySchema, defineRoute, noContent, ok, page, pageQuery, s } from '../../platform/http';
import type { Route } from '../../platform/http';
import * as codes from './codes.service';
import * as matching from './matching.service';
import type { DayQuery, PaymentsQuery } from './matching.service';

const tag = 'QRIS';
const params = { id: s.uuid() };
type Id = { id: string };

const code = s.object<QrisCodeDto>({
  payload: s.string({ max: QRIS_MAX_LENGTH }),
  merchantName: s.string(),
  merchantCity: s.string(),
  nmid: s.string().nullable(),
  setByName: s.string(),
  setAt: s.instant(),
  version: s.integer(),
});
const codeBody = bodySchema<QrisCodeBody>({ payload: s.string({ max: QRIS_MAX_LENGTH }) });

const payment = s.object<QrisPaymentDto>({
  id: s.uuid(),
  orderId: s.uuid(),
  orderNumber: s.string(),
  outletId: s.uuid(),
  amount: s.money(),
  reference: s.string().nullable(),
  cashierName: s.string().nullable(),
  businessDate: s.date(),
  paidAt: s.instant(),
  confirmation: s.enum(PAYMENT_CONFIRMATIONS),
  confirmedByName: s.string().nullable(),
  confirmedAt: s.instant().nullable(),
});
const paymentList = s.object({ data: s.array(payment) }).json;
/** A day of a busy stall. */
const AT_ONCE = 500;
const matchBody = bodySchema<QrisMatchBody>({
  outletId: s.uuid(),
  paymentIds: s.array(s.uuid(), { min: 1, max: AT_ONCE }),
});
const day = s.object<QrisDayDto>({
  outletId: s.uuid(),
  businessDate: s.date(),
  count: s.integer(),
  amount: s.money(),
  unconfirmed: s.object({ count: s.integer(), amount: s.money() }),
});
const dayQuery = { outletId: s.uuid(), date: s.date().optional() };

const codeRoutes: Route[] = [
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/outlets/:id/qris',
    permission: 'outlet:qris',
    summary: 'The printed QRIS code of an outlet; null where it has none.',
    tag,
    params,
    answers: {
      200: { description: 'The code, or null.', schema: s.object({ data: code.nullable() }).json },
    },
    handle: async ({ tenantId, actor, params: { id } }) =>
      ok(await codes.outletCode({ tenantId, actor }, id)),
  }),
  defineRoute<QrisCodeBody, object, Id>({
    method: 'put',
    path: '/outlets/:id/qris',
    permission: 'outlet:qris',
    summary:
      'Set the printed (static) QRIS code that guests of an outlet pay into. Tills find it in `settings.qris` of the menu ' +
      'and make the code of each payment of it by themselves.',
    tag,
    params,
    body: codeBody,
    answers: { 200: { description: 'The code as it is kept.', schema: s.object({ data: code }).json } },
    handle: async ({ tenantId, actor, params: { id }, body, ifMatch }) =>
      ok(await codes.setCode({ tenantId, actor }, id, body, ifMatch)),
  }),
  defineRoute<undefined, object, Id>({
    method: 'delete',
    path: '/outlets/:id/qris',
    permission: 'outlet:qris',
    summary: "Take an outlet's QRIS code away",
    tag,
    params,
    answers: { 204: { description: 'Removed.' } },
    handle: async ({ tenantId, actor, params: { id }, ifMatch }) => {
      await codes.removeCode({ tenantId, actor }, id, ifMatch);
      return noContent();
    },
  }),
];

export const qrisRoutes: Route[] = [
  ...codeRoutes,
  defineRoute<undefined, PaymentsQuery>({
    method: 'get',
    path: '/qris-payments',
    permission: 'payment:match',
    summary:
      "An outlet's payments by QRIS of one business day (the running one unless told), in the order they were taken.",
    tag,
    query: { ...pageQuery, ...dayQuery, confirmed: s.enum(['true', 'false'] as const).optional() },
    answers: {
      200: {
        description: 'A page of payments.',
        schema: s.object({ data: s.array(payment), meta: s.object({ nextCursor: s.string().nullable() }) })
          .json,
      },
    },
    handle: async ({ tenantId, actor, query }) => {
      const { rows, nextCursor } = await matching.listPayments({ tenantId, actor }, query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<undefined, DayQuery>({
    method: 'get',
    path: '/qris-payments/day',
    permission: 'payment:match',
    summary: 'What the payments by QRIS of that day come to, and what of it is not confirmed by the bank.',
    tag,
    query: dayQuery,
    answers: { 200: { description: 'Sums.', schema: s.object({ data: day }).json } },
    handle: async ({ tenantId, actor, query }) => ok(await matching.qrisDay({ tenantId, actor }, query)),
  }),
  defineRoute<QrisMatchBody>({
    method: 'post',
    path: '/qris-payments/confirm',
    permission: 'payment:match',
    summary:
      "Tick payments of an outlet off as found on the bank's statement. Who did so first stays; the sales do not change.",
    tag,
    body: matchBody,
    answers: { 200: { description: 'The payments as they are now.', schema: paymentList } },
    handle: async ({ tenantId, actor, body }) =>
      ok(await matching.confirmPayments({ tenantId, actor }, body)),
  }),
  defineRoute<QrisMatchBody>({
    method: 'post',
    path: '/qris-payments/withdraw',
    permission: 'payment:match',
    summary: 'Take such ticks back',
    tag,
    body: matchBody,
    answers: { 200: { description: 'The payments as they are now.', schema: paymentList } },
    handle: async ({ tenantId, actor, body }) =>
      ok(await matching.withdrawConfirmations({ tenantId, actor }, body)),
  }),
];
