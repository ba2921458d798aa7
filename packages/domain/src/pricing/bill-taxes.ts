import { sumMoney } from '../money';
import { containedBaseOf, containedTaxOf, dppRuleOf, isTaxed, rateOf, taxBaseOf } from './formulas';
import type { BillTax, PricingStep, TaxClass } from './types';
import { spread, type WorkingLine } from './working-line';

/** One tax of a bill with its lines and what it has gathered so far. */
export interface TaxGroup {
  taxClass: TaxClass;
  lines: WorkingLine[];
  base: number;
  amount: number;
  included: number;
}

/** Equal for definitions that reckon the same tax; a new name alone makes no other tax. */
const keyOf = (taxClass: TaxClass): string =>
  [taxClass.code, taxClass.kind, taxClass.rate, taxClass.inclusive, dppRuleOf(taxClass)].join(' ');

/**
 * Lines by the taxed definition they are sold under: a class whose rate has changed since is a tax of its own. In the
 * order in which the settings name the classes, later definitions last.
 */
export function groupByTax(lines: readonly WorkingLine[], classes: readonly TaxClass[]): TaxGroup[] {
  const known = classes.map(keyOf);
  const place = (key: string): number => (known.includes(key) ? known.indexOf(key) : known.length);
  const groups = new Map<string, TaxGroup>();
  for (const line of lines) {
    if (!isTaxed(line.taxClass)) continue;
    const key = keyOf(line.taxClass);
    const group = groups.get(key) ?? { taxClass: line.taxClass, lines: [], base: 0, amount: 0, included: 0 };
    group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([, group]) => group);
}

/**
 * Rule 4: the tax that inclusive prices contain, once per tax; the lines' nets lose their share of it. Where the rate
 * applies to 11/12 of the price, that base is a whole amount first, as with a tax on top.
 */
export function takeContainedTax({ taxClass, lines, ...rest }: TaxGroup, steps: PricingStep[]): TaxGroup {
  const dpp = dppRuleOf(taxClass);
  const price = sumMoney(lines.map((line) => line.net));
  const { rate } = taxClass;
  const scope = { scope: 'TAX_CLASS', taxClass: taxClass.code, rate } as const;
  const params = { name: taxClass.name, kind: taxClass.kind, dpp };
  const base = dpp === 'FULL' ? price : containedBaseOf(price, rate);
  const tax = dpp === 'FULL' ? containedTaxOf(price, rate, dpp) : rateOf(base, rate);
  if (dpp !== 'FULL') {
    steps.push({ rule: 'tax_included_base', ...scope, base: price, result: base, params });
  }
  const from = dpp === 'FULL' ? params : { ...params, of: 'BASE' };
  steps.push({ rule: 'tax_included', ...scope, base, result: tax, params: from });
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
  return { taxClass, lines, ...rest, base: dpp === 'FULL' ? price - tax : base, amount: tax, included: tax };
}

/** Rule 6: tax put on top, once per tax: of an exclusive one on goods and service, else on service alone. */
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
