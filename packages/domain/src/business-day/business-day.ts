const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      era: 'short',
    });
    formatters.set(timeZone, found);
  }
  return found;
}

/** Local wall clock as if it were UTC, in ms, for an instant. */
function wallClockMs(instant: number, timeZone: string): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(instant)) parts[type] = value;
  const of = (type: string): number => Number(parts[type]);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** Offset of a zone from UTC in ms at an instant; remembered per quarter of an hour, since zones change only there. */
function offsetMs(instant: number, timeZone: string): number {
  const quarter = Math.floor(instant / (15 * MINUTE_MS));
  const key = `${timeZone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const start = quarter * 15 * MINUTE_MS;
  const offset = wallClockMs(start, timeZone) - start;
  if (offsets.size >= 10_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function parseCutoff(cutoff: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(cutoff);
  if (!match) throw new RangeError(`Not a time of day: ${cutoff}`);
  return (Number(match[1]) * 60 + Number(match[2])) * MINUTE_MS;
}

/** First instant whose local wall clock is at `wall` or later (a clock change skips over or repeats local times). */
function instantOfWall(wall: number, timeZone: string): number {
  const early = wall - offsetMs(wall - DAY_MS, timeZone);
  const late = wall - offsetMs(wall + DAY_MS, timeZone);
  const candidates = [Math.min(early, late), Math.max(early, late)];
  for (const candidate of candidates) {
    if (candidate + offsetMs(candidate, timeZone) === wall) return candidate;
  }
  // The wall time does not exist: the day begins at the jump, which lies between the two candidates.
  let [low, high] = candidates as [number, number];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / (2 * MINUTE_MS)) * MINUTE_MS;
    if (middle + offsetMs(middle, timeZone) >= wall) high = middle;
    else low = middle;
  }
  return high;
}

function utcDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * The business date (`YYYY-MM-DD`) of an instant: the outlet's local date, the hours before the cutoff (`HH:mm`)
 * counting as the day before. Throws `RangeError` for an unknown time zone or cutoff.
 */
export function businessDate(instant: Date, timeZone: string, cutoff: string): string {
  const ms = instant.getTime();
  const midnight = Date.parse(`${utcDate(ms + offsetMs(ms, timeZone))}T00:00:00Z`);
  const wall = midnight + parseCutoff(cutoff);
  if (ms < instantOfWall(wall, timeZone)) return utcDate(midnight - DAY_MS);
  // Where clocks are put back over the cutoff, the local date can still read as yesterday's.
  return utcDate(ms < instantOfWall(wall + DAY_MS, timeZone) ? midnight : midnight + DAY_MS);
}

/** The instants a business date covers: from `from` up to, not including, `to`. */
export function businessDayRange(date: string, timeZone: string, cutoff: string): { from: Date; to: Date } {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(midnight) || utcDate(midnight) !== date) {
    throw new RangeError(`Not a date: ${date}`);
  }
  const wall = midnight + parseCutoff(cutoff);
  return {
    from: new Date(instantOfWall(wall, timeZone)),
    to: new Date(instantOfWall(wall + DAY_MS, timeZone)),
  };
}

/** Hour of the day (0–23) on the outlet's clock. */
export function businessHour(instant: Date, timeZone: string): number {
  const ms = instant.getTime();
  return new Date(ms + offsetMs(ms, timeZone)).getUTCHours();
}
