export type PeriodName = 'today' | 'yesterday' | 'week' | 'month' | 'custom';
export const PERIODS = ['today', 'yesterday', 'week', 'month', 'custom'] as const;

export interface Period {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;

/** A business date some days later (or earlier). */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The dates of a named period, both included; `week` and `month` end today and have 7 and 30 days. */
export function periodDates(name: Exclude<PeriodName, 'custom'>, today: string): Period {
  if (name === 'yesterday') {
    const day = shiftDate(today, -1);
    return { from: day, to: day };
  }
  const back = { today: 0, week: 6, month: 29 }[name];
  return { from: shiftDate(today, -back), to: today };
}

/** Which named period two dates are; any other is custom. Until today's date is known (''), it is taken for today. */
export function periodName({ from, to }: Period, today: string): PeriodName {
  if (today === '') return 'today';
  const found = PERIODS.find((name) => {
    if (name === 'custom') return false;
    const dates = periodDates(name, today);
    return dates.from === from && dates.to === to;
  });
  return found ?? 'custom';
}

/** Whether a text of the address is a date. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
