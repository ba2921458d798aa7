import { isAnimatedPng, pictureKind } from '../picture-kinds';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

test.each([
  ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe1], 'xxExif'), 'jpeg'],
  ['a PNG', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR'), 'png'],
  ['a WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'webp'],
  ['an AVIF', bytes([0, 0, 0, 28], 'ftypavif'), 'heif'],
  ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
  ['an SVG after a byte order mark', bytes([0xef, 0xbb, 0xbf], '<?xml version="1.0"?><svg/>'), null],
  ['a GIF', bytes('GIF89a'), null],
  ['a PDF', bytes('%PDF-1.7'), null],
  ['a TIFF', bytes('II*\0'), null],
  ['a sound in RIFF', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), null],
  ['a page that ends as a picture begins', bytes('<html>', [0xff, 0xd8, 0xff]), null],
  ['nothing', Buffer.alloc(0), null],
])('T-33 %s is known by how it begins, whatever it is called', (_what, content, kind) => {
  expect(pictureKind(content)).toBe(kind);
});

test('T-33 a PNG that moves says so before its first picture', () => {
  expect(isAnimatedPng(bytes('xxIHDRxxacTLxxIDATxx'))).toBe(true);
  expect(isAnimatedPng(bytes('xxIHDRxxIDATxxacTLxx'))).toBe(false);
  expect(isAnimatedPng(bytes('xxIHDRxxIDATxx'))).toBe(false);
});
