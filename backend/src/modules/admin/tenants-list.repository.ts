import type { BusinessType, PlanCode, TenantStatus } from '@meja/domain';
import { holding } from '../../lib/like';
import { callAsPlatform } from '../../platform/db/platform-door';
import { stateInSql } from './subscription-state';

/** What a list is narrowed to, at an instant; null: not. */
export interface TenantFilter {
  id?: string;
  plan: PlanCode | null;
  state: 'TRIAL' | 'ACTIVE' | 'PAST_DUE' | 'EXPIRED' | 'SUSPENDED' | null;
  at: Date;
  graceDays: number;
}

export interface TenantRow {
  id: string;
  name: string;
  business_type: BusinessType;
  status: TenantStatus;
  plan: PlanCode;
  ends_at: Date;
  owner_name: string | null;
  owner_email: string | null;
  outlets: number;
  users: number;
  products: number;
  orders_last_30_days: number;
  last_order_at: Date | null;
  created_at: Date;
}

/** Tenants whose name or owner's e-mail contains a text, accents and case aside, newest first; the counts are of the page alone. */
export async function findTenants(
  q: string | null,
  filter: TenantFilter,
  take: number,
  after: { createdAt: Date; id: string } | null,
  since: Date,
): Promise<TenantRow[]> {
  return callAsPlatform<TenantRow>(
    'admin_tenants',
    `WITH page AS (
       SELECT t.* FROM tenants t
       WHERE ($1::text IS NULL OR fold_name(t.name) LIKE $1 OR EXISTS (
                SELECT FROM memberships m
                WHERE m.tenant_id = t.id AND m.role = 'ADMIN_TENANT' AND m.account_id IS NOT NULL
                  AND m.deleted_at IS NULL AND fold_name(m.email) LIKE $1))
         AND ($6::text IS NULL OR t.plan = $6) AND ($10::uuid IS NULL OR t.id = $10)
         AND ($7::text IS NULL OR $7 = ${stateInSql('$8', '$9')})
         AND ($2::timestamptz IS NULL OR (t.created_at, t.id) < ($2, $3::uuid))
       ORDER BY t.created_at DESC, t.id DESC LIMIT $4)
     SELECT p.id, p.name, p.business_type, p.status, p.plan, p.subscription_ends_at AS ends_at, p.created_at,
            owner.name AS owner_name, owner.email AS owner_email,
            (SELECT count(*)::int FROM outlets o WHERE o.tenant_id = p.id AND o.deleted_at IS NULL) AS outlets,
            (SELECT count(*)::int FROM memberships m WHERE m.tenant_id = p.id AND m.deleted_at IS NULL) AS users,
            (SELECT count(*)::int FROM products x WHERE x.tenant_id = p.id AND x.deleted_at IS NULL) AS products,
            (SELECT count(*)::int FROM orders o WHERE o.tenant_id = p.id AND o.created_at >= $5) AS orders_last_30_days,
            (SELECT max(o.created_at) FROM orders o WHERE o.tenant_id = p.id) AS last_order_at
     FROM page p LEFT JOIN LATERAL (
       SELECT m.name, m.email FROM memberships m
       WHERE m.tenant_id = p.id AND m.role = 'ADMIN_TENANT' AND m.account_id IS NOT NULL AND m.deleted_at IS NULL
       ORDER BY m.created_at, m.user_id LIMIT 1) owner ON true
     ORDER BY p.created_at DESC, p.id DESC`,
    [
      q === null ? null : holding(q),
      after?.createdAt ?? null,
      after?.id ?? null,
      take,
      since,
      filter.plan,
      filter.state,
      filter.at,
      filter.graceDays,
      filter.id ?? null,
    ],
  );
}
