import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldName } from '..';

test.each([
  ['Café Latte', 'cafe latte'],
  ['Cafe\u0301 Latte', 'cafe latte'],
  ['  CAFÉ \u00a0 LATTE ', 'cafe latte'],
  ['ＴＥＨ　ＴＡＲＩＫ', 'teh tarik'],
  ['Crème Brûlée', 'creme brulee'],
  ['İSTANBUL', 'istanbul'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['Ёлка', 'елка'],
  ['Mie\u00adGoreng\u200b', 'miegoreng'],
])('F-27 CAT-05 %s is %s', (text, folded) => {
  expect(foldName(text)).toBe(folded);
});

test('F-27 CAT-05 marks that make another word stay: か is not が, कि is not का', () => {
  expect(foldName('かき')).not.toBe(foldName('がき'));
  expect(foldName('कि')).not.toBe(foldName('का'));
});

test('F-27 CAT-05 every way of writing a text folds to the same, and folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const folded = foldName(text);
      expect(foldName(text.normalize('NFC'))).toBe(folded);
      expect(foldName(text.normalize('NFD'))).toBe(folded);
      expect(foldName(folded)).toBe(folded);
    }),
  );
});
