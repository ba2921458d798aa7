import { createRequire } from 'node:module';
import path from 'node:path';
import jsQR from 'jsqr';
import { renderSVG } from 'uqr';
import { backendDir } from './settings';

interface Picture {
  jpeg: () => Picture;
  ensureAlpha: () => Picture;
  raw: () => Picture;
  rotate: (degrees: number, options: object) => Picture;
  toBuffer(): Promise<Buffer>;
  toBuffer(options: { resolveWithObject: true }): Promise<{
    data: Buffer;
    info: { width: number; height: number };
  }>;
}
const sharp = createRequire(path.join(backendDir, 'package.json'))('sharp') as (input: Buffer) => Picture;

/** A photo of a printed QR code, held a little askew. */
export async function photographCode(
  text: string,
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const print = Buffer.from(renderSVG(text, { ecc: 'M', border: 6, pixelSize: 12 }));
  const buffer = await sharp(print).rotate(4, { background: '#d8d2c4' }).jpeg().toBuffer();
  return { name: 'qris.jpg', mimeType: 'image/jpeg', buffer };
}

/** What a phone reads from a screenshot; null where it finds no code. */
export async function readCode(screenshot: Buffer): Promise<string | null> {
  const { data, info } = await sharp(screenshot).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? null;
}
