import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHARGE_STATUSES, chargeMovesOn, isLiveCharge, methodsFor } from '..';
import type { ChargeStatus } from '..';

const after = (news: readonly ChargeStatus[]): ChargeStatus =>
  news.reduce<ChargeStatus>((status, next) => (chargeMovesOn(status, next) ? next : status), 'CREATING');

describe('a charge', () => {
  test('PAY-04 is paid however late, early or often that is told, and whatever is told beside it', () => {
    const other = fc.constantFrom(...CHARGE_STATUSES.filter((status) => status !== 'REVERSED'));
    fc.assert(
      fc.property(fc.array(other), fc.array(other), (before, later) => {
        expect(after([...before, 'PAID', ...later])).toBe('PAID');
      }),
    );
  });

  test('PAY-04 never goes back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...CHARGE_STATUSES)),
        fc.constantFrom(...CHARGE_STATUSES),
        (news, next) => {
          const known = after(news);
          const moved = after([...news, next]);
          if (moved !== known) expect(chargeMovesOn(moved, known)).toBe(false);
        },
      ),
    );
    expect(after(['PENDING', 'EXPIRED', 'PENDING'])).toBe('EXPIRED');
    expect(after(['PENDING', 'EXPIRED', 'PAID', 'EXPIRED'])).toBe('PAID');
    expect(after(['PAID', 'REVERSED', 'PAID'])).toBe('REVERSED');
    expect(CHARGE_STATUSES.filter(isLiveCharge)).toEqual(['CREATING', 'PENDING']);
  });

  test('PAY-03 more than ten million rupiah is not paid by QRIS', () => {
    expect(methodsFor(10_000_000)).toEqual(['QRIS', 'VIRTUAL_ACCOUNT', 'PAGE']);
    expect(methodsFor(10_000_001)).toEqual(['VIRTUAL_ACCOUNT', 'PAGE']);
  });
});
