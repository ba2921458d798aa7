import { taxClassOf } from '../formulas';
import type { PriceBillInput, PricingLine, PricingSettings, TaxClass } from '../types';

export const PBJT: TaxClass = { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false };
export const PPN12: TaxClass = { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: false };
export const PPN12_IN: TaxClass = { ...PPN12, code: 'PPN_IN', inclusive: true };
export const PBJT_IN: TaxClass = { ...PBJT, code: 'PBJT_IN', inclusive: true };
export const NONE: TaxClass = { code: 'NONE', name: 'Tanpa pajak', kind: 'NONE', rate: 0, inclusive: false };

/** A restaurant: PB1 10 % on top, no service charge, cash to the nearest 100. */
export function settings(overrides: Partial<PricingSettings> = {}): PricingSettings {
  return {
    currency: 'IDR',
    taxClasses: [PBJT, PPN12, PPN12_IN, PBJT_IN, NONE],
    defaultTaxClass: 'PBJT',
    serviceCharge: null,
    cashRounding: { unit: 100, mode: 'NEAREST' },
    nonCashRounding: null,
    ...overrides,
  };
}

/** A line that names its class by its code in the bill's settings. */
export type CodedLine = Omit<PricingLine, 'taxClass'> & { taxClass?: string | null };

/** One plain line. */
export function line(overrides: Partial<CodedLine> = {}): CodedLine {
  return {
    id: 'a',
    name: 'Nasi goreng',
    unitPrice: 25_000,
    quantityMilli: 1000,
    modifiers: [],
    ...overrides,
  };
}

/** A dine-in bill of these lines, each under the definition that its class has in the bill's settings. */
export function bill(lines: CodedLine[], overrides: Partial<PriceBillInput> = {}): PriceBillInput {
  const own = overrides.settings ?? settings();
  const defined = lines.map((one) => ({ ...one, taxClass: taxClassOf(own, one.taxClass, one.id) }));
  return { orderType: 'DINE_IN', lines: defined, settings: own, ...overrides };
}
