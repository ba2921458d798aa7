import { roundTo, type Money } from '../money';

/** Notes to round up to; the last are kept longest when there is not room for all. */
const NOTES: Money[] = [5_000, 10_000, 20_000, 50_000, 100_000];
const MOST = 5;

/**
 * Amounts a customer is likely to hand over, for one-tap keys: the exact due, then the next multiples of the notes
 * (rupiah), ascending, each once, five at most. Where there are six, the next 20,000 gives way: few pay with it.
 */
export function quickCash(due: Money): Money[] {
  if (due <= 0) return [];
  const offers = (notes: Money[]): Money[] =>
    [...new Set([due, ...notes.map((note) => roundTo(due, note, 'UP'))])].sort((x, y) => x - y);
  const all = offers(NOTES);
  return all.length <= MOST ? all : offers(NOTES.filter((note) => note !== 20_000));
}
