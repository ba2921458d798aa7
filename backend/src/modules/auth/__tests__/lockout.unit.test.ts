import { LOCK_DELAYS, attemptKey, lockDelay } from '../lockout.rules';

test('AUTH-08 five free tries, then half a minute, doubling up to an hour', () => {
  expect([1, 2, 3, 4].map(lockDelay)).toEqual([0, 0, 0, 0]);
  expect([5, 6, 7, 8].map(lockDelay)).toEqual([30_000, 60_000, 120_000, 240_000]);
  expect(lockDelay(100)).toBe(3_600_000);
  expect(LOCK_DELAYS.at(-1)).toBe(lockDelay(100));
  expect(LOCK_DELAYS.map((_, index) => lockDelay(index + 1))).toEqual(LOCK_DELAYS);
});

test('AUTH-08 an e-mail counts as one in whatever case', () => {
  expect(attemptKey('Rina@Contoh.test')).toBe(attemptKey('rina@contoh.test'));
  expect(attemptKey('rina@contoh.test')).not.toContain('rina');
});
