import type { OrderDto, OrderItemDto } from '../dto/orders.dto';
import type { OrderType } from '../dto/enums';
import { safeMoney, type Money } from '../money';
import { takenOptions } from '../options/line-options';
import { priceBill } from './price-bill';
import type { Discount, PricedBill, PricingLine, PricingSettings } from './types';

/** What an order's totals follow from: what is on it, the rules it was opened under, and what was taken so far. */
export interface OrderToPrice {
  type: OrderType;
  /** Of what was neither voided nor taken off. */
  lines: PricingLine[];
  discount: Discount | null;
  pricingSettings: PricingSettings;
  tipTotal: Money;
  /** Of the payment that settled it. */
  rounding: Money;
  paidTotal: Money;
}

export interface OrderPrice {
  bill: PricedBill;
  /** Rounding included. */
  total: Money;
  /** Left to pay, before the rounding of whatever settles it. */
  remaining: Money;
}

/**
 * Prices an order: the one function by which the server reckons what it stores and a terminal what it shows. Throws
 * `PricingError`.
 */
export function priceOrder(order: OrderToPrice): OrderPrice {
  const { type, lines, discount, pricingSettings, tipTotal, rounding, paidTotal } = order;
  const bill = priceBill({ orderType: type, lines, discount, settings: pricingSettings, tipTotal });
  const total = safeMoney(bill.total + rounding);
  return { bill, total, remaining: Math.max(0, total - paidTotal) };
}

/** Whether an item still counts. */
export const isLiveItem = (item: Pick<OrderItemDto, 'kitchenStatus' | 'voidReason'>): boolean =>
  item.voidReason === null && item.kitchenStatus !== 'VOIDED';

const toLine = (item: OrderItemDto): PricingLine => ({
  id: item.id,
  productId: item.productId,
  name: item.name,
  unitPrice: item.unitPrice,
  quantityMilli: Math.round(item.quantity * 1000),
  modifiers: takenOptions(item.modifiers),
  discount: item.discount,
  taxClass: item.taxDefinition,
});

/** A document of the API as what is to be priced: priced anew it gives its own totals again. */
export function orderToPrice(order: OrderDto): OrderToPrice {
  const { type, items, discount, pricingSettings, tipTotal, rounding, paidTotal } = order;
  const lines = items.filter(isLiveItem).map(toLine);
  return { type, lines, discount, pricingSettings, tipTotal, rounding, paidTotal };
}
