import type { Id } from '../dto/common.dto';

/** What was chosen of a product, and how much of it. */
export interface ChosenLine {
  variantId: Id | null;
  quantity: number;
  modifiers: readonly { optionId: Id; quantity: number }[];
}

/** Whether a line asks for no more of anything than another: the same variant, at most as many, no further option. */
export function isNoMoreThan(line: ChosenLine, than: ChosenLine): boolean {
  const had = new Map(than.modifiers.map(({ optionId, quantity }) => [optionId, quantity]));
  return (
    line.variantId === than.variantId &&
    line.quantity <= than.quantity &&
    line.modifiers.every(({ optionId, quantity }) => quantity <= (had.get(optionId) ?? 0))
  );
}

/**
 * Whether a change takes something away of a line: fewer, another variant, an option less or another one. Of what was
 * sent to the kitchen that is as grave as voiding it.
 */
export const takesAway = (before: ChosenLine, after: ChosenLine): boolean => !isNoMoreThan(before, after);
