import fc from 'fast-check';
import { countedTotal, expectedCash, repeatedDenominations } from '../shifts.rules';

describe('CASH-01 drawer arithmetic', () => {
  test('CASH-01 expected cash is float, cash taken and cash in, less cash out', () => {
    expect(
      expectedCash({ openingFloat: 200_000, cashPayments: 1_234_500, cashIn: 50_000, cashOut: 75_000 }),
    ).toBe(1_409_500);
  });

  test('CASH-01 a count by denomination equals the same money counted as one amount', () => {
    const count = fc.record({
      denomination: fc.constantFrom(100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000),
      count: fc.integer({ min: 0, max: 1_000 }),
    });
    fc.assert(
      fc.property(fc.array(count, { maxLength: 10 }), (counts) => {
        let sum = 0;
        for (const { denomination, count: pieces } of counts)
          for (let i = 0; i < pieces; i += 1) sum += denomination;
        expect(countedTotal(counts)).toBe(sum);
        expect(countedTotal(sum)).toBe(sum);
      }),
      { numRuns: 50 },
    );
  });

  test('CASH-01 a denomination named twice is pointed at', () => {
    const counts = [1_000, 500, 1_000, 500].map((denomination) => ({ denomination, count: 1 }));
    expect(repeatedDenominations(counts)).toEqual([2, 3]);
    expect(repeatedDenominations(5_000)).toEqual([]);
  });
});
