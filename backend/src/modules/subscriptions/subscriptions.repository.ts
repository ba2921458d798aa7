import type { AddOnVersion, HeldAddOn, PlanCode, PlanVersion } from '@meja/domain';
import { callAsApp, dbTenantId } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';
import type { SubscriptionRow } from './subscription.rules';

type StoredPlan = Omit<PlanVersion, 'price'> & { price: string | number };

interface Stored {
  plan: PlanCode;
  status: 'ACTIVE' | 'SUSPENDED';
  ends_at: Date;
  terms: StoredPlan;
  next: StoredPlan | null;
  next_at: Date | null;
  next_reverts: boolean | null;
  credit: string | null;
  add_ons: (Omit<HeldAddOn, 'endsAt'> & { id: string; endsAt: string })[] | null;
}

/** Everything of a subscription, as it is stored. */
export type StoredSubscription = Omit<Required<SubscriptionRow>, 'addOns'> & {
  /** Rupiah that the service owes. */
  credit: number;
  addOns: (HeldAddOn & { id: string })[];
};

const PLAN = (alias: string) =>
  `json_build_object('code', ${alias}.code, 'version', ${alias}.version, 'name', ${alias}.name,
     'price', ${alias}.price, 'limits', ${alias}.limits, 'features', ${alias}.features)`;

const versionOf = (stored: StoredPlan): PlanVersion => ({ ...stored, price: Number(stored.price) });

const SUBSCRIPTION = `
  SELECT t.plan, t.status, t.subscription_ends_at AS ends_at, s.credit, s.next_at, s.next_reverts,
         ${PLAN('v')} AS terms, CASE WHEN n.code IS NOT NULL THEN ${PLAN('n')} END AS next,
         (SELECT json_agg(json_build_object('id', a.id, 'code', a.code, 'version', a.version, 'name', o.name,
                   'price', o.price, 'grants', o.grants, 'quantity', a.quantity, 'endsAt', a.ends_at) ORDER BY a.ends_at, a.id)
          FROM subscription_add_ons a JOIN add_on_versions o ON o.code = a.code AND o.version = a.version
          WHERE a.tenant_id = t.id AND a.ended_at IS NULL) AS add_ons
  FROM tenants t LEFT JOIN subscriptions s ON s.tenant_id = t.id
  JOIN plan_versions v ON v.code = t.plan AND v.version = coalesce(s.plan_version, 1)
  LEFT JOIN plan_versions n ON n.code = s.next_plan AND n.version = s.next_version
  WHERE t.id = $1::uuid`;

function read(row: Stored | undefined): StoredSubscription | null {
  if (!row) return null;
  return {
    plan: row.plan,
    tenantStatus: row.status,
    endsAt: row.ends_at,
    terms: versionOf(row.terms),
    next: row.next && { terms: versionOf(row.next), at: row.next_at!, reverts: row.next_reverts! },
    addOns: (row.add_ons ?? []).map((addOn) => ({ ...addOn, endsAt: new Date(addOn.endsAt) })),
    credit: Number(row.credit ?? 0),
  };
}

/** The subscription of a tenant, or null where there is no such tenant. Joins a transaction of the platform's role. */
export async function findSubscription(tenantId: string): Promise<StoredSubscription | null> {
  const [row] = await callAsPlatform<Stored>('subscription_of', SUBSCRIPTION, [tenantId]);
  return read(row);
}

/** The subscription of the open transaction's tenant. */
export async function findSubscriptionHere(): Promise<StoredSubscription> {
  const tenantId = dbTenantId();
  const [row] = await callAsApp<Stored>(tenantId, 'subscription_here', SUBSCRIPTION, [tenantId]);
  return read(row)!;
}

const OFFERED = `
  SELECT ${PLAN('v')} AS plan FROM plan_versions v
  WHERE v.version = (SELECT max(version) FROM plan_versions w WHERE w.code = v.code)`;

const byPrice = (rows: { plan: StoredPlan }[]): PlanVersion[] =>
  rows.map(({ plan }) => versionOf(plan)).sort((a, b) => a.price - b.price || a.code.localeCompare(b.code));

