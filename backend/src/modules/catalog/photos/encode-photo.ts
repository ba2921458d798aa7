import { PHOTO_SIZES } from '@meja/domain';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { createGate } from '../../../lib/gate';
import { assertNoOpenUnit } from '../../../platform/db';
import { invalid } from '../../../platform/http';
import { isAnimatedPng, pictureKind } from './picture-kinds';

/** Any phone's camera. More would only be to exhaust memory: a file of some kilobytes can claim any size. */
const MAX_PIXELS = 50_000_000;
const SECONDS = 20;
/** Raised with whatever follows, so that another picture never stands under an address that was given out. */
export const ENCODING = 1;
const AVIF = { quality: 52, effort: 3 } as const;
const WEBP = { quality: 76, effort: 4 } as const;
const PAPER = '#ffffff';

// Decoders of what is taken for a photo, and no other, whatever a file may pretend to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
});
// One picture at a time, on one of the pool's threads: selling goes on beside it.
sharp.concurrency(1);
sharp.cache(false);
const gate = createGate(() => ({ perKey: 1, total: 1, waiting: 20, waitMs: 30_000 }));

export interface EncodedPhoto {
  avif320: Uint8Array<ArrayBuffer>;
  avif640: Uint8Array<ArrayBuffer>;
  webp320: Uint8Array<ArrayBuffer>;
  webp640: Uint8Array<ArrayBuffer>;
}

const refused = (code: 'photo_unreadable' | 'photo_animated' | 'photo_heic') =>
  invalid({ path: 'file', code });

const OPTIONS = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true } as const;

async function assertStill(bytes: Buffer): Promise<void> {
  const kind = pictureKind(bytes);
  if (!kind) throw refused('photo_unreadable');
  // Only the head is read, so its claims may be any.
  const about = await sharp(bytes, { ...OPTIONS, limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!about) throw refused(kind === 'heif' ? 'photo_heic' : 'photo_unreadable');
  if ((about.pages ?? 1) > 1 || (kind === 'png' && isAnimatedPng(bytes))) throw refused('photo_animated');
  if (about.width * about.height > MAX_PIXELS) {
    throw invalid({ path: 'file', code: 'photo_too_many_pixels', params: { max: MAX_PIXELS / 1e6 } });
  }
}

async function encode(bytes: Buffer): Promise<EncodedPhoto> {
  await assertStill(bytes);
  const [small, large] = PHOTO_SIZES;
  // Decoded once: upright, its middle as a square, without what it tells of place, time and camera.
  const square = await sharp(bytes, OPTIONS)
    .autoOrient()
    .resize(large, large, { fit: 'cover', withoutEnlargement: true })
    .flatten({ background: PAPER })
    .toColourspace('srgb')
    .timeout({ seconds: SECONDS })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw refused('photo_unreadable');
    });
  const { width, height, channels } = square.info;
  const from = (size: number) =>
    sharp(square.data, { raw: { width, height, channels } }).resize(size, size, {
      fit: 'cover',
      withoutEnlargement: true,
    });
  const done = async (picture: Sharp) => new Uint8Array(await picture.toBuffer());
  return {
    avif320: await done(from(small).avif(AVIF)),
    avif640: await done(from(large).avif(AVIF)),
    webp320: await done(from(small).webp(WEBP)),
    webp640: await done(from(large).webp(WEBP)),
  };
}

/**
 * A photo as it is kept: checked by decoding it, whatever its name says, and encoded anew. Throws 422 for what is no
 * still picture of a known kind or has too many pixels, `GateBusy` where too many wait. Not within a transaction.
 */
export function encodePhoto(tenantId: string, bytes: Buffer): Promise<EncodedPhoto> {
  assertNoOpenUnit('the encoding of a photo');
  return gate.run(tenantId, () => encode(bytes));
}
