/** Of what is uploaded, what is taken for a photo. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'heif';

const starts = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.toString('latin1', at, at + text.length) === text;

/**
 * The kind of picture that these bytes begin as, or null: nothing else (SVG, PDF, TIFF, GIF…) is ever given to a
 * decoder. `heif` is AVIF, or what iPhones take, which can't be decoded here. Pure.
 */
export function pictureKind(bytes: Buffer): PictureKind | null {
  if (starts(bytes, 0, '\xff\xd8\xff')) return 'jpeg';
  if (starts(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return 'webp';
  if (starts(bytes, 4, 'ftyp')) return 'heif';
  return null;
}

/** Whether a PNG moves: its animation is announced before the first picture. Pure. */
export function isAnimatedPng(bytes: Buffer): boolean {
  const announced = bytes.indexOf('acTL');
  return announced >= 0 && announced < bytes.indexOf('IDAT');
}
