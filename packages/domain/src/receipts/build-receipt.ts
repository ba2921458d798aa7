import { languageOf, type Language } from '../dto/enums';
import { openingHoursText } from '../opening-hours';
import type { OrderDto, OrderItemDto } from '../dto/orders.dto';
import { formatNumber } from '../money';
import { listedOptions } from '../options/line-options';
import type { BillTax } from '../pricing/types';
import { ORDER_TYPE_LABELS, PAYMENT_METHOD_LABELS, RECEIPT_LABELS } from './labels';
import type {
  ReceiptModel,
  ReceiptModelLine,
  ReceiptOptions,
  ReceiptTenantInfo,
  ReceiptTotal,
} from './types';

/** What a receipt reads of an order. */
export type ReceiptOrder = Pick<
  OrderDto,
  | 'id'
  | 'number'
  | 'type'
  | 'status'
  | 'paymentStatus'
  | 'tableName'
  | 'queueName'
  | 'cashierName'
  | 'subtotal'
  | 'discountTotal'
  | 'serviceCharge'
  | 'taxes'
  | 'rounding'
  | 'tipTotal'
  | 'total'
  | 'refundedTotal'
  | 'dueTotal'
  | 'note'
  | 'pricingSettings'
  | 'occurredAt'
> & {
  items: Pick<
    OrderItemDto,
    | 'name'
    | 'variantName'
    | 'quantity'
    | 'unitPrice'
    | 'modifiers'
    | 'discount'
    | 'discountTotal'
    | 'note'
    | 'kitchenStatus'
    | 'total'
  >[];
  payments: Pick<
    OrderDto['payments'][number],
    'method' | 'amount' | 'tendered' | 'reference' | 'change' | 'confirmation'
  >[];
};

const clocks = new Map<string, Intl.DateTimeFormat>();

function formatTime(instant: Date, locale: string, timeZone: string): string {
  const key = `${locale} ${timeZone}`;
  let clock = clocks.get(key);
  if (!clock) {
    clock = new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone,
      numberingSystem: 'latn',
    });
    clocks.set(key, clock);
  }
  return clock.format(instant).replace(/[\u00a0\u202f]/g, ' ');
}

function toLine(item: ReceiptOrder['items'][number]): ReceiptModelLine {
  return {
    name: item.variantName ? `${item.name} (${item.variantName})` : item.name,
    quantity: item.quantity,
    unitPrice: item.unitPrice,
    gross: item.total + item.discountTotal,
    modifiers: listedOptions(item.modifiers).map(({ name, quantity, price }) => ({ name, quantity, price })),
    discount: item.discount,
    discountTotal: item.discountTotal,
    note: item.note,
    total: item.total,
  };
}

/** `PB1 10%`. */
function taxLabel(tax: BillTax, locale: string): string {
  return `${tax.name} ${formatNumber(tax.rate / 100, locale)}%`;
}

/** The rows under the lines; those from subtotal to tip add up to the total, what follows it only informs. */
function toTotals(
  order: ReceiptOrder,
  lines: ReceiptModelLine[],
  locale: string,
  language: Language,
): ReceiptTotal[] {
  const label = (key: keyof typeof RECEIPT_LABELS): string => RECEIPT_LABELS[key][language];
  const lineDiscounts = lines.reduce((sum, line) => sum + line.discountTotal, 0);
  const rows: ReceiptTotal[] = [
    { kind: 'subtotal', label: label('subtotal'), amount: order.subtotal - lineDiscounts },
    { kind: 'discount', label: label('discount'), amount: -(order.discountTotal - lineDiscounts) },
    { kind: 'service', label: label('service'), amount: order.serviceCharge },
    ...order.taxes.map((tax): ReceiptTotal => {
      return { kind: 'tax', label: taxLabel(tax, locale), amount: tax.amount - tax.included };
    }),
    { kind: 'rounding', label: label('rounding'), amount: order.rounding },
    { kind: 'tip', label: label('tip'), amount: order.tipTotal },
    { kind: 'total', label: label('total'), amount: order.total },
    ...order.taxes.map((tax): ReceiptTotal => {
      return {
        kind: 'tax_included',
        label: `${label('included')} ${taxLabel(tax, locale)}`,
        amount: tax.included,
      };
    }),
    { kind: 'refunded', label: label('refunded'), amount: -order.refundedTotal },
    { kind: 'due', label: label('due'), amount: order.dueTotal },
  ];
  return rows.filter((row) => row.amount !== 0 || row.kind === 'subtotal' || row.kind === 'total');
}

/** What stands at the end: the business's own words, and when it is open. */
const footerOf = (info: ReceiptTenantInfo, language: Language): string | null =>
  [info.receiptFooter, openingHoursText(info.openingHours, language)].filter(Boolean).join('\n') || null;

/**
 * What a receipt of an order says, in the language of `locale` and on the outlet's clock, in the currency it was sold
 * in; voided items are left out.
 * The line discounts stand with their lines, so the subtotal is already without them.
 */
export function buildReceipt(
  order: ReceiptOrder,
  info: ReceiptTenantInfo,
  locale: string,
  options: ReceiptOptions = {},
): ReceiptModel {
  const language = languageOf(locale);
  const lines = order.items.filter((item) => item.kitchenStatus !== 'VOIDED').map(toLine);
  return {
    language,
    locale,
    currency: order.pricingSettings.currency,
    businessName: info.tenantName,
    outletName: info.outletName,
    address: info.outletAddress,
    phone: info.outletPhone,
    npwp: info.npwp,
    logoUrl: info.logoUrl,
    header: info.receiptHeader,
    footer: footerOf(info, language),
    isCopy: options.isCopy ?? false,
    isVoided: order.status === 'VOIDED',
    number: order.number,
    orderId: order.id,
    type: order.type,
    typeLabel: ORDER_TYPE_LABELS[order.type][language],
    tableName: order.tableName ?? null,
    queueName: order.queueName ?? null,
    cashierName: order.cashierName,
    occurredAt: order.occurredAt,
    time: formatTime(new Date(order.occurredAt), locale, info.timeZone),
    printedTime: options.printedAt ? formatTime(options.printedAt, locale, info.timeZone) : null,
    lines,
    note: order.note,
    totals: toTotals(order, lines, locale, language),
    total: order.total,
    payments: order.payments.map(({ method, amount, tendered, reference, confirmation }) => ({
      method,
      label: PAYMENT_METHOD_LABELS[method][language],
      amount,
      tendered,
      reference,
      note: confirmation === 'CASHIER' ? RECEIPT_LABELS.unconfirmed[language] : null,
    })),
    change: order.payments.reduce((sum, payment) => sum + payment.change, 0),
    paid: order.paymentStatus !== 'UNPAID' && order.paymentStatus !== 'PARTIALLY_PAID',
  };
}
