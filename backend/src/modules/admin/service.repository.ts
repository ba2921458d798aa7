import type { AddOnVersion, PlanCode, PlanVersion, Role } from '@meja/domain';
import { db, dbTenantId } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';
import { stateInSql } from './subscription-state';

/** Suspends a tenant or lets it go on, in the open platform transaction; false where it was so before. */
export async function saveTenantStatus(status: 'ACTIVE' | 'SUSPENDED'): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE tenants SET status = ${status} WHERE id = ${dbTenantId()}::uuid AND status <> ${status}`;
  return count > 0;
}

export async function tenantExists(id: string): Promise<boolean> {
  return (await callAsPlatform('tenant_exists', 'SELECT FROM tenants WHERE id = $1::uuid', [id])).length > 0;
}

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  active: boolean;
  last_seen_at: Date | null;
}

/** The members of a tenant, those who administer first. */
export const findPeople = (tenantId: string): Promise<PersonRow[]> =>
  callAsPlatform(
    'admin_people',
    `SELECT m.user_id AS id, m.name, m.email, m.role, m.active,
            (SELECT max(s.last_seen_at) FROM sessions s
             WHERE s.tenant_id = m.tenant_id AND s.member_id = m.user_id AND s.impersonator_id IS NULL) AS last_seen_at
     FROM memberships m WHERE m.tenant_id = $1 AND m.deleted_at IS NULL
     ORDER BY (m.role = 'ADMIN_TENANT') DESC, m.created_at, m.user_id LIMIT 200`,
    [tenantId],
  );

export interface ActRow {
  id: string;
  action: string;
  actor_name: string;
  occurred_at: Date;
}

/** The last lines of a tenant's log. */
export const findActs = (tenantId: string, take: number): Promise<ActRow[]> =>
  callAsPlatform(
    'admin_acts',
    `SELECT id, action, actor_name, occurred_at FROM audit_log WHERE tenant_id = $1 ORDER BY seq DESC LIMIT $2`,
    [tenantId, take],
  );

export interface ServiceActRow extends ActRow {
  entity: string;
  entity_id: string | null;
  before: unknown;
  after: unknown;
}

/** The service's own log, newest first, after a place. */
export const findServiceActs = (
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<ServiceActRow[]> =>
  callAsPlatform(
    'service_acts',
    `SELECT id, action, entity, entity_id, actor_name, before, after, occurred_at FROM service_acts
     WHERE $1::timestamptz IS NULL OR (occurred_at, id) < ($1, $2::uuid)
     ORDER BY occurred_at DESC, id DESC LIMIT $3`,
    [after?.createdAt ?? null, after?.id ?? null, take],
  );

export interface PlanRow extends Omit<PlanVersion, 'price'> {
  price: string;
  tenants: number;
  created_at: Date;
  created_by: string;
}

/** Every version of every plan and how many tenants hold it, the newest first. */
export const findPlans = (): Promise<PlanRow[]> =>
  callAsPlatform(
    'admin_plans',
    `SELECT v.code, v.version, v.name, v.price::text, v.limits, v.features, v.created_at, v.created_by,
            (SELECT count(*)::int FROM tenants t LEFT JOIN subscriptions s ON s.tenant_id = t.id
             WHERE t.plan = v.code AND coalesce(s.plan_version, 1) = v.version) AS tenants
     FROM plan_versions v ORDER BY v.code, v.version DESC`,
    [],
  );

/** Holds the versions of plans and add-ons until the commit, so that each gets the next number. */
export async function lockVersions(): Promise<void> {
  // eslint-disable-next-line no-restricted-syntax -- of no tenant: plans are the service's own
  await db().$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('offers', 0))`;
}

