import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDate, businessDayRange, businessHour } from '..';

const zones = [
  'Asia/Jakarta',
  'Asia/Makassar',
  'Asia/Jayapura',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
];

describe('REP-01 the business date', () => {
  test('REP-01 belongs to the outlet’s clock and cutoff, not to UTC', () => {
    // 2026-02-01 03:59 and 04:00 in Jakarta
    expect(businessDate(new Date('2026-01-31T20:59:59.999Z'), 'Asia/Jakarta', '04:00')).toBe('2026-01-31');
    expect(businessDate(new Date('2026-01-31T21:00:00Z'), 'Asia/Jakarta', '04:00')).toBe('2026-02-01');
    expect(businessDate(new Date('2026-01-31T18:59:59Z'), 'Asia/Jayapura', '04:00')).toBe('2026-01-31');
    expect(businessDate(new Date('2026-01-31T19:00:00Z'), 'Asia/Jayapura', '04:00')).toBe('2026-02-01');
    expect(businessDate(new Date('2025-12-31T17:00:00Z'), 'Asia/Jakarta', '00:00')).toBe('2026-01-01');
  });

  test('REP-01 a day’s range, also on days of 23 and 25 hours', () => {
    expect(businessDayRange('2026-01-31', 'Asia/Jakarta', '04:00')).toEqual({
      from: new Date('2026-01-30T21:00:00Z'),
      to: new Date('2026-01-31T21:00:00Z'),
    });
    const hours = (date: string, cutoff: string): number => {
      const { from, to } = businessDayRange(date, 'Europe/Berlin', cutoff);
      return (to.getTime() - from.getTime()) / 3_600_000;
    };
    expect([hours('2026-03-29', '00:00'), hours('2026-03-28', '04:00')]).toEqual([23, 23]);
    expect([hours('2026-10-25', '00:00'), hours('2026-10-24', '04:00')]).toEqual([25, 25]);
    expect(hours('2026-06-01', '04:00')).toBe(24);
  });

  test('REP-01 a cutoff that the clock skips begins the day at the jump, a repeated one at its first time', () => {
    // Berlin: 02:00 becomes 03:00 at 01:00 UTC; in autumn 02:30 comes twice, first at 00:30 UTC
    expect(businessDayRange('2026-03-29', 'Europe/Berlin', '02:30').from).toEqual(
      new Date('2026-03-29T01:00:00Z'),
    );
    expect(businessDayRange('2026-10-25', 'Europe/Berlin', '02:30').from).toEqual(
      new Date('2026-10-25T00:30:00Z'),
    );
    expect(businessDate(new Date('2026-10-25T01:15:00Z'), 'Europe/Berlin', '02:30')).toBe('2026-10-25');
  });

  test('REP-01 every instant lies in the range of its date, and ranges follow each other without gap', () => {
    const instants = fc.date({
      min: new Date('2015-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    });
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), minutes, (instant, zone, minute) => {
        const cutoff = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const date = businessDate(instant, zone, cutoff);
        const { from, to } = businessDayRange(date, zone, cutoff);
        expect(from.getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(instant.getTime()).toBeLessThan(to.getTime());
        const next = businessDate(to, zone, cutoff);
        expect(Date.parse(next) - Date.parse(date)).toBe(86_400_000);
        expect(businessDayRange(next, zone, cutoff).from).toEqual(to);
        expect(businessDate(from, zone, cutoff)).toBe(date);
      }),
      { numRuns: 800 },
    );
  });

  test('REP-01 the hour on the outlet’s clock agrees with Intl, half-hour zones included', () => {
    const instants = fc.date({
      min: new Date('2015-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones, 'Asia/Kolkata', 'Asia/Kathmandu'), (instant, zone) => {
        const options = { timeZone: zone, hour: '2-digit', hourCycle: 'h23' } as const;
        expect(businessHour(instant, zone)).toBe(
          Number(new Intl.DateTimeFormat('en-US', options).format(instant)),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('REP-01 refuses what is no time zone, time or date', () => {
    const now = new Date('2026-01-01T00:00:00Z');
    expect(() => businessDate(now, 'Mars/Olympus', '04:00')).toThrow(RangeError);
    expect(() => businessDate(now, 'Asia/Jakarta', '24:00')).toThrow(RangeError);
    expect(() => businessDayRange('2026-02-30', 'Asia/Jakarta', '04:00')).toThrow(RangeError);
    expect(() => businessDayRange('kemarin', 'Asia/Jakarta', '04:00')).toThrow(RangeError);
  });
});
