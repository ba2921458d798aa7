import type { IsoTime } from '../dto/common.dto';

const HOUR_MS = 3_600_000;

/** A sale that arrives later than this is flagged, unless the business says otherwise. */
export const DEFAULT_LATE_SALE_WINDOW_HOURS = 72;
/** The widest window a business can set: a year. */
export const MAX_LATE_SALE_WINDOW_HOURS = 8_760;

/** Nothing was sold before: no till of this service existed, and no law asks for books that old. */
export const EARLIEST_SALE: IsoTime = '2000-01-01T00:00:00.000Z';

/** How far back everybody who sells may enter a sale; a wider window of the business widens it. */
export const LATE_SALE_BOUND_HOURS = 30 * 24;

/** Clocks of terminals may be ahead by this much; beyond it a sale would count on a day that has not come. */
const CLOCK_SKEW_MS = 10 * 60_000;

export type SaleTime =
  | { ok: true; late: boolean }
  /** `earliest`: from when on this person may enter sales. */
  | { ok: false; why: 'future' | 'too_old'; earliest: Date };

/**
 * Judges when a sale is said to have happened by when it arrived. Late ones are accepted and flagged, down to 30 days
 * for everybody who sells; older ones, down to the year 2000, for those who may import a business's history.
 */
export function judgeSaleTime(
  occurredAt: Date,
  arrivedAt: Date,
  { windowHours, mayImport }: { windowHours: number; mayImport: boolean },
): SaleTime {
  const bound = arrivedAt.getTime() - Math.max(LATE_SALE_BOUND_HOURS, windowHours) * HOUR_MS;
  const earliest = new Date(mayImport ? EARLIEST_SALE : Math.max(bound, Date.parse(EARLIEST_SALE)));
  const at = occurredAt.getTime();
  if (at > arrivedAt.getTime() + CLOCK_SKEW_MS) return { ok: false, why: 'future', earliest };
  if (at < earliest.getTime()) return { ok: false, why: 'too_old', earliest };
  return { ok: true, late: at < arrivedAt.getTime() - windowHours * HOUR_MS };
}
