import type { DashboardDto } from '@meja/domain';

export type Comparison = { kind: 'none' | 'first' | 'same' } | { kind: 'above' | 'below'; percent: number };

/**
 * Today beside the same weekday a week ago up to the same time of day. `none`: nothing sold on either day; `first`:
 * nothing to compare with; `same`: less than half a percent apart. `percent` is whole and positive.
 */
export function compareToday({ today, lastWeek }: Pick<DashboardDto, 'today' | 'lastWeek'>): Comparison {
  if (lastWeek.totalByNow <= 0) return { kind: today.orders > 0 ? 'first' : 'none' };
  const change = (today.total - lastWeek.totalByNow) / lastWeek.totalByNow;
  const percent = Math.round(Math.abs(change) * 100);
  if (percent === 0) return { kind: 'same' };
  return { kind: change > 0 ? 'above' : 'below', percent };
}

export interface HourBar {
  hour: number;
  orders: number;
  total: number;
}

/** Every hour from the first to the last in which something was sold, quiet ones between them included. */
export function fillHours(byHour: DashboardDto['byHour']): HourBar[] {
  const first = byHour[0];
  const last = byHour.at(-1);
  if (!first || !last) return [];
  const sold = new Map(byHour.map((row) => [row.hour, row]));
  const length = ((last.hour - first.hour + 24) % 24) + 1;
  return Array.from({ length }, (_, index) => {
    const hour = (first.hour + index) % 24;
    return sold.get(hour) ?? { hour, orders: 0, total: 0 };
  });
}

/** The busiest hour by money; null while nothing was sold. */
export function peakHour(bars: readonly HourBar[]): number | null {
  const best = bars.reduce<HourBar | null>((top, bar) => (bar.total > (top?.total ?? 0) ? bar : top), null);
  return best?.hour ?? null;
}
