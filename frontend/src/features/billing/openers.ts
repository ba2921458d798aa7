import { historyStart, type AddOnDto, type Feature, type MeDto, type PlanDto } from '@meja/domain';
import type { Offers } from './billing.api';

/** What one can buy that opens a feature: add-ons, then plans, each cheapest first. */
export function openersOf(
  feature: Feature,
  { plans, addOns }: Offers,
): Pick<AddOnDto | PlanDto, 'id' | 'name' | 'price'>[] {
  const byPrice = (a: { price: number }, b: { price: number }): number => a.price - b.price;
  return [
    ...addOns.filter(({ grants }) => 'feature' in grants && grants.feature === feature).sort(byPrice),
    ...plans.filter(({ features }) => features.includes(feature)).sort(byPrice),
  ];
}

/** The first business date that a business's plan opens in lists and reports; null: all, or nobody said. */
export function historyBegins(me: Pick<MeDto, 'subscription' | 'flags'> | null, at: Date): string | null {
  if (!me?.subscription || !me.flags?.includes('history_limit')) return null;
  return historyStart(me.subscription.historyMonths ?? null, at);
}

/** The plans that open more months of history than a business has, cheapest first. */
export const plansWithMoreHistory = (months: number, plans: readonly PlanDto[]): PlanDto[] =>
  plans.filter(({ limits }) => (limits.historyMonths ?? Infinity) > months).sort((a, b) => a.price - b.price);
