/** Money in the currency's smallest used unit (IDR: whole rupiah). Always a safe integer. */
export type Money = number;

/** Hundredths of a percent: `1000` is 10 %. */
export type BasisPoints = number;

export const ROUNDING_MODES = ['NEAREST', 'UP', 'DOWN'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/** Rounding of what is paid: to a multiple of `unit` (100, 500, 1000 …). */
export interface Rounding {
  unit: Money;
  mode: RoundingMode;
}

/** Thrown where a sum would leave the safe integers; nothing is ever silently imprecise. */
export class MoneyOverflowError extends RangeError {
  constructor() {
    super('Amount is beyond the safe integer range');
    this.name = 'MoneyOverflowError';
  }
}

/** Returns the amount, or throws `MoneyOverflowError` where it is not a safe integer. */
export function safeMoney(amount: number): Money {
  if (!Number.isSafeInteger(amount)) throw new MoneyOverflowError();
  return amount;
}

/** Sum of amounts, checked at every addition. */
export function sumMoney(amounts: Iterable<Money>): Money {
  let sum = 0;
  for (const amount of amounts) sum = safeMoney(sum + amount);
  return sum;
}

/**
 * `a × b ÷ c`, exact, rounded half up (halves go towards +∞). Uses BigInt only where the product leaves the
 * safe integers. Throws `RangeError` for a divisor that is not positive and `MoneyOverflowError` beyond range.
 */
export function mulDiv(a: number, b: number, c: number): number {
  if (!(c > 0) || !Number.isSafeInteger(c)) throw new RangeError('Divisor must be a positive integer');
  const product = safeMoney(a) * safeMoney(b);
  if (Number.isSafeInteger(product)) {
    const rest = product % c;
    const floorRest = rest < 0 ? rest + c : rest;
    const floor = (product - rest) / c - (rest < 0 ? 1 : 0);
    // + 0 turns -0 into 0
    return (floorRest >= c - floorRest ? floor + 1 : floor) + 0;
  }
  const divisor = BigInt(c);
  const exact = BigInt(a) * BigInt(b);
  const doubled = 2n * exact + divisor;
  let quotient = doubled / (2n * divisor);
  if (doubled < 0n && doubled % (2n * divisor) !== 0n) quotient -= 1n;
  return safeMoney(Number(quotient));
}

/** Rounds an amount to a multiple of `unit`; NEAREST sends halves up, UP and DOWN go to the next multiple. */
export function roundTo(amount: Money, unit: Money, mode: RoundingMode): Money {
  if (!(unit > 0) || !Number.isSafeInteger(unit)) throw new RangeError('Unit must be a positive integer');
  const rest = ((safeMoney(amount) % unit) + unit) % unit;
  if (rest === 0) return amount;
  const up = mode === 'UP' || (mode === 'NEAREST' && rest >= unit - rest);
  return safeMoney(amount - rest + (up ? unit : 0)) + 0;
}
