import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const DATA = join(import.meta.dirname, '../../data');
export const PRICE_LIST = join(DATA, 'bread-basket-prices.csv');

export interface Basket {
  transaction: string;
  /** As the bakery's clock showed it. */
  date: string;
  time: string;
  /** Quantity by item name. */
  items: Map<string, number>;
}

const rowsOf = (file: string) =>
  parse<Record<string, string>>(readFileSync(file), { columns: true, trim: true });

/** The baskets that have a real item, in the order of the file; `NONE` is a missing value. */
export function readBaskets(): Basket[] {
  const baskets = new Map<string, Basket>();
  for (const row of rowsOf(join(DATA, 'bread-basket.csv'))) {
    if (row.Item === 'NONE') continue;
    const transaction = row.Transaction!;
    const basket = baskets.get(transaction) ?? {
      transaction,
      date: row.Date!,
      time: row.Time!,
      items: new Map<string, number>(),
    };
    basket.items.set(row.Item!, (basket.items.get(row.Item!) ?? 0) + 1);
    baskets.set(transaction, basket);
  }
  return [...baskets.values()];
}

/** Rupiah by item name. */
export const readPrices = (): Map<string, number> =>
  new Map(rowsOf(PRICE_LIST).map((row) => [row.name!, Number(row.price)]));
