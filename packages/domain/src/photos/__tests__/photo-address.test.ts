import { expect, test } from 'vitest';
import { photoFileOf, photoOfSize, photoSet, photoUrlOf } from '..';

const HASH = 'ab'.repeat(32);
const URL = photoUrlOf('0197f3c2-0000-7000-8000-000000000001', HASH);

test('T-33 a photo’s address names its tenant, its content, a size and a format', () => {
  expect(URL).toBe(`/api/v1/photos/0197f3c2-0000-7000-8000-000000000001/${HASH}-640.webp`);
  expect(photoFileOf(URL.split('/').at(-1)!)).toEqual({ hash: HASH, size: 640, format: 'webp' });
});

test('T-33 its other sizes and formats follow from it', () => {
  const base = URL.replace('-640.webp', '');
  expect(photoSet(URL, 'avif')).toBe(`${base}-320.avif 320w, ${base}-640.avif 640w`);
  expect(photoOfSize(URL, 320)).toBe(`${base}-320.webp`);
});

test.each([
  '',
  HASH,
  `${HASH}-100.webp`,
  `${HASH}-640.svg`,
  `${HASH.toUpperCase()}-640.webp`,
  `x${HASH}-320.avif`,
])('T-33 “%s” is no name of a picture', (name) => {
  expect(photoFileOf(name)).toBeNull();
});
