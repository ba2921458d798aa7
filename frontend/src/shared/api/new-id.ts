let lastMs = 0;
let sequence = 0;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * A new UUID v7 (RFC 9562): the id of something created here, or an idempotency key. Those of one page ascend, within a
 * millisecond too, by a counter in place of the first random bits that starts at random and with room above.
 */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint16Array(5));
  const now = Date.now();
  sequence = now > lastMs ? random[0]! & 0x7ff : sequence + 1;
  lastMs = Math.max(lastMs, now) + (sequence >> 12);
  sequence &= 0xfff;
  const time = hex(lastMs, 12);
  const [, a = 0, b = 0, c = 0, d = 0] = random;
  const rest = hex(b, 4) + hex(c, 4) + hex(d, 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(sequence, 3)}-${hex(0x8000 | (a & 0x3fff), 4)}-${rest}`;
}
