import {
  isLiveItem,
  type Money,
  MoneyOverflowError,
  type OrderDto,
  type OrderItemDto,
  orderToPrice,
  type PricedBill,
  priceOrder,
  PricingError,
  type PricingSettings,
} from '@meja/domain';
import type { BasketState } from './basket.types';
import { toPricingLine } from './basket-lines';

/** What the basket costs, or why it can't be priced. */
export type Bill = { ok: true; bill: PricedBill; remaining: Money } | { ok: false; lineId: string | null };

/** The stored order's items that still count. */
export function liveItems(order: OrderDto | null): OrderItemDto[] {
  return order?.items.filter(isLiveItem) ?? [];
}

/** The stored items as they stand: what is being changed here is a line of the basket until that is stored. */
export function storedItems({ base, lines }: Pick<BasketState, 'base' | 'lines'>): OrderItemDto[] {
  const changing = new Set(lines.map(({ id }) => id));
  return liveItems(base).filter(({ id }) => !changing.has(id));
}

/** The rules the basket is priced by: a stored order's own, whatever the settings say by now. */
export function rulesOf(basket: BasketState, settings: PricingSettings): PricingSettings {
  return basket.base?.pricingSettings ?? settings;
}

/** An order kept on this device by the version before, without the rules it is priced by: it is read again. */
export const isOutdated = (base: OrderDto | null): boolean =>
  base !== null && (base.pricingSettings as PricingSettings | undefined) === undefined;

/**
 * Prices stored items and new lines together, by the same function as the server: the order's document by its own
 * rules, new lines under the tax that today's settings give them.
 */
export function billOf(basket: BasketState, settings: PricingSettings): Bill {
  const { base, type, discount } = basket;
  if (isOutdated(base)) return { ok: false, lineId: null };
  const stored = base
    ? orderToPrice(base)
    : { lines: [], pricingSettings: settings, tipTotal: 0, rounding: 0, paidTotal: 0 };
  try {
    const added = basket.lines.map((line) => toPricingLine(line, settings));
    const changing = new Set(added.map(({ id }) => id));
    const kept = stored.lines.filter(({ id }) => !changing.has(id));
    const { bill, remaining } = priceOrder({ ...stored, type, discount, lines: [...kept, ...added] });
    return { ok: true, bill, remaining };
  } catch (error) {
    if (error instanceof PricingError) return { ok: false, lineId: error.lineId };
    if (error instanceof MoneyOverflowError) return { ok: false, lineId: null };
    throw error;
  }
}
