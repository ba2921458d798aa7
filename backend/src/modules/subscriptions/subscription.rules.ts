import { GRACE_DAYS, PLANS, allowanceOf, subscriptionAllowsSelling } from '@meja/domain';
import type {
  Allowance,
  HeldAddOn,
  PlanCode,
  PlanVersion,
  SubscriptionDto,
  SubscriptionStatus,
} from '@meja/domain';

/** What the tenant's row says of its subscription, with what of it stands in rows of its own. */
export interface SubscriptionRow {
  plan: PlanCode;
  tenantStatus: 'ACTIVE' | 'SUSPENDED';
  endsAt: Date;
  /** The version held; left out: the first. */
  terms?: PlanVersion;
  /** A change that comes by itself. */
  next?: { terms: PlanVersion; at: Date; reverts: boolean } | null;
  addOns?: readonly HeldAddOn[];
}

/** The plan held at an instant: the change that was due counts from its instant on, whether or not a job has run. */
export function planAt(row: SubscriptionRow, at: Date): PlanVersion {
  if (row.next && row.next.at <= at) return row.next.terms;
  return row.terms ?? { ...PLANS[row.plan], version: 1 };
}

/** What a tenant may use at an instant. */
export const allowanceAt = (row: SubscriptionRow, at: Date): Allowance =>
  allowanceOf(planAt(row, at), row.addOns ?? [], at);

/** Where a subscription stands at an instant: past its end it is due, and after the grace expired. */
export function subscriptionStatus(row: SubscriptionRow, at: Date): SubscriptionStatus {
  if (row.tenantStatus === 'SUSPENDED') return 'SUSPENDED';
  if (at < row.endsAt) return planAt(row, at).code === 'TRIAL' ? 'TRIAL' : 'ACTIVE';
  return subscriptionAllowsSelling({ status: 'PAST_DUE', endsAt: row.endsAt }, at) ? 'PAST_DUE' : 'EXPIRED';
}

/** Until when selling goes on where nothing is paid. */
export const sellsUntil = ({ endsAt }: Pick<SubscriptionRow, 'endsAt'>): Date =>
  new Date(endsAt.getTime() + GRACE_DAYS * 86_400_000);

/** The subscription as its owner sees it at an instant. */
export function describeSubscription(row: SubscriptionRow, at: Date): SubscriptionDto {
  const status = subscriptionStatus(row, at);
  const { features, limits } = allowanceAt(row, at);
  return {
    plan: planAt(row, at).code,
    status,
    endsAt: row.endsAt.toISOString(),
    features: [...features],
    allowsSelling: subscriptionAllowsSelling({ status, endsAt: row.endsAt }, at),
    historyMonths: limits.historyMonths,
  };
}
