import type { QuantityInput } from '../dto/orders.dto';

/**
 * Thousandths of a quantity given as a number or a decimal string with at most three places (`"0.25"` → 250); null
 * for anything else, zero and negatives included.
 */
export function parseQuantityMilli(quantity: QuantityInput): number | null {
  const text = typeof quantity === 'number' ? String(quantity) : quantity;
  const match = /^(\d{1,13})(?:\.(\d{1,3}))?$/.exec(text);
  if (!match) return null;
  const milli = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  return Number.isSafeInteger(milli) && milli > 0 ? milli : null;
}

/** A quantity as the API shows it: 1500 → 1.5. */
export function quantityOf(milli: number): number {
  return milli / 1000;
}

/** Whether thousandths make a whole number. */
export function isWholeQuantity(milli: number): boolean {
  return milli % 1000 === 0;
}
