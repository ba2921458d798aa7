/** A picture of black dots on white. */
export interface Bitmap {
  width: number;
  height: number;
  /** Row by row, eight dots a byte, the leftmost in the highest bit, each row filled up to a byte; 1 is black. */
  rows: Uint8Array;
}

/** As a portable bitmap (Netpbm `P4`). Pure. */
export function writePbm({ width, height, rows }: Bitmap): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([Buffer.from(`P4\n${width} ${height}\n`, 'latin1'), rows]));
}

/** Reads what {@link writePbm} wrote. Throws for anything else. Pure. */
export function readPbm(bytes: Uint8Array): Bitmap {
  const head = /^P4\n(\d+) (\d+)\n/.exec(Buffer.from(bytes.subarray(0, 32)).toString('latin1'));
  if (!head) throw new Error('no portable bitmap');
  const [width, height] = [Number(head[1]), Number(head[2])];
  const rows = bytes.subarray(head[0].length);
  if (rows.length !== Math.ceil(width / 8) * height) throw new Error('a portable bitmap of another size');
  return { width, height, rows };
}

/** Whether a dot is black; beyond the picture it is white. Pure. */
export function isBlack({ width, height, rows }: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  return ((rows[y * Math.ceil(width / 8) + (x >> 3)]! >> (7 - (x & 7))) & 1) === 1;
}

const MIDDLE = 128;
/** Right, one further, the row below, the one below that: [dx, dy]. */
const NEIGHBOURS = [
  [1, 0],
  [2, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
  [0, 2],
] as const;

/**
 * Greys (0 black to 255 white) as dots, by Atkinson's error diffusion: it hands on six eighths of each error, so that
 * edges stay sharp and what is nearly white or black becomes so, as paper that prints dots too fat wants it. Pure.
 */
export function dither(greys: Uint8Array, width: number, height: number): Bitmap {
  const left = Float32Array.from(greys);
  const stride = Math.ceil(width / 8);
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const grey = left[y * width + x]!;
      const isDot = grey < MIDDLE;
      if (isDot) rows[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
      const share = (grey - (isDot ? 0 : 255)) / 8;
      for (const [dx, dy] of NEIGHBOURS) {
        if (x + dx >= 0 && x + dx < width && y + dy < height) left[(y + dy) * width + x + dx]! += share;
      }
    }
  }
  return { width, height, rows };
}
