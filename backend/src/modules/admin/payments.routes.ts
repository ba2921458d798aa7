import { CHARGE_STATUSES } from '@meja/domain';
import type { ChargeStatus, GatewayBody, GatewayDto } from '@meja/domain';
import { GATEWAY_MODES, GATEWAY_NAMES } from '../../platform/gateway';
import { bodySchema, created, defineRoute, ok, page, pageQuery, s } from '../../platform/http';
import type { PageQuery, Route } from '../../platform/http';
import {
  findingSchema,
  readAllCharges,
  readFindings,
  schemas,
  settleFinding,
  tenantChargeSchema,
} from '../subscriptions';
import { readGateways, saveGateway, stopGateways } from './gateways.service';

const tag = 'Service administration';
const permission = 'platform:billing';
/** As with the other acts of the service's owner: done again it comes out the same. */
const again = { idempotency: 'never' } as const;
const listOf = schemas.listAnswer;

const gateway = s.object<GatewayDto>({
  gateway: s.string(),
  mode: s.string(),
  hint: s.string(),
  active: s.boolean(),
  updatedAt: s.instant(),
  updatedBy: s.string(),
});
const gatewayBody = bodySchema<GatewayBody>({
  gateway: s.enum(GATEWAY_NAMES),
  mode: s.enum(GATEWAY_MODES),
  apiKey: s.secret({ min: 8, max: 200 }).optional(),
  callbackToken: s.secret({ min: 8, max: 200 }).optional(),
});

export const paymentRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/admin/gateways',
    permission,
    summary: 'The service’s accounts at payment gateways, without their keys',
    tag,
    answers: { 200: { description: 'The one in use first.', schema: listOf(gateway) } },
    handle: async () => page(await readGateways(), null),
  }),
  defineRoute<GatewayBody>({
    method: 'post',
    path: '/admin/gateways',
    permission,
    ...again,
    summary: 'Store an account’s keys, sealed, and make new charges with it',
    tag,
    body: gatewayBody,
    answers: { 201: { description: 'The one in use first.', schema: listOf(gateway) } },
    handle: async ({ actor, body }) => {
      await saveGateway(actor, body);
      return { ...page(await readGateways(), null), status: created(null).status };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/admin/gateways/stop',
    permission,
    ...again,
    summary: 'Make no new charges; those that were made are still looked after',
    tag,
    answers: { 200: { description: 'None is in use.', schema: listOf(gateway) } },
    handle: async ({ actor }) => {
      await stopGateways(actor);
      return page(await readGateways(), null);
    },
  }),
  defineRoute<undefined, PageQuery & { status?: ChargeStatus }>({
    method: 'get',
    path: '/admin/charges',
    permission,
    summary: 'Tries to pay invoices of every business',
    tag,
    query: { ...pageQuery, status: s.enum(CHARGE_STATUSES).optional() },
    answers: { 200: { description: 'Newest first.', schema: listOf(tenantChargeSchema) } },
    handle: async ({ query }) => {
      const { rows, nextCursor } = await readAllCharges(query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<undefined, PageQuery & { open?: boolean }>({
    method: 'get',
    path: '/admin/payment-findings',
    permission,
    summary: 'Money that does not fit by itself: a person has to look at it',
    tag,
    query: { ...pageQuery, open: s.queryBoolean().optional() },
    answers: { 200: { description: 'Newest first.', schema: listOf(findingSchema) } },
    handle: async ({ query }) => {
      const { rows, nextCursor } = await readFindings(query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<{ note: string }, object, { id: string }>({
    method: 'post',
    path: '/admin/payment-findings/:id/resolve',
    permission,
    ...again,
    summary: 'Note what was done about it; the first note stays',
    tag,
    params: { id: s.uuid() },
    body: bodySchema<{ note: string }>({ note: s.string({ min: 3, max: 300 }) }),
    answers: { 200: { description: 'The finding.', schema: s.object({ data: findingSchema }).json } },
    handle: async ({ actor, params: { id }, body }) => ok(await settleFinding(id, actor.name, body.note)),
  }),
];
