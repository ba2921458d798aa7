import { expect, test } from 'vitest';
import { EARLIEST_SALE, judgeSaleTime } from '../late-sales';

const arrived = new Date('2026-11-26T05:00:00.000Z');
const hoursAgo = (hours: number) => new Date(arrived.getTime() - hours * 3_600_000);
const judge = (at: Date, { windowHours = 72, mayImport = false } = {}) =>
  judgeSaleTime(at, arrived, { windowHours, mayImport });

test('F-12 within the window a sale is on time, beyond it late, and both are accepted', () => {
  expect(judge(arrived)).toEqual({ ok: true, late: false });
  expect(judge(hoursAgo(72))).toEqual({ ok: true, late: false });
  expect(judge(new Date(hoursAgo(72).getTime() - 1))).toEqual({ ok: true, late: true });
  expect(judge(hoursAgo(2), { windowHours: 1 })).toEqual({ ok: true, late: true });
  expect(judge(hoursAgo(24 * 30))).toEqual({ ok: true, late: true });
});

test('F-44 older than 30 days enters only who may import, and nothing before 2000', () => {
  const older = hoursAgo(24 * 30 + 1);
  expect(judge(older)).toMatchObject({ ok: false, why: 'too_old', earliest: hoursAgo(24 * 30) });
  expect(judge(older, { windowHours: 24 * 60 })).toEqual({ ok: true, late: false });
  expect(judge(older, { mayImport: true })).toEqual({ ok: true, late: true });
  const first = new Date(EARLIEST_SALE);
  expect(judge(first, { mayImport: true })).toEqual({ ok: true, late: true });
  expect(judge(new Date(first.getTime() - 1), { mayImport: true })).toMatchObject({ ok: false });
  expect(judge(new Date(0), { mayImport: true })).toMatchObject({ ok: false, why: 'too_old' });
});

test('F-44 a terminal’s clock may be ahead by ten minutes', () => {
  expect(judge(hoursAgo(-1 / 6))).toEqual({ ok: true, late: false });
  expect(judge(hoursAgo(-1))).toMatchObject({ ok: false, why: 'future' });
});
