import { CASH_DIRECTIONS, SHIFT_STATUSES } from '@meja/domain';
import type { CashMovementBody, CloseShiftBody, DenominationCount, OpenShiftBody } from '@meja/domain';
import { bodySchema, created, defineRoute, ok, page, pageQuery, s } from '../../platform/http';
import type { Reply, Route } from '../../platform/http';
import {
  closedShiftAnswer,
  currentShiftAnswer,
  movementAnswer,
  shiftAnswer,
  shiftReportAnswer,
  shiftsAnswer,
} from './shifts.openapi';
import * as service from './shifts.service';
import type { ListShiftsQuery } from './shifts.service';

const tag = 'Shifts';
const byId = { id: s.uuid() };

/** 201; the same again when a request with the same id is repeated. */
const recorded = ({ data, isNew }: { data: unknown; isNew: boolean }): Reply =>
  created(data, isNew ? undefined : { 'Idempotent-Replayed': 'true' });

const openBody = bodySchema<OpenShiftBody>({
  id: s.uuid().optional(),
  outletId: s.uuid(),
  openingFloat: s.money(),
});

const movementBody = bodySchema<CashMovementBody>({
  id: s.uuid().optional(),
  direction: s.enum(CASH_DIRECTIONS),
  amount: s.money({ min: 1 }),
  reason: s.string({ min: 3, max: 200 }),
});

const denomination = s.object<DenominationCount>({
  denomination: s.money({ min: 1, max: 1_000_000 }),
  count: s.integer({ max: 100_000 }),
});

const closeBody = bodySchema<CloseShiftBody>({
  counted: s.union(s.money(), s.array(denomination, { max: 50 })),
  version: s.integer({ min: 1 }).optional(),
});

export const shiftRoutes: Route[] = [
  defineRoute<OpenShiftBody>({
    method: 'post',
    path: '/shifts/open',
    permission: 'shift:operate',
    summary: 'Opens a shift of the caller with a float.',
    tag,
    begins: 'shift',
    body: openBody,
    answers: {
      201: { description: 'The open shift; the same one when its id is sent again.', schema: shiftAnswer },
      409: { description: '`shift_already_open`: the caller has a shift open in this outlet.' },
    },
    handle: async ({ tenantId, actor, body }) => recorded(await service.openShift({ tenantId, actor }, body)),
  }),
  defineRoute<undefined, { outletId: string }>({
    method: 'get',
    path: '/shifts/current',
    permission: 'shift:read',
    summary: "The caller's open shift in an outlet; null where there is none.",
    tag,
    query: { outletId: s.uuid() },
    answers: { 200: { description: 'The open shift, or null.', schema: currentShiftAnswer } },
    handle: async ({ tenantId, actor, query }) =>
      ok(await service.currentShift({ tenantId, actor }, query.outletId)),
  }),
  defineRoute<undefined, ListShiftsQuery>({
    method: 'get',
    path: '/shifts',
    permission: 'shift:read',
    summary: "Shifts, newest first: the caller's own, or everybody's for those who may close others'.",
    tag,
    query: {
      ...pageQuery,
      outletId: s.uuid().optional(),
      status: s.enum(SHIFT_STATUSES).optional(),
    },
    answers: { 200: { description: 'A page of shifts.', schema: shiftsAnswer } },
    async handle({ tenantId, actor, query }) {
      const { rows, nextCursor } = await service.listShifts({ tenantId, actor }, query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<CashMovementBody, object, { id: string }>({
    method: 'post',
    path: '/shifts/:id/cash-movements',
    permission: 'shift:operate',
    summary: 'Puts cash into the drawer or takes it out, with a reason.',
    tag,
    params: byId,
    body: movementBody,
    answers: {
      201: { description: 'The movement; the same one when its id is sent again.', schema: movementAnswer },
      409: { description: '`shift_closed`.' },
    },
    handle: async ({ tenantId, actor, params, body, ifMatch }) =>
      recorded(await service.moveCash({ tenantId, actor }, params.id, body, ifMatch)),
  }),
  defineRoute<undefined, object, { id: string }>({
    method: 'get',
    path: '/shifts/:id/report',
    permission: 'shift:read',
    summary: 'X report of an open shift, Z report of a closed one.',
    tag,
    params: byId,
    answers: {
      200: {
        description: 'Sales, payments, movements and the cash expected in the drawer.',
        schema: shiftReportAnswer,
      },
    },
    handle: async ({ tenantId, actor, params }) =>
      ok(await service.shiftReport({ tenantId, actor }, params.id)),
  }),
  defineRoute<CloseShiftBody, object, { id: string }>({
    method: 'post',
    path: '/shifts/:id/close',
    permission: 'shift:operate',
    summary: 'Closes a shift with a count: one amount, or notes and coins by denomination.',
    tag,
    params: byId,
    body: closeBody,
    answers: {
      200: { description: 'Expected, counted and their difference.', schema: closedShiftAnswer },
      409: { description: '`shift_closed`: somebody was first.' },
      412: { description: '`version_conflict`.' },
    },
    handle: async ({ tenantId, actor, params, body, ifMatch }) =>
      ok(await service.closeShift({ tenantId, actor }, params.id, body, ifMatch)),
  }),
];
