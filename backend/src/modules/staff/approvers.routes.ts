import { APPROVABLE } from '@meja/domain';
import type { ApproverDto } from '@meja/domain';
import { defineRoute, ok, s } from '../../platform/http';
import type { Route } from '../../platform/http';
import { approversAt } from './approvers.service';
import type { ApproversQuery } from './approvers.service';

const approver = s.object<ApproverDto>({ id: s.uuid(), name: s.string() });

export const approverRoutes: Route[] = [
  defineRoute<undefined, ApproversQuery>({
    method: 'get',
    path: '/approvers',
    permission: 'order:update',
    summary: 'Who can approve at an outlet: names to choose from, those with a PIN alone',
    tag: 'Staff',
    query: { permission: s.enum(APPROVABLE), outletId: s.uuid() },
    answers: {
      200: { description: 'By name.', schema: s.object({ data: s.array(approver) }).json },
    },
    handle: async ({ actor, tenantId, query }) => ok(await approversAt(actor, tenantId, query)),
  }),
];
