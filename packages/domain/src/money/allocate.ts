import { MoneyOverflowError, safeMoney, type Money } from './money';

/**
 * Splits `total` (not negative) by `weights` (not negative integers) with the largest-remainder method: each part
 * is its exact share rounded down, what is left goes one by one to the largest remainders, earlier first on a tie.
 * The parts always add up to `total`. With only zero weights the split is even, with no weights it is empty.
 */
export function allocate(total: Money, weights: readonly number[]): Money[] {
  if (safeMoney(total) < 0) throw new RangeError('Total must not be negative');
  const sum = weights.reduce((acc, weight) => {
    if (!Number.isSafeInteger(weight) || weight < 0)
      throw new RangeError('Weights must be integers, not negative');
    return acc + weight;
  }, 0);
  if (weights.length === 0) return [];
  if (!Number.isSafeInteger(sum)) throw new MoneyOverflowError();
  if (sum === 0)
    return allocate(
      total,
      weights.map(() => 1),
    );

  const parts: Money[] = [];
  const remainders: { index: number; rest: number }[] = [];
  let left = total;
  weights.forEach((weight, index) => {
    const product = total * weight;
    let part: number;
    let rest: number;
    if (Number.isSafeInteger(product)) {
      rest = product % sum;
      part = (product - rest) / sum;
    } else {
      const exact = BigInt(total) * BigInt(weight);
      part = Number(exact / BigInt(sum));
      rest = Number(exact % BigInt(sum));
    }
    parts.push(part);
    left -= part;
    if (rest > 0) remainders.push({ index, rest });
  });
  remainders.sort((x, y) => y.rest - x.rest || x.index - y.index);
  for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
