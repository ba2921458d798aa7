import { GRACE_DAYS } from '@meja/domain';
import type { PlanCode, TenantSummaryDto } from '@meja/domain';
import { now } from '../../platform/clock';
import { cutPage, decodeTimeCursor, notFound, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { describeSubscription } from '../subscriptions';
import { findTenants } from './tenants-list.repository';
import type { TenantFilter, TenantRow } from './tenants-list.repository';

const THIRTY_DAYS = 30 * 86_400_000;

function present(row: TenantRow, at: Date): TenantSummaryDto {
  const subscription = { plan: row.plan, tenantStatus: row.status, endsAt: row.ends_at };
  return {
    id: row.id,
    name: row.name,
    businessType: row.business_type,
    status: row.status,
    ownerName: row.owner_name,
    ownerEmail: row.owner_email,
    plan: row.plan,
    subscriptionStatus: describeSubscription(subscription, at).status,
    subscriptionEndsAt: row.ends_at.toISOString(),
    outlets: row.outlets,
    users: row.users,
    products: row.products,
    ordersLast30Days: row.orders_last_30_days,
    lastOrderAt: row.last_order_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

export type TenantsQuery = PageQuery & {
  q?: string;
  plan?: PlanCode;
  status?: NonNullable<TenantFilter['state']>;
};

const since = (at: Date) => new Date(at.getTime() - THIRTY_DAYS);

/** One tenant as the list shows it. Throws 404. */
export async function tenantSummary(id: string): Promise<TenantSummaryDto> {
  const at = now();
  const filter = { id, plan: null, state: null, at, graceDays: GRACE_DAYS };
  const [row] = await findTenants(null, filter, 1, null, since(at));
  if (!row) throw notFound();
  return present(row, at);
}

/** A page of the service's tenants, newest first, found by name or owner's e-mail, narrowed by plan and state. */
export async function listTenants(
  query: TenantsQuery,
): Promise<{ rows: TenantSummaryDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const at = now();
  const filter = { plan: query.plan ?? null, state: query.status ?? null, at, graceDays: GRACE_DAYS };
  const rows = await findTenants(query.q ?? null, filter, limit + 1, after, since(at));
  return cutPage(
    rows.map((row) => present(row, at)),
    limit,
    (row) => [row.createdAt, row.id],
  );
}