export async function insertPlan(plan: PlanVersion, at: Date, by: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO plan_versions (code, version, name, price, limits, features, created_at, created_by)
    VALUES (${plan.code}, ${plan.version}, ${JSON.stringify(plan.name)}::jsonb, ${plan.price}::bigint,
      ${JSON.stringify(plan.limits)}::jsonb, ${JSON.stringify(plan.features)}::jsonb, ${at}::timestamptz, ${by})`;
}

export async function insertAddOnVersion(
  addOn: AddOnVersion & { offered: boolean },
  at: Date,
  by: string,
): Promise<void> {
  await db().$executeRaw`
    INSERT INTO add_on_versions (code, version, name, price, grants, offered, created_at, created_by)
    VALUES (${addOn.code}, ${addOn.version}, ${JSON.stringify(addOn.name)}::jsonb, ${addOn.price}::bigint,
      ${JSON.stringify(addOn.grants)}::jsonb, ${addOn.offered}, ${at}::timestamptz, ${by})`;
}

export interface SubscriptionListRow {
  tenant_id: string;
  tenant_name: string;
  status: 'ACTIVE' | 'SUSPENDED';
  plan: PlanCode;
  plan_version: number;
  ends_at: Date;
  next_plan: PlanCode | null;
  next_at: Date | null;
  next_reverts: boolean;
  monthly: string;
  /** Of an open invoice that is past its day. */
  number: string | null;
  overdue_since: Date | null;
}

/** How a subscription can stand, as lists are narrowed by it. */
export type SubscriptionState = 'TRIAL' | 'ACTIVE' | 'PAST_DUE' | 'EXPIRED' | 'SUSPENDED';

/** Of what is held at $1: a change that was due counts from its instant on; a plan for a few days only is no revenue of a month. */
const HELD = `
  FROM tenants t LEFT JOIN subscriptions s ON s.tenant_id = t.id
  CROSS JOIN LATERAL (SELECT coalesce(s.next_at <= $1::timestamptz, false) AS is_due) d
  JOIN plan_versions v ON v.code = CASE WHEN d.is_due THEN s.next_plan ELSE t.plan END
    AND v.version = CASE WHEN d.is_due THEN s.next_version ELSE coalesce(s.plan_version, 1) END
  LEFT JOIN plan_versions r ON s.next_reverts AND NOT d.is_due AND r.code = s.next_plan AND r.version = s.next_version`;
const MONTHLY = `
  (coalesce(r.price, v.price) + coalesce((SELECT sum(o.price * a.quantity) FROM subscription_add_ons a
     JOIN add_on_versions o ON o.code = a.code AND o.version = a.version
     WHERE a.tenant_id = t.id AND a.ended_at IS NULL AND a.ends_at > $1), 0))::bigint`;

/** What the list is narrowed to; null: not. */
export interface SubscriptionFilter {
  /** Part of a name, as {@link holding} makes it. */
  name: string | null;
  plan: PlanCode | null;
  state: SubscriptionState | null;
  endsBefore: Date | null;
  /** Those alone that have let an invoice pass its day. */
  isOverdue: boolean;
  graceDays: number;
}

/** Subscriptions by their end, the next to end first, after a place. */
export const findSubscriptions = (
  at: Date,
  filter: SubscriptionFilter,
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<SubscriptionListRow[]> =>
  callAsPlatform(
    'admin_subscriptions',
    `SELECT t.id AS tenant_id, t.name AS tenant_name, t.status, v.code AS plan, v.version AS plan_version,
            t.subscription_ends_at AS ends_at, coalesce(s.next_reverts, false) AS next_reverts,
            CASE WHEN NOT d.is_due THEN s.next_plan END AS next_plan, s.next_at,
            ${MONTHLY}::text AS monthly, due.number, due.overdue_since
     ${HELD}
     LEFT JOIN LATERAL (
       SELECT 'INV-' || i.year || '-' || lpad(i.seq::text, 6, '0') AS number, i.due_at AS overdue_since FROM invoices i
       WHERE i.tenant_id = t.id AND i.status = 'OPEN' AND i.due_at < $1) due ON true
     WHERE ($2::timestamptz IS NULL OR (t.subscription_ends_at, t.id) > ($2, $3::uuid))
       AND ($5::text IS NULL OR v.code = $5) AND ($6::text IS NULL OR $6 = ${stateInSql('$1', '$7')})
       AND ($8::timestamptz IS NULL OR t.subscription_ends_at < $8) AND (NOT $9::boolean OR due.number IS NOT NULL)
       AND ($10::text IS NULL OR fold_name(t.name) LIKE $10)
     ORDER BY t.subscription_ends_at, t.id LIMIT $4`,
    [
      at,
      after?.createdAt ?? null,
      after?.id ?? null,
      take,
      filter.plan,
      filter.state,
      filter.graceDays,
      filter.endsBefore,
      filter.isOverdue,
      filter.name,
    ],
  );

export interface StatsRow {
  tenants: number;
  trials: number;
  paying: number;
  past_due: number;
  expired: number;
  suspended: number;
  registered: number;
  churned: number;
  mrr: string;
  overdue_count: number;
  overdue_total: string;
  failed_payments: number;
  findings: number;
  leavable: number;
  by_plan: { plan: PlanCode; paying: number; mrr: number }[] | null;
  selling: number;
  orders: number;
}

/** The service in figures at an instant. */
export async function findStats(at: Date, graceDays: number): Promise<StatsRow> {
  const [row] = await callAsPlatform<StatsRow>(
    'admin_stats',
    `WITH known AS (
       SELECT t.status, v.code AS plan, t.created_at, t.subscription_ends_at AS ends_at, v.price, ${MONTHLY} AS monthly,
              t.subscription_ends_at + make_interval(days => $2) AS sells_until
       ${HELD}),
     paid AS (SELECT * FROM known WHERE status = 'ACTIVE' AND price > 0 AND ends_at > $1),
     gone AS (SELECT * FROM known WHERE price > 0 AND sells_until <= $1
                AND sells_until > $1::timestamptz - interval '30 days'),
     sold AS (SELECT tenant_id, order_count FROM sales_rollups
              WHERE dim = 'outlet' AND business_date > ($1::timestamptz AT TIME ZONE 'Asia/Jakarta')::date - 30)
     SELECT count(*)::int AS tenants,
       count(*) FILTER (WHERE status = 'ACTIVE' AND plan = 'TRIAL' AND ends_at > $1)::int AS trials,
       (SELECT count(*)::int FROM paid) AS paying,
       count(*) FILTER (WHERE status = 'ACTIVE' AND ends_at <= $1 AND sells_until > $1)::int AS past_due,
       count(*) FILTER (WHERE status = 'ACTIVE' AND sells_until <= $1)::int AS expired,
       count(*) FILTER (WHERE status = 'SUSPENDED')::int AS suspended,
       count(*) FILTER (WHERE created_at > $1::timestamptz - interval '30 days')::int AS registered,
       (SELECT count(*)::int FROM gone) AS churned,
       count(*) FILTER (WHERE price > 0 AND sells_until > $1::timestamptz - interval '30 days')::int AS leavable,
       (SELECT coalesce(sum(monthly), 0)::text FROM paid) AS mrr,
       (SELECT json_agg(json_build_object('plan', plan, 'paying', n, 'mrr', mrr) ORDER BY mrr DESC, plan)
        FROM (SELECT plan, count(*) AS n, sum(monthly) AS mrr FROM paid GROUP BY plan) p) AS by_plan,
       (SELECT count(DISTINCT tenant_id)::int FROM sold) AS selling,
       (SELECT coalesce(sum(order_count), 0)::int FROM sold) AS orders,
       (SELECT count(*)::int FROM invoices WHERE status = 'OPEN' AND due_at < $1) AS overdue_count,
       (SELECT coalesce(sum(total), 0)::text FROM invoices WHERE status = 'OPEN' AND due_at < $1) AS overdue_total,
       (SELECT count(*)::int FROM invoice_charges
        WHERE status = 'FAILED' AND created_at > $1::timestamptz - interval '30 days') AS failed_payments,
       (SELECT count(*)::int FROM payment_findings WHERE resolved_at IS NULL) AS findings
     FROM known`,
    [at, graceDays],
  );
  return row!;
}
