import { mulDiv, type Money } from '../money';
import type { Discount, DppRule, PricingSettings, TaxClass } from './types';
import { PricingError } from './types';

/** A whole in basis points. */
export const FULL_RATE = 10_000;

/** The DPP rule of a class: as given, else 11/12 for PPN at 12 % (PMK 131/2024), else the full price. */
export function dppRuleOf(taxClass: TaxClass): DppRule {
  if (taxClass.dpp) return taxClass.dpp;
  return taxClass.kind === 'PPN' && taxClass.rate === 1200 ? 'ELEVEN_TWELFTHS' : 'FULL';
}

/** The definition of a class in the settings; null or left out: the default class. Throws `PricingError`. */
export function taxClassOf(
  { taxClasses, defaultTaxClass }: Pick<PricingSettings, 'taxClasses' | 'defaultTaxClass'>,
  code: string | null | undefined,
  lineId: string | null = null,
): TaxClass {
  const found = taxClasses.find((taxClass) => taxClass.code === (code ?? defaultTaxClass));
  if (!found) throw new PricingError('unknown_tax_class', lineId);
  return found;
}

/** Whether a class takes any tax at all. */
export function isTaxed(taxClass: TaxClass): boolean {
  return taxClass.kind !== 'NONE' && taxClass.rate > 0;
}

/** What a discount takes off `base`: a percentage of it, or an amount of at most all of it. */
export function discountOf(discount: Discount, base: Money): Money {
  return discount.type === 'PERCENT'
    ? mulDiv(base, discount.value, FULL_RATE)
    : Math.min(discount.value, base);
}

/** The amount the rate applies to, in rupiah: the price, or 11/12 of it. */
export function taxBaseOf(price: Money, dpp: DppRule): Money {
  return dpp === 'FULL' ? price : mulDiv(price, 11, 12);
}

/**
 * 11/12 of the price without its tax, of a price that contains it: `P·(11/12)/(1+(11/12)r)` (12 %: `P·275/333`).
 */
export function containedBaseOf(price: Money, rate: number): Money {
  return mulDiv(price, 11 * FULL_RATE, 12 * FULL_RATE + 11 * rate);
}

/**
 * Tax contained in an inclusive price, rounded once: `P·r/(1+r)`, with 11/12 `P·(11/12)r/(1+(11/12)r)`. Bills of the
 * first version were reckoned so under 11/12 as well, and are replayed by it.
 */
export function containedTaxOf(price: Money, rate: number, dpp: DppRule): Money {
  if (dpp === 'FULL') return mulDiv(price, rate, FULL_RATE + rate);
  return mulDiv(price, 11 * rate, 12 * FULL_RATE + 11 * rate);
}

/** `rate` basis points of `base`. */
export function rateOf(base: Money, rate: number): Money {
  return mulDiv(base, rate, FULL_RATE);
}
