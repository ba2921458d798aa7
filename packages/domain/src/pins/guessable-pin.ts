const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isDay(day: number, month: number): boolean {
  const days = DAYS_OF_MONTH[month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** Read as a day of any year: `DDMMYY`, as it is written here, or `YYMMDD`. */
function isDate(pin: string): boolean {
  const [a, b, c] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4, 6)].map(Number) as [
    number,
    number,
    number,
  ];
  return isDay(a, b) || isDay(c, b);
}

/** Each digit as far from the one before, counted on past nine: 123456, 987654, 135791, 777777. */
function isRun(pin: string): boolean {
  const digits = [...pin].map(Number);
  const step = (n: number): number => ((digits[n + 1] ?? 0) - (digits[n] ?? 0) + 10) % 10;
  return [1, 2, 3, 4].every((n) => step(n) === step(0));
}

/** One, two or three digits over and over: 121212, 123123. */
const isRepeated = (pin: string): boolean =>
  [2, 3].some((length) => pin === pin.slice(length) + pin.slice(0, length));

/** 112233, 111222, 123321. */
function isMirroredOrDoubled(pin: string): boolean {
  const [a, b, c, d, e, f] = pin;
  return (
    (a === b && c === d && e === f) ||
    (a === b && b === c && d === e && e === f) ||
    (a === f && b === e && c === d)
  );
}

/**
 * Whether a six-digit PIN is one that people choose and others try first: runs, repetitions, doubles and mirrors, fewer
 * than three different digits, and days of a calendar. About one in twelve; the rest is free to choose.
 */
export function isGuessablePin(pin: string): boolean {
  return new Set(pin).size < 3 || isRun(pin) || isRepeated(pin) || isMirroredOrDoubled(pin) || isDate(pin);
}
