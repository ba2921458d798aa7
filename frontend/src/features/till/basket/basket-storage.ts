import type { BasketState } from './basket.types';

const PREFIX = 'meja.till.';
/** Whose basket, and where; ids may be equal in two businesses. */
export interface BasketPlace {
  tenantId: string;
  userId: string;
  outletId: string;
}

/** The name of a basket, on this device and among its tabs. */
export const keyOf = ({ tenantId, userId, outletId }: BasketPlace): string =>
  `${PREFIX}${tenantId}.${userId}.${outletId}`;

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
export function readBasket(place: BasketPlace): BasketState | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(place)) ?? 'null');
    return isBasket(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether it is kept now: a full or forbidden storage costs the reload, not the sale. */
export function writeBasket(place: BasketPlace, basket: BasketState): boolean {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(basket));
    return true;
  } catch {
    return false;
  }
}

/** Removes every basket of this device. */
export function clearBaskets(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
