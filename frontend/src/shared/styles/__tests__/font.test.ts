import { expect, test } from 'vitest';
import { readTexts } from '@/shared/i18n/__tests__/read-texts';
import kept from '../fonts/letters.json';

test('WEB-03 the font file has every letter and sign of our texts', () => {
  const known = new Set(kept.letters + kept.signs);
  const strange = (['id', 'en'] as const)
    .flatMap((language) => Object.entries(readTexts(language)))
    .flatMap(([key, text]) => [...text].map((sign) => ({ key, sign })))
    .filter(({ sign }) => !/[ -~\n]/.test(sign) && !known.has(sign));
  expect(strange).toEqual([]);
});
