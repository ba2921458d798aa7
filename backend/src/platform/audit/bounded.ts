import { createHash } from 'node:crypto';

/** The most that `before` or `after` of a row may be, in bytes of JSON. The database refuses four times that. */
export const MOST_AUDIT_BYTES = 16 * 1024;

/** How much is kept of lists and texts, tried in this order until it fits. */
const STEPS = [
  { entries: 50, characters: 1_000 },
  { entries: 10, characters: 200 },
  { entries: 3, characters: 80 },
];

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function cut(value: unknown, { entries, characters }: (typeof STEPS)[number]): unknown {
  if (typeof value === 'string') {
    return value.length > characters ? `${value.slice(0, characters)}…` : value;
  }
  if (Array.isArray(value)) {
    const kept = value.slice(0, entries).map((entry) => cut(entry, { entries, characters }));
    return value.length > entries ? [...kept, { omitted: value.length - entries }] : kept;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, entries)
      .map(([key, entry]) => [key.slice(0, characters), cut(entry, { entries, characters })]),
  );
}

/**
 * A value of an audit row as it is if it is small, else what of it can be kept: lists and texts are cut and say by how
 * much, and `truncated` holds the whole's size and SHA-256, by which somebody who has it can prove that it was this.
 */
export function bounded(value: unknown): unknown {
  const whole = JSON.stringify(value) as string | undefined;
  if (whole === undefined) return null;
  const bytes = Buffer.byteLength(whole);
  if (bytes <= MOST_AUDIT_BYTES) return value;
  const truncated = { bytes, sha256: createHash('sha256').update(whole).digest('hex') };
  for (const step of STEPS) {
    const kept = cut(value, step);
    const row = isRecord(kept) ? { ...kept, truncated } : { value: kept, truncated };
    if (Buffer.byteLength(JSON.stringify(row)) <= MOST_AUDIT_BYTES) return row;
  }
  return { truncated };
}
