import fc from 'fast-check';
import { dither, isBlack, readPbm, writePbm } from '../bitmap';

const even = (grey: number, width: number, height: number) =>
  dither(new Uint8Array(width * height).fill(grey), width, height);
const inked = (grey: number) => {
  const picture = even(grey, 64, 64);
  let dots = 0;
  for (let y = 0; y < 64; y += 1) for (let x = 0; x < 64; x += 1) dots += Number(isBlack(picture, x, y));
  return dots / 64 / 64;
};

test('SAAS-08 black stays black, white stays white, and greys are as many dots as they are dark', () => {
  expect([inked(0), inked(255)]).toEqual([1, 0]);
  expect(inked(128)).toBeGreaterThan(0.4);
  expect(inked(128)).toBeLessThan(0.6);
  const shades = [20, 70, 100, 128, 160, 190, 240].map(inked);
  expect(shades).toEqual([...shades].sort((one, other) => other - one));
});

test('SAAS-08 an edge between black and white stays where it is, without a dot beyond it', () => {
  const greys = Uint8Array.from({ length: 20 * 8 }, (_, at) => (at % 20 < 9 ? 0 : 255));
  const picture = dither(greys, 20, 8);
  for (let y = 0; y < 8; y += 1) {
    for (let x = 0; x < 20; x += 1) expect(isBlack(picture, x, y)).toBe(x < 9);
  }
});

test('SAAS-08 what is written is read again, of any size; beyond it all is white', () => {
  const picture = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height, maxLength: width * height })
        .map((greys) => dither(greys, width, height)),
    );
  fc.assert(
    fc.property(picture, (dots) => {
      const read = readPbm(writePbm(dots));
      expect({ ...read, rows: [...read.rows] }).toEqual({ ...dots, rows: [...dots.rows] });
      expect([isBlack(dots, -1, 0), isBlack(dots, dots.width, 0), isBlack(dots, 0, dots.height)]).toEqual([
        false,
        false,
        false,
      ]);
    }),
  );
});

test.each([
  ['another kind', 'P5\n1 1\n\0'],
  ['a picture cut off', 'P4\n16 2\n\0\0\0'],
])('SAAS-08 %s is no bitmap', (_what, text) => {
  expect(() => readPbm(Buffer.from(text, 'latin1'))).toThrow(/portable bitmap/);
});
