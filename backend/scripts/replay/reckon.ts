import type { Basket } from './baskets';

/** The bakery's rules, set through the API before the first sale and reckoned with here. */
export const RULES = {
  timeZone: 'Asia/Jakarta',
  /** Offset of that zone, which has no summer time. */
  utcOffset: '+07:00',
  cutoffHour: 4,
  taxRate: 1000n,
  cashUnit: 100n,
};

export interface Figures {
  orders: number;
  items: number;
  gross: bigint;
  tax: bigint;
  rounding: bigint;
  total: bigint;
}

export const noFigures = (): Figures => ({
  orders: 0,
  items: 0,
  gross: 0n,
  tax: 0n,
  rounding: 0n,
  total: 0n,
});

/** Sales before the hour at which the business day begins belong to the day before. */
export function businessDateOf(basket: Basket): string {
  if (Number(basket.time.slice(0, 2)) >= RULES.cutoffHour) return basket.date;
  const noon = new Date(`${basket.date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - 1);
  return noon.toISOString().slice(0, 10);
}

/** One basket's bill, in BigInt and by itself: the product's own engine is what is on trial. */
export function reckon(basket: Basket, prices: ReadonlyMap<string, number>): Figures {
  let gross = 0n;
  let items = 0;
  for (const [name, quantity] of basket.items) {
    gross += BigInt(prices.get(name)!) * BigInt(quantity);
    items += quantity;
  }
  const tax = (gross * RULES.taxRate + 5_000n) / 10_000n;
  const exact = gross + tax;
  const total = ((exact + RULES.cashUnit / 2n) / RULES.cashUnit) * RULES.cashUnit;
  return { orders: 1, items, gross, tax, rounding: total - exact, total };
}

export function add(sum: Figures, more: Figures): Figures {
  return {
    orders: sum.orders + more.orders,
    items: sum.items + more.items,
    gross: sum.gross + more.gross,
    tax: sum.tax + more.tax,
    rounding: sum.rounding + more.rounding,
    total: sum.total + more.total,
  };
}
