import { REPORT_GROUPS } from '@meja/domain';
import { defineRoute, ok, s } from '../../platform/http';
import type { Reply, Route } from '../../platform/http';
import { dashboardAnswer, salesAnswer } from './reports.openapi';
import * as service from './reports.service';
import type { SalesQuery } from './reports.service';

const tag = 'Reports';

export const reportRoutes: Route[] = [
  defineRoute<undefined, SalesQuery>({
    method: 'get',
    path: '/reports/sales',
    load: 'heavy',
    history: true,
    permission: 'report:read',
    summary:
      'Sales of settled orders by business date, at most 400 days. The totals are the journal’s; the rows add up to them (except `orders` by category, product and payment, where an order may stand in several rows). By category and product, rounding and tips stand in a row `unallocated`.',
    tag,
    query: {
      from: s.date(),
      to: s.date(),
      outletId: s.uuid().optional(),
      groupBy: s.enum(REPORT_GROUPS).optional(),
      format: s.enum(['json', 'csv']).optional(),
    },
    answers: {
      200: {
        description: 'Rows and totals as JSON, or a CSV file.',
        schema: salesAnswer,
        others: ['text/csv'],
      },
    },
    async handle({ tenantId, actor, query }): Promise<Reply> {
      if (query.format !== 'csv') return ok(await service.salesReport({ tenantId, actor }, query));
      const name = `sales-${query.groupBy ?? 'day'}-${query.from}-${query.to}.csv`;
      return {
        status: 200,
        text: await service.exportSales({ tenantId, actor }, query),
        type: 'text/csv; charset=utf-8',
        headers: { 'Content-Disposition': `attachment; filename="${name}"` },
      };
    },
  }),
  defineRoute<undefined, { outletId?: string }>({
    method: 'get',
    path: '/reports/dashboard',
    load: 'heavy',
    permission: 'report:read',
    summary: 'The running business day: sales, best sellers, hours, and the same weekday a week ago.',
    tag,
    query: { outletId: s.uuid().optional() },
    answers: {
      200: { description: 'Figures of today and of the day to compare with.', schema: dashboardAnswer },
    },
    handle: async ({ tenantId, actor, query }) =>
      ok(await service.dashboard({ tenantId, actor }, query.outletId)),
  }),
];
