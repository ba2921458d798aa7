import type { DenominationCount, Money } from '@meja/domain';

/** Notes and coins in use, the largest first (rupiah). */
export const DENOMINATIONS: readonly Money[] = [
  100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100,
];

/** The counted pieces as the API takes them; what was not counted is left out. */
export function toCounts(pieces: Readonly<Record<number, number | null>>): DenominationCount[] {
  return DENOMINATIONS.flatMap((denomination) => {
    const count = pieces[denomination] ?? 0;
    return count > 0 ? [{ denomination, count }] : [];
  });
}

/** What the counted pieces are worth. */
export function worthOf(pieces: Readonly<Record<number, number | null>>): Money {
  return toCounts(pieces).reduce((sum, { denomination, count }) => sum + denomination * count, 0);
}
