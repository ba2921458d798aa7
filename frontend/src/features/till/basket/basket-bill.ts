import {
  type Money,
  type OrderDto,
  type OrderItemDto,
  type PricedBill,
  priceBill,
  type PricingLine,
  type PricingSettings,
  PricingError,
  MoneyOverflowError,
} from '@meja/domain';
import type { BasketState } from './basket.types';
import { toPricingLine } from './basket-lines';

/** What the basket costs, or why it can't be priced. */
export type Bill = { ok: true; bill: PricedBill; remaining: Money } | { ok: false; lineId: string | null };

const isLive = (item: OrderItemDto): boolean => item.voidReason === null && item.kitchenStatus !== 'VOIDED';

/** The stored order's items that still count. */
export function liveItems(order: OrderDto | null): OrderItemDto[] {
  return order?.items.filter(isLive) ?? [];
}

function storedLine(item: OrderItemDto): PricingLine {
  return {
    id: item.id,
    productId: item.productId,
    name: item.name,
    unitPrice: item.unitPrice,
    quantityMilli: Math.round(item.quantity * 1000),
    modifiers: item.modifiers,
    discount: item.discount,
    taxClass: item.taxClass,
  };
}

/** Prices stored items and new lines together, by the same rules as the server. */
export function billOf(basket: BasketState, settings: PricingSettings): Bill {
  const lines = [...liveItems(basket.base).map(storedLine), ...basket.lines.map(toPricingLine)];
  try {
    const bill = priceBill({
      orderType: basket.type,
      lines,
      discount: basket.discount,
      settings,
      tipTotal: basket.base?.tipTotal ?? 0,
    });
    const paid = basket.base ? basket.base.paidTotal - basket.base.rounding : 0;
    return { ok: true, bill, remaining: Math.max(0, bill.total - paid) };
  } catch (error) {
    if (error instanceof PricingError) return { ok: false, lineId: error.lineId };
    if (error instanceof MoneyOverflowError) return { ok: false, lineId: null };
    throw error;
  }
}
