import { createRequire } from 'node:module';
import path from 'node:path';
import { backendDir } from './settings';

interface Picture {
  jpeg: () => Picture;
  gif: () => Picture;
  toBuffer: () => Promise<Buffer>;
}
type Sharp = (input: object) => Picture;

/** A picture of one colour with some grain, as a camera gives it. */
export async function takePicture(
  background: string,
  {
    format = 'jpeg',
    width = 1200,
    height = 900,
  }: { format?: 'jpeg' | 'gif'; width?: number; height?: number } = {},
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const sharp = createRequire(path.join(backendDir, 'package.json'))('sharp') as Sharp;
  const picture = sharp({ create: { width, height, channels: 3, background } });
  // Whatever it is, it is called a JPEG: what counts is what it holds.
  return { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: await picture[format]().toBuffer() };
}
