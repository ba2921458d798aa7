import type { KitchenStatusBody } from '@meja/domain';
import { bodySchema, defineRoute, s } from '../../platform/http';
import type { Route } from '../../platform/http';
import { boardAnswer, ticketAnswer } from './kitchen.openapi';
import * as service from './kitchen.service';
import type { BoardQuery } from './kitchen.service';
import { takeStep } from './take-step';

const tag = 'Kitchen';

const statusBody = bodySchema<KitchenStatusBody>({ status: s.enum(['PREPARING', 'READY', 'SERVED']) });

const moveAnswers = {
  200: {
    description: 'The ticket as it is now; unchanged where it was there already.',
    schema: ticketAnswer,
  },
  409: { description: '`invalid_transition`, with the reason.' },
  412: { description: '`version_conflict`: another screen was faster than the version in `If-Match`.' },
};

export const kitchenRoutes: Route[] = [
  defineRoute<undefined, BoardQuery>({
    method: 'get',
    path: '/kitchen/tickets',
    feature: 'kitchen_display',
    permission: 'kitchen:read',
    summary:
      'Open tickets, oldest first, and those finished or voided in the last ten minutes; with `since` (an instant or the id of an event) every ticket that changed after it, and some that changed within seconds before.',
    tag,
    query: {
      outletId: s.uuid(),
      stationId: s.uuid().optional(),
      since: s.string({ max: 40 }).optional(),
    },
    load: 'heavy',
    answers: {
      200: {
        description:
          'Tickets with their items; once those come to much, the rest has `itemsOmitted` and none: read these by id.',
        schema: boardAnswer,
      },
    },
    handle: ({ tenantId, actor, query }) => service.listTickets({ tenantId, actor }, query),
  }),
  defineRoute<undefined, object, { id: string }>({
    method: 'get',
    path: '/kitchen/tickets/:id',
    feature: 'kitchen_display',
    permission: 'kitchen:read',
    summary: 'One ticket with all its items.',
    tag,
    params: { id: s.uuid() },
    answers: { 200: { description: 'The ticket.', schema: ticketAnswer } },
    handle: ({ tenantId, actor, params }) => service.readTicket({ tenantId, actor }, params.id),
  }),
  defineRoute<KitchenStatusBody, object, { id: string }>({
    method: 'post',
    path: '/kitchen/tickets/:id/status',
    feature: 'kitchen_display',
    permission: 'kitchen:update',
    summary: 'Moves a whole ticket: items behind catch up, items ahead stay.',
    tag,
    params: { id: s.uuid() },
    body: statusBody,
    idempotency: 'handler',
    answers: moveAnswers,
    handle: (call) => takeStep(call, { kind: 'ticket', to: call.body.status }),
  }),
  defineRoute<KitchenStatusBody, object, { id: string; itemId: string }>({
    method: 'post',
    path: '/kitchen/tickets/:id/items/:itemId/status',
    feature: 'kitchen_display',
    permission: 'kitchen:update',
    summary: 'Moves one item of a ticket; the ticket follows its items.',
    tag,
    params: { id: s.uuid(), itemId: s.uuid() },
    body: statusBody,
    idempotency: 'handler',
    answers: moveAnswers,
    handle: (call) => takeStep(call, { kind: 'item', to: call.body.status }),
  }),
  defineRoute<undefined, object, { id: string }>({
    method: 'post',
    path: '/kitchen/tickets/:id/recall',
    feature: 'kitchen_display',
    permission: 'kitchen:update',
    summary: 'Takes a ticket one step back.',
    tag,
    params: { id: s.uuid() },
    idempotency: 'handler',
    answers: moveAnswers,
    handle: (call) => takeStep(call, { kind: 'recall' }),
  }),
];
