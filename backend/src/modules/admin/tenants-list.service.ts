import type { TenantSummaryDto } from '@meja/domain';
import { now } from '../../platform/clock';
import { cutPage, decodeTimeCursor, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { describeSubscription } from '../subscriptions';
import { findTenants } from './tenants-list.repository';
import type { TenantRow } from './tenants-list.repository';

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

/** A page of the service's tenants, newest first, found by name or owner's e-mail. */
export async function listTenants(
  query: PageQuery & { q?: string },
): Promise<{ rows: TenantSummaryDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const at = now();
  const rows = await findTenants(query.q ?? null, limit + 1, after, new Date(at.getTime() - THIRTY_DAYS));
  return cutPage(
    rows.map((row) => present(row, at)),
    limit,
    (row) => [row.createdAt, row.id],
  );
}
