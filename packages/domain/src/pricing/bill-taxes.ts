import { sumMoney } from '../money';
import { containedTaxOf, dppRuleOf, isTaxed, rateOf, taxBaseOf } from './formulas';
import type { BillTax, PricingStep, TaxClass } from './types';
import { spread, type WorkingLine } from './working-line';

/** One taxed class of a bill with its lines and what it has gathered so far. */
export interface TaxGroup {
  taxClass: TaxClass;
  lines: WorkingLine[];
  base: number;
  amount: number;
  included: number;
}

/** Lines by taxed class, in the order in which the settings name the classes. */
export function groupByTaxClass(lines: readonly WorkingLine[], classes: readonly TaxClass[]): TaxGroup[] {
  return classes
    .filter(isTaxed)
    .map((taxClass) => ({
      taxClass,
      lines: lines.filter((line) => line.taxClass === taxClass),
      base: 0,
      amount: 0,
      included: 0,
    }))
    .filter((group) => group.lines.length > 0);
}

/** Rule 4: the tax that inclusive prices contain, once per class; the lines' nets lose their share of it. */
export function takeContainedTax({ taxClass, lines, ...rest }: TaxGroup, steps: PricingStep[]): TaxGroup {
  const dpp = dppRuleOf(taxClass);
  const price = sumMoney(lines.map((line) => line.net));
  const tax = containedTaxOf(price, taxClass.rate, dpp);
  steps.push({
    rule: 'tax_included',
    scope: 'TAX_CLASS',
    taxClass: taxClass.code,
    base: price,
    rate: taxClass.rate,
    result: tax,
    params: { name: taxClass.name, kind: taxClass.kind, dpp },
  });
  spread(
    tax,
    lines,
    (line) => line.net,
    (line, part) => {
      line.net -= part;
      line.tax += part;
      line.taxIncluded = part;
    },
  );
  return { taxClass, lines, ...rest, base: taxBaseOf(price - tax, dpp), amount: tax, included: tax };
}

/** Rule 6: tax put on top, once per class: of an exclusive class on goods and service, else on service alone. */
export function addTax(group: TaxGroup, serviceTaxed: boolean, steps: PricingStep[]): TaxGroup {
  const { taxClass, lines } = group;
  const onServiceAlone = taxClass.inclusive;
  const taxable = (line: WorkingLine): number =>
    (onServiceAlone ? 0 : line.net) + (serviceTaxed ? line.service : 0);
  const price = sumMoney(lines.map(taxable));
  if (onServiceAlone && price === 0) return group;

  const dpp = dppRuleOf(taxClass);
  const scope = { scope: 'TAX_CLASS', taxClass: taxClass.code } as const;
  const params = { name: taxClass.name, kind: taxClass.kind, dpp };
  const base = taxBaseOf(price, dpp);
  if (dpp !== 'FULL') {
    const rule = onServiceAlone ? 'service_tax_base' : 'tax_base';
    steps.push({ rule, ...scope, base: price, rate: null, result: base, params });
  }
  const tax = rateOf(base, taxClass.rate);
  const rule = onServiceAlone ? 'service_tax' : 'tax';
  steps.push({ rule, ...scope, base, rate: taxClass.rate, result: tax, params });
  spread(tax, lines, taxable, (line, part) => {
    line.tax += part;
  });
  return { ...group, base: group.base + base, amount: group.amount + tax };
}

/** A group as the bill shows it. */
export function toBillTax({ taxClass, base, amount, included }: TaxGroup): BillTax {
  return {
    code: taxClass.code,
    name: taxClass.name,
    kind: taxClass.kind,
    rate: taxClass.rate,
    base,
    amount,
    included,
  };
}
