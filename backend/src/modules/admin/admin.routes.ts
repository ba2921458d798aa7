import { BUSINESS_TYPES, PLAN_CODES, SUBSCRIPTION_STATUSES, TENANT_STATUSES } from '@meja/domain';
import type { TenantSummaryDto } from '@meja/domain';
import { defineRoute, page, pageQuery, s } from '../../platform/http';
import type { PageQuery, Route } from '../../platform/http';
import { listTenants } from './tenants-list.service';

type TenantsQuery = PageQuery & { q?: string };

const summary = s.object<TenantSummaryDto>({
  id: s.uuid(),
  name: s.string(),
  businessType: s.enum(BUSINESS_TYPES),
  status: s.enum(TENANT_STATUSES),
  ownerName: s.string().nullable(),
  ownerEmail: s.email().nullable(),
  plan: s.enum(PLAN_CODES),
  subscriptionStatus: s.enum(SUBSCRIPTION_STATUSES),
  subscriptionEndsAt: s.instant().nullable(),
  outlets: s.integer(),
  users: s.integer(),
  products: s.integer(),
  ordersLast30Days: s.integer(),
  lastOrderAt: s.instant().nullable(),
  createdAt: s.instant(),
});

export const adminRoutes: Route[] = [
  defineRoute<undefined, TenantsQuery>({
    method: 'get',
    path: '/admin/tenants',
    permission: 'platform:tenants',
    summary: 'Every business on this service',
    tag: 'Service administration',
    query: { ...pageQuery, q: s.string({ max: 100 }).optional() },
    answers: {
      200: {
        description: 'Newest first.',
        schema: s.object({ data: s.array(summary), meta: s.object({ nextCursor: s.string().nullable() }) })
          .json,
      },
    },
    handle: async ({ query }) => {
      const { rows, nextCursor } = await listTenants(query);
      return page(rows, nextCursor);
    },
  }),
];
