import type { AddOnDto, Feature, PlanDto } from '@meja/domain';
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
