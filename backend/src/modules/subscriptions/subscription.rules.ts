import { PLANS, subscriptionAllowsSelling } from '@meja/domain';
import type { PlanCode, SubscriptionDto, SubscriptionStatus } from '@meja/domain';

/** What the tenant's row says of its subscription. */
export interface SubscriptionRow {
  plan: PlanCode;
  tenantStatus: 'ACTIVE' | 'SUSPENDED';
  endsAt: Date;
}

/** Where a subscription stands at an instant: past its end it is due, and after the grace expired. */
export function subscriptionStatus(row: SubscriptionRow, at: Date): SubscriptionStatus {
  if (row.tenantStatus === 'SUSPENDED') return 'SUSPENDED';
  if (at < row.endsAt) return row.plan === 'TRIAL' ? 'TRIAL' : 'ACTIVE';
  return subscriptionAllowsSelling({ status: 'PAST_DUE', endsAt: row.endsAt }, at) ? 'PAST_DUE' : 'EXPIRED';
}

/** The subscription as its owner sees it at an instant. */
export function describeSubscription(row: SubscriptionRow, at: Date): SubscriptionDto {
  const status = subscriptionStatus(row, at);
  return {
    plan: row.plan,
    status,
    endsAt: row.endsAt.toISOString(),
    features: [...PLANS[row.plan].features],
    allowsSelling: subscriptionAllowsSelling({ status, endsAt: row.endsAt }, at),
  };
}