/** The newest version of each plan, cheapest first, the trial before all. */
export const findOfferedPlans = async (): Promise<PlanVersion[]> =>
  byPrice(await callAsPlatform('plans_offered', OFFERED, []));

/** The same inside a tenant's transaction. */
export const findOfferedPlansHere = async (): Promise<PlanVersion[]> =>
  byPrice(await callAsApp(dbTenantId(), 'plans_offered_here', OFFERED, []));

/** The newest version of each add-on, those that are sold no longer too. */
export async function findOfferedAddOns(): Promise<(AddOnVersion & { offered: boolean })[]> {
  const rows = await callAsPlatform<AddOnVersion & { offered: boolean; price: string | number }>(
    'add_ons_offered',
    `SELECT v.code, v.version, v.name, v.price::text, v.grants, v.offered FROM add_on_versions v
     WHERE v.version = (SELECT max(version) FROM add_on_versions w WHERE w.code = v.code) ORDER BY v.code`,
    [],
  );
  return rows.map((row) => ({ ...row, price: Number(row.price) }));
}

export interface Beyond {
  id: string;
  name: string;
}

/** Active outlets beyond a limit, the first ones being within it. */
export function outletsBeyond(tenantId: string, limit: number): Promise<Beyond[]> {
  return callAsPlatform(
    'outlets_beyond',
    `SELECT id, name FROM outlets WHERE tenant_id = $1 AND active AND deleted_at IS NULL
     ORDER BY created_at, id OFFSET $2`,
    [tenantId, limit],
  );
}

/** Active members beyond a limit: those who administer come first, then who came first. */
export function membersBeyond(tenantId: string, limit: number): Promise<Beyond[]> {
  return callAsPlatform(
    'members_beyond',
    `SELECT user_id AS id, name FROM memberships WHERE tenant_id = $1 AND active AND deleted_at IS NULL
     ORDER BY (role = 'ADMIN_TENANT') DESC, created_at, user_id OFFSET $2`,
    [tenantId, limit],
  );
}

/** Living products beyond a limit, the newest, at most `take`. */
export function productsBeyond(tenantId: string, limit: number, take: number): Promise<Beyond[]> {
  return callAsPlatform(
    'products_beyond',
    `SELECT id, name FROM products WHERE tenant_id = $1 AND deleted_at IS NULL
     ORDER BY created_at, id OFFSET $2 LIMIT $3`,
    [tenantId, limit, take],
  );
}

/** Sales booked on business days from one to another, from their roll-ups: a few rows, whatever was sold. */
export async function countOrders(tenantId: string, from: string, to: string): Promise<number> {
  const [row] = await callAsPlatform<{ n: string | null }>(
    'orders_of_month',
    `SELECT sum(order_count)::text AS n FROM sales_rollups
     WHERE tenant_id = $1 AND dim = 'outlet' AND business_date BETWEEN $2 AND $3`,
    [tenantId, from, to],
  );
  return Number(row?.n ?? 0);
}

export interface Counts {
  outlets: number;
  users: number;
  products: number;
}

/** What a tenant has of each thing that a plan limits. */
export async function countThings(tenantId: string): Promise<Counts> {
  const [row] = await callAsPlatform<Counts>(
    'things_of_tenant',
    `SELECT (SELECT count(*)::int FROM outlets WHERE tenant_id = $1 AND active AND deleted_at IS NULL) AS outlets,
            (SELECT count(*)::int FROM memberships WHERE tenant_id = $1 AND active AND deleted_at IS NULL) AS users,
            (SELECT count(*)::int FROM products WHERE tenant_id = $1 AND deleted_at IS NULL) AS products`,
    [tenantId],
  );
  return row!;
}

/** One version of a plan, or null. */
export async function findPlanVersion(code: string, version: number): Promise<PlanVersion | null> {
  const [row] = await callAsPlatform<{ plan: StoredPlan }>(
    'plan_version',
    `SELECT ${PLAN('v')} AS plan FROM plan_versions v WHERE v.code = $1 AND v.version = $2::int`,
    [code, version],
  );
  return row ? versionOf(row.plan) : null;
}
