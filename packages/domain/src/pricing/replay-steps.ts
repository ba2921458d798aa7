import { mulDiv, safeMoney, type Money } from '../money';
import { containedBaseOf, containedTaxOf, discountOf, rateOf, taxBaseOf } from './formulas';
import type { Discount, DppRule, PricingRule, PricingStep } from './types';
import { PricingError } from './types';

/** How a rule's result enters the total: contained taxes and tax bases only explain. */
const EFFECTS: Record<PricingRule, -1 | 0 | 1> = {
  line_gross: 1,
  line_discount: -1,
  order_discount: -1,
  tax_included_base: 0,
  tax_included: 0,
  service_charge: 1,
  tax_base: 0,
  tax: 1,
  service_tax_base: 0,
  service_tax: 1,
  tip: 1,
};

/** How a step moves the total: its result, its negative, or nothing. */
export function stepEffect(step: PricingStep): Money {
  const effect = EFFECTS[step.rule];
  return effect === 0 ? 0 : effect * step.result + 0;
}

function resultOf({ rule, base, rate, params }: PricingStep): Money {
  switch (rule) {
    case 'line_gross':
      return mulDiv(base, Number(params.quantityMilli), 1000);
    case 'line_discount':
    case 'order_discount':
      return discountOf({ type: params.type, value: Number(params.value) } as Discount, base);
    case 'tax_included_base':
      return containedBaseOf(base, rate ?? 0);
    case 'tax_included':
      return params.of === 'BASE'
        ? rateOf(base, rate ?? 0)
        : containedTaxOf(base, rate ?? 0, params.dpp as DppRule);
    case 'tax_base':
    case 'service_tax_base':
      return taxBaseOf(base, params.dpp as DppRule);
    case 'service_charge':
    case 'tax':
    case 'service_tax':
      return rateOf(base, rate ?? 0);
    case 'tip':
      return base;
  }
}

/** What the steps so far have settled. */
interface Replay {
  total: Money;
  included: Money;
  grossOf: Map<string | undefined, Money>;
}

/** What a step's base must be, as far as earlier steps settle it; null where they do not. */
function expectedBase({ rule, params, lineId }: PricingStep, replay: Replay): Money | null {
  switch (rule) {
    case 'line_gross':
      return Number(params.unitPrice) + Number(params.modifiers);
    case 'line_discount':
      return replay.grossOf.get(lineId) ?? NaN;
    case 'order_discount':
      return replay.total;
    case 'service_charge':
      return replay.total - replay.included;
    default:
      return null;
  }
}

/**
 * Reckons a bill's total again from its kept steps alone, checking each: its result must follow from its base, rate
 * and params, its base from the steps before it. Throws `PricingError` `steps_inconsistent` where one does not.
 */
export function replaySteps(steps: readonly PricingStep[]): Money {
  const replay: Replay = { total: 0, included: 0, grossOf: new Map() };
  for (const step of steps) {
    const base = expectedBase(step, replay);
    if (resultOf(step) !== step.result || (base !== null && base !== step.base)) {
      throw new PricingError('steps_inconsistent', step.lineId ?? null);
    }
    replay.total = safeMoney(replay.total + stepEffect(step));
    if (step.rule === 'tax_included') replay.included += step.result;
    if (step.rule === 'line_gross') replay.grossOf.set(step.lineId, step.result);
  }
  return replay.total;
}
