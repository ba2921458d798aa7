import type { Id } from '../dto/common.dto';

/** Edges of the square pictures that a photo is kept as, in pixels: a tile's, and a form's or a sharp screen's. */
export const PHOTO_SIZES = [320, 640] as const;
export type PhotoSize = (typeof PHOTO_SIZES)[number];

/** The better first: who can't show it takes the next. */
export const PHOTO_FORMATS = ['avif', 'webp'] as const;
export type PhotoFormat = (typeof PHOTO_FORMATS)[number];

/** Bytes that an uploaded picture may have: any phone's. */
export const PICTURE_MAX_BYTES = 10 * 1024 * 1024;

export interface PhotoFile {
  hash: string;
  size: PhotoSize;
  format: PhotoFormat;
}

const nameOf = ({ hash, size, format }: PhotoFile): string => `${hash}-${size}.${format}`;
const NAME = /^([0-9a-f]{64})-(320|640)\.(avif|webp)$/;

/** What a picture's file name says, or null where it is none. */
export function photoFileOf(name: string): PhotoFile | null {
  const [, hash, size, format] = NAME.exec(name) ?? [];
  if (!hash) return null;
  return { hash, size: Number(size) as PhotoSize, format: format as PhotoFormat };
}

/** Where a photo is found: its larger picture, in the format that everything shows. */
export const photoUrlOf = (tenantId: Id, hash: string): string =>
  `/api/v1/photos/${tenantId}/${nameOf({ hash, size: 640, format: 'webp' })}`;

/** The same photo in a format, in every size, as `srcset` wants it. */
export function photoSet(photoUrl: string, format: PhotoFormat): string {
  const base = photoUrl.replace(/-\d+\.\w+$/, '');
  return PHOTO_SIZES.map((size) => `${base}-${size}.${format} ${size}w`).join(', ');
}

/** The same photo in one size. */
export const photoOfSize = (photoUrl: string, size: PhotoSize): string =>
  photoUrl.replace(/-\d+(?=\.\w+$)/, `-${size}`);
