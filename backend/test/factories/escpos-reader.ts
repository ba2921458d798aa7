import type { Bitmap } from '../../src/lib/bitmap';

/** What a printer would have on paper, read from its bytes. Unknown commands throw: nothing passes by accident. */
export interface Paper {
  lines: { text: string; columns: number; bold: boolean; double: boolean }[];
  isInitialised: boolean;
  cuts: number;
  kicks: number[][];
  /** Pictures in dots, and before how many lines each stands. */
  pictures: (Bitmap & { before: number; isCentred: boolean })[];
}

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;

/** Interprets ESC/POS as far as receipts use it. */
export function readEscPos(bytes: Uint8Array): Paper {
  const paper: Paper = { lines: [], isInitialised: false, cuts: 0, kicks: [], pictures: [] };
  let [text, columns, bold, boldLine, scale, double] = ['', 0, false, false, 1, false];
  let at = 0;
  let isCentred = false;
  const next = (): number => {
    if (at >= bytes.length) throw new Error('ends within a command');
    return bytes[at++]!;
  };
  const feed = (): void => {
    paper.lines.push({ text, columns, bold: boldLine, double });
    [text, columns, boldLine, double] = ['', 0, false, false];
  };
  const escape: Record<string, () => void> = {
    '@': () => (paper.isInitialised = at === 2),
    M: () => next(),
    t: () => next(),
    a: () => (isCentred = next() === 1),
    E: () => (bold = next() === 1),
    p: () => paper.kicks.push([next(), next(), next()]),
  };
  const group: Record<string, () => void> = {
    '!': () => (scale = (next() >> 4) + 1),
    v: () => {
      if (next() !== 0x30) throw new Error('no raster picture');
      next();
      const width = (next() + 256 * next()) * 8;
      const height = next() + 256 * next();
      const rows = bytes.slice(at, at + (width / 8) * height);
      if (rows.length < (width / 8) * height) throw new Error('ends within a picture');
      at += rows.length;
      paper.pictures.push({ width, height, rows, before: paper.lines.length, isCentred });
    },
    V: () => {
      next();
      paper.cuts += 1;
    },
  };
  const run = (commands: Record<string, () => void>, prefix: string): void => {
    const name = String.fromCharCode(next());
    const command = commands[name];
    if (!command) throw new Error(`unknown command ${prefix} ${name}`);
    command();
  };
  while (at < bytes.length) {
    const byte = next();
    if (byte === ESC) run(escape, 'ESC');
    else if (byte === GS) run(group, 'GS');
    else if (byte === FS) next();
    else if (byte === 0x0a) feed();
    else if (byte < 0x20 || byte > 0x7e) throw new Error(`not ASCII: 0x${byte.toString(16)}`);
    else {
      text += String.fromCharCode(byte);
      columns += scale;
      boldLine ||= bold;
      double ||= scale === 2;
    }
  }
  if (text) feed();
  return paper;
}
