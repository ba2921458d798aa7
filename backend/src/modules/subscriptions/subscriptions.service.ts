import { hasRoom, historyStart, languageOf } from '@meja/domain';
import type { Feature, Language, LimitName, PlanVersion, SubscriptionDto } from '@meja/domain';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import { Problem } from '../../platform/http';
import { isOn } from '../flags';
import { allowanceAt, describeSubscription, planAt } from './subscription.rules';
import type { SubscriptionRow } from './subscription.rules';
import { offeredPlans, rememberedRow, rowOf } from './subscription-memory';
import { findOfferedPlansHere, findSubscriptionHere } from './subscriptions.repository';

/** A tenant's subscription at this instant, remembered for a few seconds. */
export async function subscriptionOf(tenantId: string): Promise<SubscriptionDto> {
  return describeSubscription(await rowOf(tenantId), now());
}

/** The same where it is remembered at this moment, else null. */
export function rememberedSubscription(tenantId: string): SubscriptionDto | null {
  const row = rememberedRow(tenantId);
  return row ? describeSubscription(row, now()) : null;
}

/** Whether it is known at this moment, without asking anybody, that a tenant may come in and has a feature. */
export function isKnownAdmitted(tenantId: string, feature: Feature | undefined): boolean {
  const row = rememberedRow(tenantId);
  if (row?.tenantStatus !== 'ACTIVE') return false;
  return feature === undefined || allowanceAt(row, now()).features.includes(feature);
}

/** Throws 403 `tenant_suspended`. */
export async function assertNotSuspended(tenantId: string): Promise<void> {
  if ((await rowOf(tenantId)).tenantStatus === 'SUSPENDED') throw new Problem('tenant_suspended');
}

/** Throws 402 `subscription_expired` where the tenant may not sell; reading, exporting and paying stay open. */
export async function assertCanSell(tenantId: string): Promise<void> {
  const { allowsSelling } = await subscriptionOf(tenantId);
  if (!allowsSelling) throw new Problem('subscription_expired');
}

const THINGS: Record<LimitName, Record<Language, string>> = {
  outlets: { id: 'outlet aktif', en: 'active outlets' },
  users: { id: 'pengguna aktif', en: 'active users' },
  products: { id: 'produk', en: 'products' },
  ordersPerMonth: { id: 'pesanan sebulan', en: 'orders a month' },
  historyMonths: { id: 'bulan riwayat', en: 'months of history' },
};

/** The plans one can buy that fit, by name in the caller's language, cheapest first; a dash where there is none. */
function namesOf(plans: readonly PlanVersion[], fit: (plan: PlanVersion) => boolean): string {
  const language = languageOf(currentContext()?.locale);
  const names = plans.filter((plan) => plan.code !== 'TRIAL' && fit(plan)).map(({ name }) => name[language]);
  return names.join(', ') || '–';
}

/** Throws 403 `feature_not_in_plan`, naming the plans that have it in the caller's language. */
export async function assertFeature(tenantId: string, feature: Feature): Promise<void> {
  const { features } = await subscriptionOf(tenantId);
  if (features.includes(feature)) return;
  const plans = namesOf(await offeredPlans(), (plan) => plan.features.includes(feature));
  throw new Problem('feature_not_in_plan', { params: { plans } });
}

function beyondPlan(
  code: 'plan_limit_reached' | 'over_plan_limit',
  row: SubscriptionRow,
  limit: LimitName,
  offered: readonly PlanVersion[],
): Problem {
  const language = languageOf(currentContext()?.locale);
  const at = now();
  const most = allowanceAt(row, at).limits[limit] ?? 0;
  const plan = planAt(row, at).name[language];
  const plans = namesOf(offered, ({ limits }) => (limits[limit] ?? Infinity) > most);
  return new Problem(code, { params: { plan, limit: most, what: THINGS[limit][language], plans } });
}

/**
 * Throws 403 `plan_limit_reached` where there is no room for `more` beside those that `count` finds, naming the plans that
 * have more. Ask it in the transaction that adds, under the lock that all who add take: then of two who come at once for
 * the last place one finds none. The plan is the one that is stored, not the one remembered.
 */
export async function assertRoom(limit: LimitName, count: () => Promise<number>, more = 1): Promise<void> {
  const row = await findSubscriptionHere();
  const { limits } = allowanceAt(row, now());
  if (limits[limit] === null || more <= 0) return;
  if (hasRoom(limit, (await count()) + more - 1, limits)) return;
  throw beyondPlan('plan_limit_reached', row, limit, await findOfferedPlansHere());
}

/** What a call begins, where it begins something that a plan counts. */
export type Beginning = 'order' | 'shift';

/**
 * Throws 403 where something new would begin in an outlet beyond the plan's (`over_plan_limit`), or an order beyond the
 * month's and its leeway (`plan_limit_reached`). What has been begun is never asked about.
 */
export async function assertMayBegin(
  tenantId: string,
  what: Beginning,
  outletId: string | undefined,
): Promise<void> {
  const row = await rowOf(tenantId);
  if (outletId !== undefined && row.beyond.outlets.has(outletId))
    throw beyondPlan('over_plan_limit', row, 'outlets', await offeredPlans());
  if (what === 'order' && !hasRoom('ordersPerMonth', row.orders, allowanceAt(row, now()).limits))
    throw beyondPlan('plan_limit_reached', row, 'ordersPerMonth', await offeredPlans());
}

/** Throws 403 `over_plan_limit` where somebody beyond the plan's users would change something. */
export async function assertWithinUsers(tenantId: string, userId: string): Promise<void> {
  const row = await rowOf(tenantId);
  if (row.beyond.users.has(userId)) throw beyondPlan('over_plan_limit', row, 'users', await offeredPlans());
}

const dayIn = (language: Language, date: string): string =>
  new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    dateStyle: 'medium',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));

/**
 * The first business date that a tenant's plan opens in reports and lists of orders, null where that is all of them.
 * Throws 403 `history_not_in_plan` where an earlier one is asked for; nothing older is ever deleted for it.
 */
export async function assertWithinHistory(
  tenantId: string,
  oldest: string | undefined,
): Promise<string | null> {
  if (!(await isOn('history_limit', tenantId))) return null;
  const row = await rowOf(tenantId);
  const at = now();
  const months = allowanceAt(row, at).limits.historyMonths;
  const first = historyStart(months, at);
  if (first === null || oldest === undefined || oldest >= first) return first;
  const language = languageOf(currentContext()?.locale);
  const plans = namesOf(await offeredPlans(), ({ limits }) => (limits.historyMonths ?? Infinity) > months!);
  throw new Problem('history_not_in_plan', {
    params: { plan: planAt(row, at).name[language], months: months!, from: dayIn(language, first), plans },
  });
}
