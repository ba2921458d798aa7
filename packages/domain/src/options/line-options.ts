import type { PricedModifier } from '../pricing/types';

export type { PricedModifier };

/** An option of a line, as it was when the line was made; quantity 0: a usual one that was left out. */
export interface LineModifier extends PricedModifier {
  /** It was usual then. Lines of earlier versions don't know. */
  isDefault: boolean;
}

type Kept = Pick<PricedModifier, 'quantity'>;

/** The options that a line really has: what is priced, counted and sent. */
export const takenOptions = <T extends Kept>(modifiers: readonly T[]): T[] =>
  modifiers.filter(({ quantity }) => quantity > 0);

/** Whether this usual option was left out. */
export const isLeftOut = ({ quantity }: Kept): boolean => quantity === 0;

/**
 * What basket, kitchen and receipt list of a line: what departs from the usual, left-out things included, and whatever
 * costs something, so that every amount on paper explains itself.
 */
export const listedOptions = <T extends Kept & { isDefault?: boolean; price?: number }>(
  modifiers: readonly T[],
): T[] =>
  modifiers.filter(
    ({ isDefault = false, quantity, price = 0 }) => !isDefault || quantity !== 1 || price !== 0,
  );
