import { stepEffect, type OrderDto, type PricingStep } from '@meja/domain';

export interface Explained {
  rule: PricingStep['rule'] | 'rounding';
  /** Of which line or tax class it speaks; null for the whole order. */
  about: string | null;
  base: number;
  /** Basis points; null where the rule has none. */
  rate: number | null;
  /** Of a line: how many. */
  quantity: number | null;
  /** By how much the step moves the total. */
  effect: number;
  /** What the rule came to, also where it only explains. */
  result: number;
  /** The total after it. */
  running: number;
}

const QUANTITY_STEPS = 1000;

/** The order's total told step by step, rounding last; empty where the order keeps no steps. */
export function explainTotal(order: Pick<OrderDto, 'steps' | 'items' | 'rounding'>): Explained[] {
  const names = new Map(order.items.map(({ id, name }) => [id, name]));
  let running = 0;
  const told = (order.steps ?? []).map((step): Explained => {
    const effect = stepEffect(step);
    running += effect;
    // Two taxes may share a code: the name stands with the step.
    const taxName = step.taxClass === undefined ? null : String(step.params.name ?? step.taxClass);
    return {
      rule: step.rule,
      about: step.lineId === undefined ? taxName : (names.get(step.lineId) ?? null),
      base: step.base,
      rate: step.rate,
      quantity:
        step.rule === 'line_gross'
          ? Number(step.params.quantityMilli ?? QUANTITY_STEPS) / QUANTITY_STEPS
          : null,
      effect,
      result: step.result,
      running,
    };
  });
  if (told.length === 0 || order.rounding === 0) return told;
  running += order.rounding;
  const { rounding } = order;
  return [
    ...told,
    {
      rule: 'rounding',
      about: null,
      base: running - rounding,
      rate: null,
      quantity: null,
      effect: rounding,
      result: rounding,
      running,
    },
  ];
}
