import { encode } from 'uqr';

export interface QrPicture {
  /** Modules along one side, the quiet zone included. */
  size: number;
  /** An SVG path with one unit for a module. */
  path: string;
}

/** A text as a QR code, as one SVG path: nothing is fetched or drawn elsewhere, as the text may be a secret. */
export function qrPicture(text: string): QrPicture {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return { size, path };
}
