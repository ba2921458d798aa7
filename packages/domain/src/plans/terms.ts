import type { AddOnVersion } from './add-ons';
import type { Feature, LimitName, PlanLimits, PlanVersion } from './plans';

/** An add-on in use. */
export interface HeldAddOn extends AddOnVersion {
  quantity: number;
  endsAt: Date;
}

/** What a business may use. */
export interface Allowance {
  limits: PlanLimits;
  features: readonly Feature[];
}

/** A plan with the add-ons that have not ended at an instant. */
export function allowanceOf(
  plan: Pick<PlanVersion, 'limits' | 'features'>,
  addOns: readonly Pick<HeldAddOn, 'grants' | 'quantity' | 'endsAt'>[],
  at: Date,
): Allowance {
  const limits = { ...plan.limits };
  const features = new Set(plan.features);
  for (const { grants, quantity, endsAt } of addOns) {
    if (endsAt <= at) continue;
    if ('feature' in grants) features.add(grants.feature);
    else {
      const limit = limits[grants.limit];
      if (limit !== null) limits[grants.limit] = limit + grants.amount * quantity;
    }
  }
  return { limits, features: [...features] };
}

/** From which share of a limit on somebody is warned, in percent. */
export const WARN_FROM_PERCENT = 80;

/**
 * Orders are counted, never stopped in the middle: beyond the month's number a tenth more may still be begun, under a
 * warning; what has been begun can always be finished.
 */
export const ORDER_LEEWAY_PERCENT = 10;

export type LimitState = 'ok' | 'near' | 'reached' | 'over';

/** How much of a limit is used. */
export function limitState(used: number, limit: number | null): LimitState {
  if (limit === null) return 'ok';
  if (used > limit) return 'over';
  if (used === limit) return 'reached';
  return used * 100 >= limit * WARN_FROM_PERCENT ? 'near' : 'ok';
}

/** Whether one more may be added to `used`. */
export function hasRoom(limit: LimitName, used: number, limits: PlanLimits): boolean {
  const most = limits[limit];
  if (most === null) return true;
  if (limit !== 'ordersPerMonth') return used < most;
  return used * 100 < most * (100 + ORDER_LEEWAY_PERCENT);
}
