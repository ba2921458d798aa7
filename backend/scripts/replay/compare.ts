import type { SalesFigures, SalesReportDto } from '@meja/domain';
import type { Basket } from './baskets';
import type { Bakery } from './bakery';
import { add, businessDateOf, noFigures, reckon } from './reckon';
import type { Figures } from './reckon';

function differences(label: string, own: Figures, reported: SalesFigures | undefined): string[] {
  if (!reported) return [`${label}: nothing reported, expected ${own.orders} orders`];
  const pairs: [string, bigint | number, number][] = [
    ['orders', own.orders, reported.orders],
    ['items', own.items, reported.items],
    ['gross', own.gross, reported.gross],
    ['tax', own.tax, reported.tax],
    ['rounding', own.rounding, reported.rounding],
    ['total', own.total, reported.total],
    ['discount', 0, reported.discount],
    ['service charge', 0, reported.serviceCharge],
    ['refunds', 0, reported.refunds],
  ];
  return pairs
    .filter(([, mine, theirs]) => BigInt(mine) !== BigInt(theirs))
    .map(([name, mine, theirs]) => `${label}: ${name} is ${theirs} in the report, ${mine} in the file`);
}

/** Asks for the report of each day and of the whole period and compares it with the file's own reckoning. */
export async function compare(
  bakery: Bakery,
  baskets: readonly Basket[],
  prices: ReadonlyMap<string, number>,
) {
  const days = new Map<string, Figures>();
  let whole = noFigures();
  for (const basket of baskets) {
    const figures = reckon(basket, prices);
    const date = businessDateOf(basket);
    days.set(date, add(days.get(date) ?? noFigures(), figures));
    whole = add(whole, figures);
  }
  const dates = [...days.keys()].sort();
  const report = async (from: string, to: string, groupBy: string) =>
    (await bakery.owner<SalesReportDto>('GET', `/reports/sales?from=${from}&to=${to}&groupBy=${groupBy}`))
      .data;
  const found: string[] = [];
  for (const date of dates) {
    const { rows, totals } = await report(date, date, 'day');
    found.push(...differences(date, days.get(date)!, totals));
    found.push(
      ...differences(
        `${date} (row)`,
        days.get(date)!,
        rows.find(({ key }) => key === date),
      ),
    );
  }
  const period = `${dates[0]!} … ${dates.at(-1)!}`;
  const byDay = await report(dates[0]!, dates.at(-1)!, 'day');
  found.push(...differences(period, whole, byDay.totals));
  if (byDay.rows.length !== days.size)
    found.push(`${period}: ${byDay.rows.length} days reported, ${days.size} in the file`);
  const byProduct = await report(dates[0]!, dates.at(-1)!, 'product');
  const sold = byProduct.rows.reduce((sum, row) => sum + row.items, 0);
  if (sold !== whole.items) found.push(`${period}: ${sold} items by product, ${whole.items} in the file`);
  return { found, days: days.size, whole };
}
