import { safeMoney, sumMoney } from '@meja/domain';
import type { CashDirection, DenominationCount, Money, ShiftFlag } from '@meja/domain';

/** What moved through a shift's drawer. */
export interface DrawerSums {
  openingFloat: Money;
  /** Cash payments, tips in cash included, change taken off. */
  cashPayments: Money;
  cashIn: Money;
  cashOut: Money;
}

/** What should lie in the drawer. */
export function expectedCash({ openingFloat, cashPayments, cashIn, cashOut }: DrawerSums): Money {
  return sumMoney([openingFloat, cashPayments, cashIn, -cashOut]);
}

/** Whether a movement takes out more than should be in the drawer before it. */
export function isOverdrawn(
  { direction, amount }: { direction: CashDirection; amount: Money },
  expected: Money,
): boolean {
  return direction === 'OUT' && amount > expected;
}

/** What a shift's report points at. */
export function shiftFlags(movements: readonly { overdrawn: boolean }[], expected: Money): ShiftFlag[] {
  return expected < 0 || movements.some(({ overdrawn }) => overdrawn) ? ['overdrawn'] : [];
}

/** The total of a count, given as one amount or per note and coin. */
export function countedTotal(counted: Money | DenominationCount[]): Money {
  if (typeof counted === 'number') return counted;
  return sumMoney(counted.map(({ denomination, count }) => safeMoney(denomination * count)));
}

/** The places of denominations that a count names a second time. */
export function repeatedDenominations(counted: Money | DenominationCount[]): number[] {
  if (typeof counted === 'number') return [];
  const seen = new Set<number>();
  return counted.flatMap(({ denomination }, index) => {
    if (seen.has(denomination)) return [index];
    seen.add(denomination);
    return [];
  });
}
