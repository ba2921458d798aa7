/** What a printer would have on paper, read from its bytes. Unknown commands throw: nothing passes by accident. */
export interface Paper {
  lines: { text: string; columns: number; bold: boolean; double: boolean }[];
  isInitialised: boolean;
  cuts: number;
  kicks: number[][];
}

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;

/** Interprets ESC/POS as far as receipts use it. */
export function readEscPos(bytes: Uint8Array): Paper {
  const paper: Paper = { lines: [], isInitialised: false, cuts: 0, kicks: [] };
  let [text, columns, bold, boldLine, scale, double] = ['', 0, false, false, 1, false];
  let at = 0;
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
    a: () => next(),
    E: () => (bold = next() === 1),
    p: () => paper.kicks.push([next(), next(), next()]),
  };
  const group: Record<string, () => void> = {
    '!': () => (scale = (next() >> 4) + 1),
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
