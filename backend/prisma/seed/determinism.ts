import { createHash } from 'node:crypto';

/** The same numbers for the same seed, in [0, 1): the demo looks alike wherever it is made (mulberry32). */
export function numbersFrom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of the entries, each as likely as its weight. */
export function pick<T>(
  next: () => number,
  entries: readonly T[],
  weight: (entry: T) => number = () => 1,
): T {
  let point = next() * entries.reduce((sum, entry) => sum + weight(entry), 0);
  for (const entry of entries) {
    point -= weight(entry);
    if (point < 0) return entry;
  }
  return entries[entries.length - 1]!;
}

/** A UUID of version 7's form for an instant and a name: made again, it is the same. */
export function idOf(at: Date, name: string): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(name).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-a${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}

/** An EAN-13 from its first twelve digits. */
export function ean13(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
