import fc from 'fast-check';
import { PAYMENT_METHODS } from '@meja/domain';
import { cashMovementEntry, paymentEntry, saleEntry, shiftCloseEntry, shiftOpenEntry } from '../entries';
import type { Posting, SaleAmounts, Stamp } from '../entries';
import { figuresOf } from '../figures';
import type { Account } from '../accounts';

const stamp: Stamp = {
  id: '01890000-0000-7000-8000-000000000001',
  outletId: '01890000-0000-7000-8000-000000000002',
  businessDate: '2026-11-20',
  occurredAt: new Date('2026-11-20T18:30:00Z'),
  createdAt: new Date('2026-11-20T18:30:01Z'),
};
const ORDER = '01890000-0000-7000-8000-000000000003';

const money = (max = 1_000_000_000) => fc.integer({ min: 0, max });
const amounts: fc.Arbitrary<SaleAmounts> = fc
  .record({
    subtotal: money(),
    discountShare: fc.integer({ min: 0, max: 100 }),
    serviceCharge: money(1_000_000),
    addedTax: money(1_000_000),
    taxIncludedTotal: money(1_000_000),
    rounding: fc.integer({ min: -99, max: 99 }),
    tipTotal: money(500_000),
  })
  .map(({ subtotal, discountShare, serviceCharge, addedTax, taxIncludedTotal, rounding, tipTotal }) => {
    const discountTotal = Math.floor((subtotal * discountShare) / 100);
    return {
      subtotal,
      discountTotal,
      serviceCharge,
      taxTotal: addedTax + taxIncludedTotal,
      taxIncludedTotal,
      rounding,
      tipTotal,
      total: subtotal - discountTotal + serviceCharge + addedTax + rounding + tipTotal,
    };
  });

function balances(postings: Posting[]): Partial<Record<Account, number>> {
  const sums: Partial<Record<Account, number>> = {};
  for (const { account, amount } of postings.flatMap((posting) => posting.lines)) {
    sums[account] = (sums[account] ?? 0) + amount;
  }
  return sums;
}

const sumOf = (posting: Posting) => posting.lines.reduce((sum, line) => sum + line.amount, 0);

describe('PAY-05 journal entries', () => {
  test('PAY-05 a sale balances, and every figure of it can be read back from the accounts', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 20 }), (orders) => {
        const postings = orders.map((order) => saleEntry(ORDER, order, stamp));
        for (const posting of postings) expect(sumOf(posting)).toBe(0);
        const read = figuresOf(balances(postings));
        for (const key of Object.keys(orders[0]!) as (keyof SaleAmounts)[]) {
          expect(read[key]).toBe(orders.reduce((sum, order) => sum + order[key], 0));
        }
        expect(read.net + read.taxTotal + read.rounding + read.tipTotal).toBe(read.total);
      }),
    );
  });

  test('PAY-05 a settled order leaves nothing on the clearing account', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.array(
          fc.record({
            method: fc.constantFrom(...PAYMENT_METHODS),
            share: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
          {
            maxLength: 4,
          },
        ),
        fc.constantFrom(...PAYMENT_METHODS),
        (order, parts, last) => {
          let left = order.total;
          const payments = parts.map(({ method, share }) => {
            const collected = Math.floor(left * share);
            left -= collected;
            return { method, collected };
          });
          payments.push({ method: last, collected: left });
          const postings = [
            saleEntry(ORDER, order, stamp),
            ...payments.map((payment) => paymentEntry({ id: stamp.id, orderId: ORDER, ...payment }, stamp)),
          ];
          for (const posting of postings) expect(sumOf(posting)).toBe(0);
          const sums = balances(postings);
          expect(sums.ORDERS).toBe(0);
          expect(PAYMENT_METHODS.reduce((sum, method) => sum + (sums[method] ?? 0), 0)).toBe(order.total);
        },
      ),
    );
  });

  test('PAY-05 amounts that do not add up are refused rather than posted', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1000 }), (order, off) => {
        expect(() => saleEntry(ORDER, { ...order, total: order.total + off }, stamp)).toThrow(RangeError);
      }),
    );
  });

  test('PAY-05 a sale of nothing still leaves an entry that can be counted', () => {
    const nothing = { subtotal: 0, discountTotal: 0, serviceCharge: 0, taxTotal: 0, taxIncludedTotal: 0 };
    const { lines } = saleEntry(ORDER, { ...nothing, rounding: 0, tipTotal: 0, total: 0 }, stamp);
    expect(lines.map(({ account, amount }) => [account, amount])).toEqual([
      ['ORDERS', 0],
      ['SALES', 0],
    ]);
  });

  test('PAY-05 rows carry the columns of the tables', () => {
    const posting = paymentEntry({ id: 'p', orderId: ORDER, method: 'QRIS', collected: 25_000 }, stamp);
    expect(posting.entry).toEqual({
      id: stamp.id,
      outlet_id: stamp.outletId,
      kind: 'PAYMENT',
      order_id: ORDER,
      payment_id: 'p',
      business_date: '2026-11-20',
      occurred_at: '2026-11-20T18:30:00.000Z',
      created_at: '2026-11-20T18:30:01.000Z',
    });
    expect(posting.lines).toEqual([
      { entry_id: stamp.id, line_no: 1, account: 'QRIS', amount: 25_000, method: 'QRIS' },
      { entry_id: stamp.id, line_no: 2, account: 'ORDERS', amount: -25_000, method: 'QRIS' },
    ]);
  });

  test('CASH-01 a drawer opened, moved and closed ends empty, its difference on OVER_SHORT', () => {
    const movement = fc.record({
      direction: fc.constantFrom('IN' as const, 'OUT' as const),
      amount: fc.integer({ min: 1, max: 1e9 }),
    });
    fc.assert(
      fc.property(money(), fc.array(movement, { maxLength: 10 }), money(), (float, movements, counted) => {
        const before = [
          shiftOpenEntry('s', float, stamp),
          ...movements.map((one) => cashMovementEntry('s', one, stamp)),
        ];
        const expected = balances(before).CASH ?? 0;
        const postings = [...before, shiftCloseEntry('s', { expected, counted }, stamp)];
        for (const posting of postings) {
          expect(sumOf(posting)).toBe(0);
          expect(posting.entry.shift_id).toBe('s');
        }
        expect(balances(postings).CASH ?? 0).toBe(0);
        expect(balances(postings).OVER_SHORT ?? 0).toBe(expected - counted);
      }),
    );
  });
});
