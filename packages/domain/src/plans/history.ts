import { addMonths } from './calendar';

const OFFSET_MS = 7 * 3_600_000;

/**
 * The first business date that reports and lists of orders open, where a plan keeps so many months open; null: all of
 * it. Counted back from the day it is in Jakarta; on the last day of a month that is too short.
 */
export function historyStart(historyMonths: number | null, at: Date): string | null {
  if (historyMonths === null) return null;
  return new Date(addMonths(at, -historyMonths).getTime() + OFFSET_MS).toISOString().slice(0, 10);
}
