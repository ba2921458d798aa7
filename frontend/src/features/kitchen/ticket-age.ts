/** 0 fresh, 1 waiting, 2 late, 3 very late. */
export type AgeLevel = 0 | 1 | 2 | 3;

export const DEFAULT_LATE_MINUTES = 10;

/** Whole minutes since an instant; never negative, since a device's clock may run behind the server's. */
export function minutesSince(createdAt: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(createdAt)) / 60_000));
}

/** How urgent an age is: half, the whole and one and a half of what the station allows (5, 10, 15 of 10 min). */
export function ageLevel(minutes: number, lateAfterMinutes: number = DEFAULT_LATE_MINUTES): AgeLevel {
  if (minutes * 2 >= lateAfterMinutes * 3) return 3;
  if (minutes >= lateAfterMinutes) return 2;
  return minutes * 2 >= lateAfterMinutes ? 1 : 0;
}
