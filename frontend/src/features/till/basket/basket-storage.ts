import type { BasketState } from './basket.types';

const PREFIX = 'meja.till.';
const keyOf = (userId: string, outletId: string): string => `${PREFIX}${userId}.${outletId}`;

function isBasket(value: unknown): value is BasketState {
  return (
    typeof value === 'object' &&
    value !== null &&
    'orderId' in value &&
    'lines' in value &&
    Array.isArray(value.lines) &&
    'keys' in value
  );
}

/** The basket this person left in this outlet on this device, if any. */
export function readBasket(userId: string, outletId: string): BasketState | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(userId, outletId)) ?? 'null');
    return isBasket(value) ? value : null;
  } catch {
    return null;
  }
}

export function writeBasket(userId: string, outletId: string, basket: BasketState): void {
  try {
    localStorage.setItem(keyOf(userId, outletId), JSON.stringify(basket));
  } catch {
    // A full or forbidden storage costs the reload, not the sale.
  }
}

/** Removes every basket of this device. */
export function clearBaskets(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
