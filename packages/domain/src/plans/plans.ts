import type { IsoTime } from '../dto/common.dto';
import type { Language, SubscriptionStatus } from '../dto/enums';
import type { Money } from '../money';

export const PLAN_CODES = ['TRIAL', 'BASIC', 'PRO', 'ENTERPRISE'] as const;
export type PlanCode = (typeof PLAN_CODES)[number];

export const FEATURES = [
  'inventory',
  'kitchen_display',
  'delivery',
  'customer_engagement',
  'api',
  'advanced_reports',
] as const;
export type Feature = (typeof FEATURES)[number];

/**
 * The features that open something today: a route is guarded by each of them. The others stay in the versions that hold
 * them and are not offered, alone or as part of a plan, until there is something to open.
 */
export const SOLD_FEATURES: readonly Feature[] = ['kitchen_display', 'api'];

export const LIMITS = ['outlets', 'users', 'products', 'ordersPerMonth', 'historyMonths'] as const;
export type LimitName = (typeof LIMITS)[number];

/** null: without limit. */
export interface PlanLimits {
  outlets: number | null;
  users: number | null;
  products: number | null;
  ordersPerMonth: number | null;
  historyMonths: number | null;
}

export interface Plan {
  code: PlanCode;
  name: Record<Language, string>;
  /** Rupiah a month; 0: not for sale. */
  price: Money;
  limits: PlanLimits;
  features: readonly Feature[];
}

/** A plan as it was sold at a time: whoever holds it keeps it when newer versions come. */
export interface PlanVersion extends Plan {
  version: number;
}

export const TRIAL_DAYS = 14;
export const GRACE_DAYS = 3;

const UNLIMITED: PlanLimits = {
  outlets: null,
  users: null,
  products: null,
  ordersPerMonth: null,
  historyMonths: null,
};

/**
 * The first version of the plans, as the migration writes it; a super admin adds versions from there. A trial has
 * everything, without limits: what is tried is not to end in the middle of the trial.
 */
export const PLANS: Readonly<Record<PlanCode, Plan>> = {
  TRIAL: {
    code: 'TRIAL',
    name: { id: 'Masa coba', en: 'Trial' },
    price: 0,
    limits: UNLIMITED,
    features: FEATURES,
  },
  BASIC: {
    code: 'BASIC',
    name: { id: 'Dasar', en: 'Basic' },
    price: 149_000,
    limits: { outlets: 1, users: 5, products: 500, ordersPerMonth: 3_000, historyMonths: 12 },
    features: ['kitchen_display'],
  },
  PRO: {
    code: 'PRO',
    name: { id: 'Pro', en: 'Pro' },
    price: 399_000,
    limits: { outlets: 5, users: 30, products: 10_000, ordersPerMonth: 30_000, historyMonths: 36 },
    features: ['kitchen_display', 'inventory', 'delivery', 'customer_engagement', 'advanced_reports'],
  },
  ENTERPRISE: {
    code: 'ENTERPRISE',
    name: { id: 'Perusahaan', en: 'Enterprise' },
    price: 1_499_000,
    limits: UNLIMITED,
    features: FEATURES,
  },
};

export interface SubscriptionState {
  status: SubscriptionStatus;
  endsAt: Date | IsoTime | null;
}

/**
 * Whether a tenant may sell at `now`: never when suspended or expired, else until three days (the grace) after
 * `endsAt`. A subscription without an end runs on; a cancelled one ends at `endsAt` without grace.
 */
export function subscriptionAllowsSelling(subscription: SubscriptionState, now: Date): boolean {
  const { status, endsAt } = subscription;
  if (status === 'SUSPENDED' || status === 'EXPIRED') return false;
  if (endsAt === null) return status !== 'CANCELLED';
  const graceMs = status === 'CANCELLED' ? 0 : GRACE_DAYS * 86_400_000;
  return now.getTime() < new Date(endsAt).getTime() + graceMs;
}
