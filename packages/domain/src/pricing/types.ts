import type { BasisPoints, Money, Rounding } from '../money';
import type { OrderType } from '../dto/enums';

/** `PERCENT` in basis points of what it applies to; `AMOUNT` in money, never more than what it applies to. */
export type Discount = { type: 'PERCENT'; value: BasisPoints } | { type: 'AMOUNT'; value: Money };

export const TAX_KINDS = ['PBJT', 'PPN', 'NONE'] as const;
export type TaxKind = (typeof TAX_KINDS)[number];

/** What share of the price a tax is reckoned on (PMK 131/2024: 11/12 for PPN at 12 % on ordinary goods). */
export const DPP_RULES = ['FULL', 'ELEVEN_TWELFTHS'] as const;
export type DppRule = (typeof DPP_RULES)[number];

export interface TaxClass {
  code: string;
  name: string;
  kind: TaxKind;
  rate: BasisPoints;
  /** The price already contains the tax. */
  inclusive: boolean;
  /** Left out: `ELEVEN_TWELFTHS` for PPN at 1200, else `FULL`. */
  dpp?: DppRule;
}

export interface ServiceChargeRule {
  rate: BasisPoints;
  orderTypes: OrderType[];
  taxed: boolean;
}

export interface PricingSettings {
  currency: string;
  taxClasses: TaxClass[];
  defaultTaxClass: string;
  serviceCharge: ServiceChargeRule | null;
  cashRounding: Rounding | null;
  nonCashRounding: Rounding | null;
}

export interface PricedModifier {
  optionId: string;
  name: string;
  /** For one, added to the unit price. */
  price: Money;
  quantity: number;
}

export interface PricingLine {
  id: string;
  productId?: string;
  name: string;
  unitPrice: Money;
  /** Thousandths of the unit: `1500` is 1.5. */
  quantityMilli: number;
  modifiers: PricedModifier[];
  discount?: Discount | null;
  /** The definition it is sold under, whatever the settings say of its class by now. */
  taxClass: TaxClass;
}

export interface PriceBillInput {
  orderType: OrderType;
  lines: PricingLine[];
  discount?: Discount | null;
  /** The order's own: its service charge, and the order in which taxes are named. */
  settings: PricingSettings;
  tipTotal?: Money;
}

/** `total = gross − discount − orderDiscount + service + tax − taxIncluded = net + service + tax`. */
export interface PricedLine {
  id: string;
  gross: Money;
  discount: Money;
  /** This line's share of the order's discount. */
  orderDiscount: Money;
  /** After discounts, without the tax an inclusive price contains. */
  net: Money;
  service: Money;
  /** All tax of the line, the contained part included. */
  tax: Money;
  /** The part of `tax` that the price already contained. */
  taxIncluded: Money;
  total: Money;
}

export interface BillTax {
  code: string;
  name: string;
  kind: TaxKind;
  rate: BasisPoints;
  /** The amount the rate applies to (DPP). */
  base: Money;
  amount: Money;
  /** The part of `amount` that the prices already contained. */
  included: Money;
}

/** Stable names of the rules, in the order they apply. */
export const PRICING_RULES = [
  'line_gross',
  'line_discount',
  'order_discount',
  'tax_included_base',
  'tax_included',
  'service_charge',
  'tax_base',
  'tax',
  'service_tax_base',
  'service_tax',
  'tip',
] as const;
export type PricingRule = (typeof PRICING_RULES)[number];

/** One rule that was applied once: `result` follows from `base`, `rate` and `params`. */
export interface PricingStep {
  rule: PricingRule;
  scope: 'LINE' | 'ORDER' | 'TAX_CLASS';
  lineId?: string;
  taxClass?: string;
  base: Money;
  rate: BasisPoints | null;
  result: Money;
  /** For the label and for replaying: names, quantities, the discount as given, the DPP rule. */
  params: Record<string, string | number>;
}

export interface PricedBill {
  lines: PricedLine[];
  /** Σ gross. */
  subtotal: Money;
  discountTotal: Money;
  serviceCharge: Money;
  /** All tax, the contained part included. */
  taxTotal: Money;
  taxIncludedTotal: Money;
  taxes: BillTax[];
  tipTotal: Money;
  /** Before rounding: `subtotal − discountTotal + serviceCharge + taxTotal − taxIncludedTotal + tipTotal`. */
  total: Money;
  steps: PricingStep[];
}

export type PricingErrorCode =
  | 'invalid_amount'
  | 'invalid_quantity'
  | 'invalid_discount'
  | 'invalid_rate'
  | 'unknown_tax_class'
  | 'duplicate_line'
  | 'amount_overflow'
  | 'steps_inconsistent';

/** The input can't be priced; `code` says why and `lineId` where. */
export class PricingError extends Error {
  readonly code: PricingErrorCode;
  readonly lineId: string | null;

  constructor(code: PricingErrorCode, lineId: string | null = null) {
    super(lineId === null ? `Pricing: ${code}` : `Pricing: ${code} (line ${lineId})`);
    this.name = 'PricingError';
    this.code = code;
    this.lineId = lineId;
  }
}
