import { expect, test } from 'vitest';
import { logoFileOf, logoNameOf, logoOfFormat, logoSizeOf, logoUrlOf } from '..';

const HASH = 'ab'.repeat(32);
const NAME = logoNameOf(HASH, { width: 576, height: 90 });
const URL = logoUrlOf('0197f3c2-0000-7000-8000-000000000001', NAME);

test('SAAS-08 a logo’s address names its tenant, its content, its size and a format', () => {
  expect(URL).toBe(`/api/v1/logos/0197f3c2-0000-7000-8000-000000000001/${HASH}-576x90.webp`);
  expect(logoSizeOf(URL)).toEqual({ width: 576, height: 90 });
  expect(logoFileOf(logoOfFormat(URL, 'avif').split('/').at(-1)!)).toEqual({ name: NAME, format: 'avif' });
});

test.each(['', HASH, `${HASH}.webp`, `${HASH}-640.webp`, `${NAME}.png`, `x${NAME}.webp`, `${NAME}.webp/`])(
  'SAAS-08 «%s» is no logo',
  (name) => expect(logoFileOf(name)).toBeNull(),
);
