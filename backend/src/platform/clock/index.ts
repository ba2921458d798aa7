/** Where time comes from; everything asks here, so that a test can hold the hour of the day still. */
export interface Clock {
  now(): Date;
}

const systemClock: Clock = { now: () => new Date() };
let current: Clock = systemClock;

/** The present instant. */
export function now(): Date {
  return current.now();
}

/** Replaces the clock (tests); without an argument the system's own comes back. */
export function setClock(clock: Clock = systemClock): void {
  current = clock;
}
