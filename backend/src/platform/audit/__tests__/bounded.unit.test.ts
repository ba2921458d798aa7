import { MOST_AUDIT_BYTES, bounded } from '../bounded';

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('F-41 AUTH-09 what a row of the audit log keeps', () => {
  test('F-41 AUTH-09 what is small stays as it is', () => {
    const value = { name: 'Kopi', prices: [1, 2, 3], note: null };
    expect(bounded(value)).toBe(value);
    expect(bounded(null)).toBeNull();
  });

  test('F-41 AUTH-09 a mass change keeps its counts, a sample, and proof of the whole', () => {
    const prices = Array.from({ length: 20_000 }, (_, n) => ({ productId: `p-${n}`, price: n }));
    const row = bounded({ created: 5, updated: 20_000, prices });
    expect(row).toMatchObject({
      created: 5,
      updated: 20_000,
      truncated: { bytes: bytes({ created: 5, updated: 20_000, prices }) },
    });
    expect((row as { prices: unknown[] }).prices).toEqual([...prices.slice(0, 50), { omitted: 19_950 }]);
    expect((row as { truncated: { sha256: string } }).truncated.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(bounded(prices)).toMatchObject({ value: expect.anything(), truncated: expect.anything() });
  });

  test('F-41 AUTH-09 whatever its shape, it fits', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 'x'.repeat(5_000)]));
    let deep: unknown = 'é'.repeat(9_000);
    for (let n = 0; n < 4; n += 1) deep = { a: deep, b: [deep, deep, deep, deep] };
    for (const value of [wide, deep, 'é'.repeat(90_000), [['x'.repeat(90_000)]]]) {
      expect(bytes(bounded(value))).toBeLessThanOrEqual(MOST_AUDIT_BYTES);
    }
  });
});
