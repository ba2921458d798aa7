import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceBill } from '../price-bill';
import { replaySteps } from '../replay-steps';
import { PricingError, type PricedBill, type PricedLine } from '../types';
import { anyBill } from './arbitraries';
import { oracleBill } from './oracle';

const sum = (lines: PricedLine[], key: Exclude<keyof PricedLine, 'id'>): number =>
  lines.reduce((total, line) => total + line[key], 0);

const figures = ({ lines: _, steps: __, ...rest }: PricedBill): Omit<PricedBill, 'lines' | 'steps'> => rest;

test('SELL-03 any bill equals the oracle, which reckons in exact fractions', () => {
  fc.assert(
    fc.property(anyBill({ changed: true }), (input) => {
      const priced = priceBill(input);
      const oracle = oracleBill(input);
      expect({
        subtotal: BigInt(priced.subtotal),
        discountTotal: BigInt(priced.discountTotal),
        serviceCharge: BigInt(priced.serviceCharge),
        taxTotal: BigInt(priced.taxTotal),
        taxIncludedTotal: BigInt(priced.taxIncludedTotal),
        total: BigInt(priced.total),
        lineTotals: priced.lines.map((line) => BigInt(line.total)),
        lineTaxes: priced.lines.map((line) => BigInt(line.tax)),
      }).toEqual(oracle);
    }),
    { numRuns: 3000 },
  );
});

test('SELL-03 PAY-05 the parts add up to the total and the lines to the parts, to the rupiah', () => {
  fc.assert(
    fc.property(anyBill({ minLines: 1, changed: true }), (input) => {
      const bill = priceBill(input);
      const { lines } = bill;
      expect(sum(lines, 'gross')).toBe(bill.subtotal);
      expect(sum(lines, 'discount') + sum(lines, 'orderDiscount')).toBe(bill.discountTotal);
      expect(sum(lines, 'service')).toBe(bill.serviceCharge);
      expect(sum(lines, 'tax')).toBe(bill.taxTotal);
      expect(sum(lines, 'taxIncluded')).toBe(bill.taxIncludedTotal);
      expect(sum(lines, 'total') + bill.tipTotal).toBe(bill.total);
      expect(bill.taxes.reduce((total, tax) => total + tax.amount, 0)).toBe(bill.taxTotal);
      expect(bill.total).toBe(
        bill.subtotal -
          bill.discountTotal +
          bill.serviceCharge +
          bill.taxTotal -
          bill.taxIncludedTotal +
          bill.tipTotal,
      );
      for (const line of lines) {
        expect(line.total).toBe(line.net + line.service + line.tax);
        expect(line.net).toBe(line.gross - line.discount - line.orderDiscount - line.taxIncluded);
      }
    }),
    { numRuns: 1500 },
  );
});

test('SELL-03 nothing is ever negative, whatever the discounts', () => {
  fc.assert(
    fc.property(anyBill(), (input) => {
      const bill = priceBill(input);
      const amounts = [
        ...bill.lines.flatMap(({ id: _, ...line }) => Object.values(line)),
        ...bill.taxes.flatMap((tax) => [tax.base, tax.amount, tax.included]),
        ...bill.steps.map((step) => step.result),
        bill.total,
      ];
      for (const amount of amounts) {
        expect(Number.isSafeInteger(amount)).toBe(true);
        expect(amount).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 1000 },
  );
});

test('SELL-03 replaying the kept steps gives the total again, also after a trip through JSON', () => {
  fc.assert(
    fc.property(anyBill({ changed: true }), (input) => {
      const bill = priceBill(input);
      expect(replaySteps(JSON.parse(JSON.stringify(bill.steps)) as typeof bill.steps)).toBe(bill.total);
    }),
    { numRuns: 1000 },
  );
});

test('SELL-03 a step changed afterwards is found when replayed', () => {
  fc.assert(
    fc.property(anyBill({ minLines: 1 }), fc.nat(), fc.integer({ min: 1, max: 9 }), (input, at, by) => {
      const { steps } = priceBill(input);
      const index = at % steps.length;
      const forged = steps.map((step, i) => (i === index ? { ...step, result: step.result + by } : step));
      expect(() => replaySteps(forged)).toThrow(PricingError);
    }),
    { numRuns: 500 },
  );
});

test('SELL-03 the order of lines does not matter where one class is taxed', () => {
  fc.assert(
    fc.property(anyBill({ classes: 1 }), (input) => {
      const backwards = { ...input, lines: [...input.lines].reverse() };
      expect(figures(priceBill(backwards))).toEqual(figures(priceBill(input)));
    }),
    { numRuns: 500 },
  );
});

test('SELL-03 the order of lines does not matter among classes while nothing is spread over them', () => {
  fc.assert(
    fc.property(anyBill(), (input) => {
      const plain = { ...input, discount: null, settings: { ...input.settings, serviceCharge: null } };
      const backwards = { ...plain, lines: [...plain.lines].reverse() };
      expect(figures(priceBill(backwards))).toEqual(figures(priceBill(plain)));
    }),
    { numRuns: 500 },
  );
});

test('SELL-03 pricing is pure: the input stays as it was and gives the same bill again', () => {
  fc.assert(
    fc.property(anyBill(), (input) => {
      const before = JSON.stringify(input);
      const first = priceBill(input);
      expect(priceBill(input)).toEqual(first);
      expect(JSON.stringify(input)).toBe(before);
    }),
    { numRuns: 200 },
  );
});
