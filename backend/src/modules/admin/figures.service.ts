import { GRACE_DAYS } from '@meja/domain';
import type { ServiceStatsDto, TenantSubscriptionDto } from '@meja/domain';
import { now } from '../../platform/clock';
import { cutPage, decodeTimeCursor, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { describeSubscription } from '../subscriptions';
import { findStats, findSubscriptions } from './service.repository';

/** The service in figures. */
export async function readStats(): Promise<ServiceStatsDto> {
  const row = await findStats(now(), GRACE_DAYS);
  const couldLeave = row.paying + row.churned;
  return {
    tenants: row.tenants,
    trials: row.trials,
    paying: row.paying,
    pastDue: row.past_due,
    expired: row.expired,
    suspended: row.suspended,
    registered: row.registered,
    mrr: Number(row.mrr),
    churned: row.churned,
    churnBasisPoints: couldLeave === 0 ? 0 : Math.round((row.churned * 10_000) / couldLeave),
    payments: { failed: row.failed_payments, findings: row.findings },
    overdue: { count: row.overdue_count, total: Number(row.overdue_total) },
  };
}

/** Every tenant's subscription, the next to end first, a page at a time. */
export async function listSubscriptions(
  query: PageQuery,
): Promise<{ rows: TenantSubscriptionDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const at = now();
  const rows = await findSubscriptions(at, limit + 1, decodeTimeCursor(query.cursor));
  return cutPage(
    rows.map((row) => ({
      tenantId: row.tenant_id,
      tenantName: row.tenant_name,
      plan: row.plan,
      planVersion: row.plan_version,
      status: describeSubscription({ plan: row.plan, tenantStatus: row.status, endsAt: row.ends_at }, at)
        .status,
      endsAt: row.ends_at.toISOString(),
      next: row.next_plan && {
        plan: row.next_plan,
        at: row.next_at!.toISOString(),
        reverts: row.next_reverts,
      },
      monthly: Number(row.monthly),
    })),
    limit,
    (row) => [row.endsAt, row.tenantId],
  );
}
