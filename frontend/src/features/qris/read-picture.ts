import type jsQR from 'jsqr';
import readerUrl from 'jsqr/dist/jsQR.js?url';

/** What browsers with a reader of their own offer; it is not in TypeScript's own description of them. */
interface Detector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>;
}
interface DetectorKind {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** Longest sides, in pixels, at which a picture is looked at: a small code in a large photo, a noisy one made smaller. */
const SIDES = [1200, 700, 2000];

async function detect(picture: ImageBitmap): Promise<string | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorKind };
  try {
    if (!(await BarcodeDetector?.getSupportedFormats())?.includes('qr_code')) return null;
    const [found] = await new BarcodeDetector!({ formats: ['qr_code'] }).detect(picture);
    return found?.rawValue ?? null;
  } catch {
    // Some browsers offer it without the service behind it.
    return null;
  }
}

/** Run as the script that it is: bundled, its module format would put the bundler's helpers into every first load. */
async function loadReader(): Promise<typeof jsQR> {
  await import(/* @vite-ignore */ readerUrl);
  return (globalThis as unknown as { jsQR: typeof jsQR }).jsQR;
}

function pixelsOf(picture: ImageBitmap, longest: number): ImageData {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  // What is transparent is paper.
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/**
 * The text of the QR code in a picture, read on this device; null where none is found. Throws where the file is no
 * picture.
 */
export async function readQrPicture(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file);
  try {
    const found = await detect(picture);
    if (found !== null) return found;
    const read = await loadReader();
    for (const side of SIDES) {
      const { data, width, height } = pixelsOf(picture, side);
      const text = read(data, width, height)?.data;
      if (text) return text;
    }
    return null;
  } finally {
    picture.close();
  }
}
