import { LOGO_BOX, PAPER_DOTS } from '@meja/domain';
import type { LogoSize } from '@meja/domain';
import type { Sharp } from 'sharp';
import { dither, writePbm } from '../../../lib/bitmap';
import { bytesOf, decodePicture } from '../../../platform/pictures';

/** Raised with whatever follows, so that another picture never stands under an address that was given out. */
export const ENCODING = 1;
const AVIF = { quality: 60, effort: 4 } as const;
const WEBP = { quality: 84, effort: 5 } as const;

export interface EncodedLogo {
  avif: Uint8Array<ArrayBuffer>;
  webp: Uint8Array<ArrayBuffer>;
  /** Dots for paper of 384 and of 576 across, as portable bitmaps. */
  raster384: Uint8Array<ArrayBuffer>;
  raster576: Uint8Array<ArrayBuffer>;
}

async function raster(picture: Sharp, width: number): Promise<Uint8Array<ArrayBuffer>> {
  // Stretched from black to white: what is pale on a screen must be seen on paper.
  const { data, info } = await picture
    .resize({ width })
    .greyscale()
    .normalise({ lower: 0, upper: 100 })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return writePbm(dither(data, info.width, info.height));
}

/**
 * A logo as it is kept: whole, without an even border, checked by decoding it and encoded anew, and its size in dots of 80
 * mm paper. Throws 422 for what is no still picture, `GateBusy` where too many wait. Not within a transaction.
 */
export function encodeLogo(tenantId: string, bytes: Buffer): Promise<{ logo: EncodedLogo; size: LogoSize }> {
  const box = { ...LOGO_BOX, fit: 'inside', trimmed: true } as const;
  return decodePicture(tenantId, bytes, { box, what: 'the encoding of a logo' }, async (pixels, size) => ({
    size,
    logo: {
      avif: await bytesOf(pixels().avif(AVIF)),
      webp: await bytesOf(pixels().webp(WEBP)),
      raster384: await raster(
        pixels(),
        Math.max(1, Math.round((size.width * PAPER_DOTS[32]) / PAPER_DOTS[48])),
      ),
      raster576: await raster(pixels(), size.width),
    },
  }));
}
