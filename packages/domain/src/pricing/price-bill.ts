import { MoneyOverflowError, safeMoney, sumMoney } from '../money';
import { addTax, groupByTax, takeContainedTax, toBillTax } from './bill-taxes';
import { discountOf, rateOf } from './formulas';
import type { PriceBillInput, PricedBill, PricingStep } from './types';
import { PricingError } from './types';
import { validateInput } from './validate-input';
import { discountStep, spread, startLine, type WorkingLine } from './working-line';

/**
 * Reckons a bill from its lines, discounts and the tenant's rules. Each rule rounds once, half up; what it yields is
 * spread over the lines by largest remainder, so that lines and parts always add up to the total. Settling a bill may
 * round it further (`settle`). Throws `PricingError` for input that can't be priced.
 */
export function priceBill(input: PriceBillInput): PricedBill {
  validateInput(input);
  try {
    return reckon(input);
  } catch (error) {
    if (error instanceof MoneyOverflowError) throw new PricingError('amount_overflow');
    throw error;
  }
}

function reckon(input: PriceBillInput): PricedBill {
  const { settings } = input;
  const tipTotal = input.tipTotal ?? 0;
  const steps: PricingStep[] = [];
  const lines = input.lines.map((line) => startLine(line, steps));

  const subtotal = sumMoney(lines.map((line) => line.gross));
  applyOrderDiscount(input, lines, steps);

  const taxed = groupByTax(lines, settings.taxClasses).map((group) =>
    group.taxClass.inclusive ? takeContainedTax(group, steps) : group,
  );
  const serviceCharge = addServiceCharge(input, lines, steps);
  const taxes = taxed
    .map((group) => addTax(group, settings.serviceCharge?.taxed ?? false, steps))
    .map(toBillTax);

  if (tipTotal > 0)
    steps.push({ rule: 'tip', scope: 'ORDER', base: tipTotal, rate: null, result: tipTotal, params: {} });

  const discountTotal = sumMoney(lines.map((line) => line.discount + line.orderDiscount));
  const taxTotal = sumMoney(taxes.map((tax) => tax.amount));
  const taxIncludedTotal = sumMoney(taxes.map((tax) => tax.included));
  const total = safeMoney(
    safeMoney(subtotal - discountTotal + serviceCharge) + safeMoney(taxTotal - taxIncludedTotal) + tipTotal,
  );
  return {
    lines: lines.map(({ taxClass: _, ...line }) => ({ ...line, total: line.net + line.service + line.tax })),
    subtotal,
    discountTotal,
    serviceCharge,
    taxTotal,
    taxIncludedTotal,
    taxes,
    tipTotal,
    total,
    steps,
  };
}

/** Rule 3: the order's discount on what the lines' own discounts left, spread by that. */
function applyOrderDiscount({ discount }: PriceBillInput, lines: WorkingLine[], steps: PricingStep[]): void {
  if (!discount) return;
  const base = sumMoney(lines.map((line) => line.net));
  const result = discountOf(discount, base);
  steps.push({ ...discountStep(discount, base, result), rule: 'order_discount', scope: 'ORDER' });
  spread(
    result,
    lines,
    (line) => line.net,
    (line, part) => {
      line.orderDiscount = part;
      line.net -= part;
    },
  );
}

/** Rule 5: the service charge on the nets without tax, where the order's type bears one. */
function addServiceCharge(
  { orderType, settings }: PriceBillInput,
  lines: WorkingLine[],
  steps: PricingStep[],
): number {
  const rule = settings.serviceCharge;
  if (!rule || rule.rate === 0 || !rule.orderTypes.includes(orderType)) return 0;
  const base = sumMoney(lines.map((line) => line.net));
  const result = rateOf(base, rule.rate);
  steps.push({
    rule: 'service_charge',
    scope: 'ORDER',
    base,
    rate: rule.rate,
    result,
    params: { taxed: rule.taxed ? 1 : 0 },
  });
  spread(
    result,
    lines,
    (line) => line.net,
    (line, part) => {
      line.service = part;
    },
  );
  return result;
}
