import type { Money } from '../money';
import type { OpeningHours } from '../opening-hours';
import type { Discount } from '../pricing/types';
import type { IsoTime } from '../dto/common.dto';
import type { Language, OrderType, PaymentMethod } from '../dto/enums';

/** What a receipt says about the business and the outlet. */
export interface ReceiptTenantInfo {
  tenantName: string;
  outletName: string;
  outletAddress: string | null;
  outletPhone: string | null;
  npwp: string | null;
  logoUrl: string | null;
  receiptHeader: string | null;
  receiptFooter: string | null;
  openingHours?: OpeningHours | null;
  timeZone: string;
}

export interface ReceiptOptions {
  isCopy?: boolean;
  /** When it was printed; left out: not shown. */
  printedAt?: Date;
}

export interface ReceiptModelLine {
  name: string;
  quantity: number;
  unitPrice: Money;
  /** Gross: what the line costs before its own discount. */
  gross: Money;
  /** What departs from the usual; quantity 0: left out. */
  modifiers: { name: string; quantity: number; price: Money }[];
  discount: Discount | null;
  discountTotal: Money;
  note: string | null;
  total: Money;
}

export interface ReceiptTotal {
  kind:
    | 'subtotal'
    | 'discount'
    | 'service'
    | 'tax'
    | 'tax_included'
    | 'rounding'
    | 'tip'
    | 'total'
    | 'refunded'
    | 'due';
  label: string;
  amount: Money;
}

export interface ReceiptModel {
  language: Language;
  locale: string;
  currency: string;
  businessName: string;
  outletName: string;
  address: string | null;
  phone: string | null;
  npwp: string | null;
  /** Where its logo is found; its size stands in the address. */
  logoUrl: string | null;
  header: string | null;
  footer: string | null;
  isCopy: boolean;
  isVoided: boolean;
  number: string;
  orderId: string;
  type: OrderType;
  typeLabel: string;
  tableName: string | null;
  queueName: string | null;
  cashierName: string | null;
  occurredAt: IsoTime;
  /** In the outlet's time zone and the reader's language. */
  time: string;
  printedTime: string | null;
  lines: ReceiptModelLine[];
  note: string | null;
  totals: ReceiptTotal[];
  total: Money;
  payments: {
    method: PaymentMethod;
    label: string;
    amount: Money;
    tendered: Money | null;
    reference: string | null;
    /** What is to be known of it: that no bank has confirmed it. */
    note: string | null;
  }[];
  change: Money;
  paid: boolean;
}

/** One printed line: plain ASCII, never wider than the paper (a `double` line takes two columns a letter). */
export interface ReceiptLine {
  text: string;
  align: 'left' | 'center';
  bold: boolean;
  size: 'normal' | 'double';
}
