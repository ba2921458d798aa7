import { GRACE_DAYS } from '@meja/domain';
import type { PlanCode, ServiceActDto, ServiceStatsDto, TenantSubscriptionDto } from '@meja/domain';
import { holding } from '../../lib/like';
import { now } from '../../platform/clock';
import { cutPage, decodeTimeCursor, invalid, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { describeSubscription } from '../subscriptions';
import { findServiceActs, findStats, findSubscriptions } from './service.repository';
import type { SubscriptionFilter, SubscriptionListRow, SubscriptionState } from './service.repository';
import { subscriptionsCsv } from './subscriptions.csv';

/** The service in figures. */
export async function readStats(): Promise<ServiceStatsDto> {
  const row = await findStats(now(), GRACE_DAYS);
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
    churnBasisPoints: row.leavable === 0 ? 0 : Math.round((row.churned * 10_000) / row.leavable),
    byPlan: row.by_plan ?? [],
    usage: { selling: row.selling, orders: row.orders },
    payments: { failed: row.failed_payments, findings: row.findings },
    overdue: { count: row.overdue_count, total: Number(row.overdue_total) },
  };
}

export interface SubscriptionsQuery extends PageQuery {
  q?: string;
  plan?: PlanCode;
  status?: SubscriptionState;
  endsBefore?: string;
  overdue?: boolean;
  format?: 'json' | 'csv';
}

const filterOf = ({ q, plan, status, endsBefore, overdue }: SubscriptionsQuery): SubscriptionFilter => ({
  name: q === undefined ? null : holding(q),
  plan: plan ?? null,
  state: status ?? null,
  // The beginning of that day where the service bills, in Jakarta.
  endsBefore: endsBefore === undefined ? null : new Date(`${endsBefore}T00:00:00+07:00`),
  isOverdue: overdue ?? false,
  graceDays: GRACE_DAYS,
});

const present = (row: SubscriptionListRow, at: Date): TenantSubscriptionDto => ({
  tenantId: row.tenant_id,
  tenantName: row.tenant_name,
  plan: row.plan,
  planVersion: row.plan_version,
  status: describeSubscription({ plan: row.plan, tenantStatus: row.status, endsAt: row.ends_at }, at).status,
  endsAt: row.ends_at.toISOString(),
  next: row.next_plan && { plan: row.next_plan, at: row.next_at!.toISOString(), reverts: row.next_reverts },
  monthly: Number(row.monthly),
  overdue: row.number === null ? null : { number: row.number, since: row.overdue_since!.toISOString() },
});

/** Tenants' subscriptions, the next to end first, a page at a time. */
export async function listSubscriptions(
  query: SubscriptionsQuery,
): Promise<{ rows: TenantSubscriptionDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const at = now();
  const rows = await findSubscriptions(at, filterOf(query), limit + 1, decodeTimeCursor(query.cursor));
  return cutPage(
    rows.map((row) => present(row, at)),
    limit,
    (row) => [row.endsAt, row.tenantId],
  );
}

/** Rows of one file at most. */
const MOST_IN_FILE = 20_000;

/** The same for a spreadsheet, all of them. Throws 422 where they are more than a file holds: narrow the list. */
export async function exportSubscriptions(query: SubscriptionsQuery): Promise<string> {
  const at = now();
  const rows = await findSubscriptions(at, filterOf(query), MOST_IN_FILE + 1, null);
  if (rows.length > MOST_IN_FILE)
    throw invalid({ path: 'format', code: 'too_many', params: { max: MOST_IN_FILE } });
  return subscriptionsCsv(rows.map((row) => present(row, at)));
}

/** What the service's owner did to no business in particular, newest first, a page at a time. */
export async function listServiceActs(
  query: PageQuery,
): Promise<{ rows: ServiceActDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const rows = await findServiceActs(limit + 1, decodeTimeCursor(query.cursor));
  return cutPage(
    rows.map(({ id, action, entity, entity_id, actor_name, before, after, occurred_at }) => ({
      id,
      action,
      entity,
      entityId: entity_id,
      actorName: actor_name,
      before,
      after,
      occurredAt: occurred_at.toISOString(),
    })),
    limit,
    (row) => [row.occurredAt, row.id],
  );
}
