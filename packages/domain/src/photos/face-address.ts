/** Edge of the square that a person's photo is kept as, in pixels: sharp at twice the size of any place it has. */
export const FACE_PIXELS = 192;

const NAME = /^([0-9a-f]{64})\.webp$/;

/** The hash that a person's photo's file name tells, or null where it is none. */
export const faceHashOf = (name: string): string | null => NAME.exec(name)?.[1] ?? null;

/** Where a person's photo is found; null where they have none. */
export const faceUrlOf = (hash: string | null): string | null => hash && `/api/v1/faces/${hash}.webp`;
