import { describe, expect, test } from 'vitest';
import { FLAG_NAMES, FLAGS, flagBucket, isFlagOn } from '..';

const ids = Array.from(
  { length: 2_000 },
  (_, n) => `0199f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
);
const nobody = { share: null, on: [], off: [] };

describe.each(FLAG_NAMES)('%s', (name) => {
  test('SAAS-07 a business’s own word goes before the share, and the share before the default', () => {
    const [id] = ids as [string];
    expect(isFlagOn(name, id, undefined)).toBe(FLAGS[name].isOnByDefault);
    expect(isFlagOn(name, id, nobody)).toBe(FLAGS[name].isOnByDefault);
    expect(isFlagOn(name, id, { ...nobody, share: 0 })).toBe(false);
    expect(isFlagOn(name, id, { ...nobody, share: 100 })).toBe(true);
    expect(isFlagOn(name, id, { share: 0, on: [id], off: [] })).toBe(true);
    expect(isFlagOn(name, id, { share: 100, on: [], off: [id] })).toBe(false);
  });

  test('SAAS-07 a share is about that share of all, and whoever has it keeps it when it grows', () => {
    const having = (share: number) => ids.filter((id) => isFlagOn(name, id, { ...nobody, share }));
    const [few, many] = [having(10), having(40)];
    expect(few.length / ids.length).toBeGreaterThan(0.06);
    expect(few.length / ids.length).toBeLessThan(0.14);
    expect(many).toEqual(expect.arrayContaining(few));
    expect(flagBucket(name, ids[0]!)).toBe(flagBucket(name, ids[0]!));
  });
});
