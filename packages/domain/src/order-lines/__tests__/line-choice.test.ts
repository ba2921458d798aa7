import { expect, test } from 'vitest';
import { type ChosenLine, isNoMoreThan, takesAway } from '../line-choice';

const line: ChosenLine = {
  variantId: 'large',
  quantity: 2,
  modifiers: [
    { optionId: 'sugar', quantity: 1 },
    { optionId: 'shot', quantity: 2 },
  ],
};

test.each<[string, Partial<ChosenLine>, boolean]>([
  ['the same', {}, false],
  ['one more', { quantity: 3 }, false],
  ['a further option', { modifiers: [...line.modifiers, { optionId: 'oat', quantity: 1 }] }, false],
  ['one less', { quantity: 1 }, true],
  ['another variant', { variantId: 'small' }, true],
  ['no variant', { variantId: null }, true],
  ['an option less', { modifiers: [{ optionId: 'sugar', quantity: 1 }] }, true],
  ['less of an option', { modifiers: line.modifiers.map((one) => ({ ...one, quantity: 1 })) }, true],
  [
    'another option in its place',
    {
      modifiers: [
        { optionId: 'sweet', quantity: 1 },
        { optionId: 'shot', quantity: 2 },
      ],
    },
    true,
  ],
])('T-21 of a line, %s takes something away: it is asked for a reason', (_what, change, expected) => {
  expect(takesAway(line, { ...line, ...change })).toBe(expected);
  expect(isNoMoreThan(line, { ...line, ...change })).toBe(!expected);
});
