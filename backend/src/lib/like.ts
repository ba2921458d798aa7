import { foldName } from '@meja/domain';

/** So that `%` and `_` of a text are those characters in a LIKE and no pattern. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/**
 * The LIKE pattern by which folded names (`fold_name`) hold a text wherever it stands. Where nothing is left of the text
 * (an accent alone) it fits no name.
 */
export function holding(text: string): string {
  const folded = foldName(text);
  return folded && `%${literally(folded)}%`;
}
