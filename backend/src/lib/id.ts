import { randomFillSync } from 'node:crypto';

const HEX = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1));
/** Random bytes are fetched for some hundred ids at once: fetching them costs more than making an id. */
const POOL = Buffer.allocUnsafe(4_096);
/** Of one id: four for where the counter begins, six for the rest of it. */
const TAKEN = 10;

let used = POOL.length;
let lastMs = 0;
let counter = 0;

/**
 * A UUID v7 (RFC 9562): milliseconds, a counter of 32 bits that begins anywhere in each of them, 42 random bits. Those of
 * one process go up in the order in which they are made.
 */
export function newId(ms: number = Date.now()): string {
  if (used + TAKEN > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const at = used;
  used += TAKEN;
  if (ms > lastMs) {
    lastMs = ms;
    // The highest bit is left free, so that the counter has room to go up.
    counter = POOL.readUInt32BE(at) & 0x7fffffff;
  } else {
    counter = (counter + 1) >>> 0;
    if (counter === 0) lastMs += 1;
  }
  const high = Math.floor(lastMs / 0x10000);
  const byte = (index: number): string => HEX[POOL[at + index]!]!;
  return (
    `${HEX[(high >>> 24) & 255]!}${HEX[(high >>> 16) & 255]!}${HEX[(high >>> 8) & 255]!}${HEX[high & 255]!}-` +
    `${HEX[(lastMs >>> 8) & 255]!}${HEX[lastMs & 255]!}-` +
    `${HEX[0x70 | (counter >>> 28)]!}${HEX[(counter >>> 20) & 255]!}-` +
    `${HEX[0x80 | ((counter >>> 14) & 0x3f)]!}${HEX[(counter >>> 6) & 255]!}-` +
    `${HEX[((counter << 2) & 0xfc) | (POOL[at + 4]! & 3)]!}${byte(5)}${byte(6)}${byte(7)}${byte(8)}${byte(9)}`
  );
}
