import type { Discount, PriceBillInput, PricingLine } from './types';
import { PricingError } from './types';
import { FULL_RATE } from './formulas';

function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function checkRate(rate: number): void {
  if (!isAmount(rate) || rate > FULL_RATE) throw new PricingError('invalid_rate');
}

function checkDiscount(discount: Discount | null | undefined, lineId: string | null): void {
  if (!discount) return;
  const known = discount.type === 'PERCENT' || discount.type === 'AMOUNT';
  if (!known || !isAmount(discount.value) || (discount.type === 'PERCENT' && discount.value > FULL_RATE)) {
    throw new PricingError('invalid_discount', lineId);
  }
}

function checkLine(line: PricingLine): void {
  if (!isCount(line.quantityMilli)) throw new PricingError('invalid_quantity', line.id);
  if (!isAmount(line.unitPrice)) throw new PricingError('invalid_amount', line.id);
  for (const modifier of line.modifiers) {
    if (!isAmount(modifier.price)) throw new PricingError('invalid_amount', line.id);
    if (!isCount(modifier.quantity)) throw new PricingError('invalid_quantity', line.id);
  }
  checkDiscount(line.discount, line.id);
}

/** Refuses what can't be priced with a `PricingError`. */
export function validateInput({ settings, discount, tipTotal = 0, lines }: PriceBillInput): void {
  if (settings.serviceCharge) checkRate(settings.serviceCharge.rate);
  checkDiscount(discount, null);
  if (!isAmount(tipTotal)) throw new PricingError('invalid_amount');

  const seen = new Set<string>();
  for (const line of lines) {
    if (seen.has(line.id)) throw new PricingError('duplicate_line', line.id);
    seen.add(line.id);
    checkLine(line);
    checkRate(line.taxClass.rate);
  }
}
