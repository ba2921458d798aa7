import { dueAmounts } from '@meja/domain';
import type { OrderDto, OrderItemDto, PaidOrderDto, PaymentDto } from '@meja/domain';
import { remainingOf } from './orders.pricing';
import type { OrderDocument, OrderItemRow, PaymentRow } from './orders.rows';

const iso = (value: string) => new Date(value).toISOString();
const isoOrNull = (value: string | null) => (value === null ? null : iso(value));

function presentItem(row: OrderItemRow): OrderItemDto {
  return {
    id: row.id,
    productId: row.product_id,
    variantId: row.variant_id,
    name: row.name,
    variantName: row.variant_name,
    quantity: row.quantity_milli / 1000,
    unitPrice: row.unit_price,
    modifiers: row.modifiers.map((modifier) => ({ ...modifier, isDefault: modifier.isDefault ?? false })),
    discount: row.discount,
    discountTotal: row.line_discount,
    note: row.note,
    seat: row.seat,
    course: row.course,
    taxClass: row.tax_class,
    taxDefinition: row.tax_definition,
    stationId: row.station_id,
    kitchenStatus: row.voided_at ? 'VOIDED' : row.kitchen_status,
    sentAt: isoOrNull(row.sent_at),
    voidReason: row.void_reason,
    total: row.gross - row.line_discount,
  };
}

/** Taken off before it was sent: it stays on record, but is no part of the order any more. */
const isRemoved = (row: OrderItemRow) => row.voided_at !== null && row.kitchen_status !== 'VOIDED';

function presentPayment(row: PaymentRow): PaymentDto {
  return {
    id: row.id,
    method: row.method,
    amount: row.amount,
    tip: row.tip,
    tendered: row.tendered,
    change: row.change,
    rounding: row.rounding,
    reference: row.reference,
    confirmation: row.method === 'QRIS' ? (row.confirmation ?? 'CASHIER') : null,
    paidAt: iso(row.paid_at),
  };
}

/** The order as clients see it; `number` stands in for what the database has yet to give. */
export function presentOrder(
  document: OrderDocument,
  number: string = String(document.order.number),
): OrderDto {
  const { order, items, payments } = document;
  const { dueTotal, cashDueTotal } = dueAmounts(remainingOf(order), order.pricing_settings);
  return {
    id: order.id,
    number,
    outletId: order.outlet_id,
    type: order.type,
    status: order.status,
    paymentStatus: order.payment_status,
    tableId: null,
    tableName: order.table_name,
    queueName: order.queue_name,
    customerId: null,
    cashierId: order.cashier_id,
    cashierName: order.cashier_name,
    items: items.filter((item) => !isRemoved(item)).map(presentItem),
    discount: order.discount,
    subtotal: order.subtotal,
    discountTotal: order.discount_total,
    serviceCharge: order.service_charge,
    taxTotal: order.tax_total,
    taxIncludedTotal: order.tax_included_total,
    taxes: order.taxes,
    rounding: order.rounding,
    tipTotal: order.tip_total,
    total: order.total,
    paidTotal: order.paid_total,
    refundedTotal: 0,
    dueTotal,
    cashDueTotal,
    payments: payments.map(presentPayment),
    refunds: [],
    note: order.note,
    flags: order.flags,
    voidReason: order.void_reason,
    voidedAt: isoOrNull(order.voided_at),
    steps: order.steps,
    pricingSettings: order.pricing_settings,
    version: order.version,
    businessDate: order.business_date,
    occurredAt: iso(order.occurred_at),
    createdAt: iso(order.created_at),
  };
}

/** The order with the change of the payments just taken. */
export function presentPaidOrder(
  document: OrderDocument,
  taken: readonly PaymentRow[],
  number?: string,
): PaidOrderDto {
  return {
    ...presentOrder(document, number),
    change: taken.reduce((sum, payment) => sum + payment.change, 0),
  };
}
