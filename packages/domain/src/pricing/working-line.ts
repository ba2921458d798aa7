import { allocate, mulDiv, safeMoney, sumMoney, type Money } from '../money';
import { discountOf } from './formulas';
import type { Discount, PricedLine, PricingLine, PricingStep, TaxClass } from './types';

/** A line while its bill is being reckoned. */
export interface WorkingLine extends Omit<PricedLine, 'total'> {
  taxClass: TaxClass;
}

/** Rules 1 and 2: what the line costs, and its own discount. */
export function startLine(line: PricingLine, steps: PricingStep[]): WorkingLine {
  const modifiers = sumMoney(line.modifiers.map(({ price, quantity }) => safeMoney(price * quantity)));
  const each = safeMoney(line.unitPrice + modifiers);
  const gross = mulDiv(each, line.quantityMilli, 1000);
  steps.push({
    rule: 'line_gross',
    scope: 'LINE',
    lineId: line.id,
    base: each,
    rate: null,
    result: gross,
    params: { name: line.name, unitPrice: line.unitPrice, modifiers, quantityMilli: line.quantityMilli },
  });
  let discount = 0;
  if (line.discount) {
    discount = discountOf(line.discount, gross);
    steps.push({
      ...discountStep(line.discount, gross, discount),
      rule: 'line_discount',
      scope: 'LINE',
      lineId: line.id,
    });
  }
  const net = gross - discount;
  return {
    id: line.id,
    taxClass: line.taxClass,
    gross,
    discount,
    orderDiscount: 0,
    net,
    service: 0,
    tax: 0,
    taxIncluded: 0,
  };
}

/** The part of a discount's step that lines and orders share. */
export function discountStep(
  discount: Discount,
  base: Money,
  result: Money,
): Omit<PricingStep, 'rule' | 'scope'> {
  const rate = discount.type === 'PERCENT' ? discount.value : null;
  return { base, rate, result, params: { type: discount.type, value: discount.value } };
}

/** Spreads an amount over lines by weight, the parts adding up to it. */
export function spread(
  amount: Money,
  lines: readonly WorkingLine[],
  weightOf: (line: WorkingLine) => Money,
  give: (line: WorkingLine, part: Money) => void,
): void {
  const parts = allocate(amount, lines.map(weightOf));
  lines.forEach((line, index) => give(line, parts[index] ?? 0));
}
