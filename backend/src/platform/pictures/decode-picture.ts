import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { createGate } from '../../lib/gate';
import { assertNoOpenUnit } from '../db';
import { invalid } from '../http';
import { isAnimatedPng, pictureKind } from './picture-kinds';

/** Any phone's camera. More would only be to exhaust memory: a file of some kilobytes can claim any size. */
const MAX_PIXELS = 50_000_000;
const SECONDS = 20;
/** Of fewer pixels across, nothing can be told to be a border. */
const TRIMMABLE = 3;
const PAPER = '#ffffff';

// Decoders of what is taken for a picture, and no other, whatever a file may pretend to be.
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

const OPTIONS = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true } as const;

const refused = (code: 'photo_unreadable' | 'photo_animated' | 'photo_heic') =>
  invalid({ path: 'file', code });

/** Its size as it is stored. Throws 422 for what is no still picture of a known kind, or too large. */
async function stillOf(bytes: Buffer): Promise<{ width: number; height: number }> {
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
  return about;
}

/** What a picture is made to fit: its middle fills the box, or all of it lies within; never made larger. */
export interface PictureBox {
  /** An even border is taken off first. */
  trimmed?: boolean;
  width: number;
  height: number;
  fit: 'cover' | 'inside';
}

/** Bytes of what was made of a picture, as the database takes them. */
export const bytesOf = async (picture: Sharp): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await picture.toBuffer());

/**
 * Decodes an upload once, whatever its name says: upright, in `box`, on white, without what it tells of place, time and
 * camera; `encode` makes of its pixels (`pixels()`, as often as asked for) what is kept. One at a time and process.
 * Throws 422 for what is no still picture of a known kind or has too many pixels, `GateBusy` where too many wait. Not
 * within a transaction: `what` is what its refusal names.
 */
export function decodePicture<T>(
  tenantId: string,
  bytes: Buffer,
  { box: { trimmed, ...box }, what }: { box: PictureBox; what: string },
  encode: (pixels: () => Sharp, size: { width: number; height: number }) => Promise<T>,
): Promise<T> {
  assertNoOpenUnit(what);
  return gate.run(tenantId, async () => {
    const about = await stillOf(bytes);
    const isTrimmed = trimmed && Math.min(about.width, about.height) >= TRIMMABLE;
    const upright = sharp(bytes, OPTIONS).autoOrient();
    const { data, info } = await (isTrimmed ? upright.trim() : upright)
      .resize({ ...box, withoutEnlargement: true })
      .flatten({ background: PAPER })
      .toColourspace('srgb')
      .timeout({ seconds: SECONDS })
      .raw()
      .toBuffer({ resolveWithObject: true })
      .catch(() => {
        throw refused('photo_unreadable');
      });
    const { width, height, channels } = info;
    return encode(() => sharp(data, { raw: { width, height, channels } }), { width, height });
  });
}
