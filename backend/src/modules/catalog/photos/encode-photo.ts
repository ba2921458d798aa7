import { PHOTO_SIZES } from '@meja/domain';
import { bytesOf, decodePicture } from '../../../platform/pictures';

/** Raised with whatever follows, so that another picture never stands under an address that was given out. */
export const ENCODING = 1;
const AVIF = { quality: 52, effort: 3 } as const;
const WEBP = { quality: 76, effort: 4 } as const;
const [SMALL, LARGE] = PHOTO_SIZES;

export interface EncodedPhoto {
  avif320: Uint8Array<ArrayBuffer>;
  avif640: Uint8Array<ArrayBuffer>;
  webp320: Uint8Array<ArrayBuffer>;
  webp640: Uint8Array<ArrayBuffer>;
}

/**
 * A photo as it is kept: a square, checked by decoding it and encoded anew. Throws 422 for what is no still picture,
 * `GateBusy` where too many wait. Not within a transaction.
 */
export function encodePhoto(tenantId: string, bytes: Buffer): Promise<EncodedPhoto> {
  const box = { width: LARGE, height: LARGE, fit: 'cover' } as const;
  return decodePicture(tenantId, bytes, { box, what: 'the encoding of a photo' }, async (pixels) => {
    const square = (size: number) => pixels().resize(size, size, { fit: 'cover', withoutEnlargement: true });
    return {
      avif320: await bytesOf(square(SMALL).avif(AVIF)),
      avif640: await bytesOf(square(LARGE).avif(AVIF)),
      webp320: await bytesOf(square(SMALL).webp(WEBP)),
      webp640: await bytesOf(square(LARGE).webp(WEBP)),
    };
  });
}
