import { LRUCache } from 'lru-cache';
import { PLANS, languageOf, plansWith } from '@meja/domain';
import type { Feature, SubscriptionDto } from '@meja/domain';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import { Problem, notFound } from '../../platform/http';
import { describeSubscription } from './subscription.rules';
import type { SubscriptionRow } from './subscription.rules';
import { findSubscription } from './subscriptions.repository';

/** A change of plan or a suspension reaches every process within this time; the end of a period needs no time. */
const REMEMBERED_MS = 5_000;
const rows = new LRUCache<string, SubscriptionRow>({ max: 10_000, ttl: REMEMBERED_MS });

async function rowOf(tenantId: string): Promise<SubscriptionRow> {
  const known = rows.get(tenantId);
  if (known) return known;
  const row = await findSubscription(tenantId);
  if (!row) throw notFound();
  rows.set(tenantId, row);
  return row;
}

/** A tenant's subscription at this instant, remembered for a few seconds. */
export async function subscriptionOf(tenantId: string): Promise<SubscriptionDto> {
  return describeSubscription(await rowOf(tenantId), now());
}

/** The same where it is remembered at this moment, else null. */
export function rememberedSubscription(tenantId: string): SubscriptionDto | null {
  const row = rows.get(tenantId);
  return row ? describeSubscription(row, now()) : null;
}

/** Throws 402 `subscription_expired` where the tenant may not sell; reading, exporting and paying stay open. */
export async function assertCanSell(tenantId: string): Promise<void> {
  const { allowsSelling } = await subscriptionOf(tenantId);
  if (!allowsSelling) throw new Problem('subscription_expired');
}

/** Throws 403 `feature_not_in_plan`, naming the plans that have it in the caller's language. */
export async function assertFeature(tenantId: string, feature: Feature): Promise<void> {
  const { features } = await subscriptionOf(tenantId);
  if (features.includes(feature)) return;
  const language = languageOf(currentContext()?.locale);
  const plans = plansWith(feature).map((code) => PLANS[code].name[language]);
  throw new Problem('feature_not_in_plan', { params: { plans: plans.join(', ') } });
}

/** Forgets what is remembered of a tenant, after its plan or state has changed. */
export function forgetSubscription(tenantId: string): void {
  rows.delete(tenantId);
}
