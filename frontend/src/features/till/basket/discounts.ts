import {
  type Discount,
  type DiscountedBill,
  type DiscountLimits,
  discountLimitOf,
  needsDiscountApproval,
} from '@meja/domain';
import type { Permission, PricingSettings, Role } from '@meja/domain';
import type { BasketState } from './basket.types';
import { billOf, liveItems } from './basket-bill';

/** A basket's bill as far as its discounts go; null where it can't be priced. */
function discountsOf(basket: BasketState, settings: PricingSettings): DiscountedBill | null {
  const priced = billOf(basket, settings);
  if (!priced.ok) return null;
  const given = new Map<string, Discount | null>();
  for (const { id, discount } of [...liveItems(basket.base), ...basket.lines]) given.set(id, discount);
  return {
    given: basket.discount,
    lines: priced.bill.lines.map((line) => ({ ...line, given: given.get(line.id) ?? null })),
  };
}

/** Whether what is taken off needs somebody with a larger limit, by the rule the server holds to. */
export function needsApproval(
  basket: BasketState,
  who: { role: Role; permissions: ReadonlySet<Permission> },
  settings: PricingSettings & { discountLimits: DiscountLimits },
): boolean {
  const after = discountsOf(basket, settings);
  if (!after) return false;
  const { base } = basket;
  const before = base && discountsOf({ ...basket, lines: [], discount: base.discount }, settings);
  return needsDiscountApproval(before, after, discountLimitOf(who, settings.discountLimits));
}
