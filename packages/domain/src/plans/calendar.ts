/** Billing counts days and months of the service's own time zone, Asia/Jakarta, which has no summer time. */
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** The calendar day an instant falls on, counted from 1970. */
export function billingDay(at: Date): number {
  return Math.floor((at.getTime() + OFFSET_MS) / DAY_MS);
}

/** The same hour some months on or back; on the last day of a month that is too short. */
export function addMonths(at: Date, months: number): Date {
  const local = new Date(at.getTime() + OFFSET_MS);
  const first = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1);
  const target = new Date(first);
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  const day = Math.min(local.getUTCDate(), last);
  const timeOfDay = local.getTime() - Math.floor(local.getTime() / DAY_MS) * DAY_MS;
  return new Date(first + (day - 1) * DAY_MS + timeOfDay - OFFSET_MS);
}

/** The first instant and the calendar year of the month that an instant falls in: `2026-12` begins at 17:00 UTC. */
export function billingMonth(at: Date): { from: string; to: string; year: number } {
  const local = new Date(at.getTime() + OFFSET_MS);
  const day = (month: number, date: number) =>
    new Date(Date.UTC(local.getUTCFullYear(), month, date)).toISOString().slice(0, 10);
  return {
    from: day(local.getUTCMonth(), 1),
    to: day(local.getUTCMonth() + 1, 0),
    year: local.getUTCFullYear(),
  };
}

/** What is left of a period that ends at an instant, against the days of its last month. */
export function daysOf(endsAt: Date, at: Date): { left: number; total: number } {
  const end = billingDay(endsAt);
  return { left: Math.max(0, end - billingDay(at)), total: end - billingDay(addMonths(endsAt, -1)) };
}
