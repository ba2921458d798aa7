import { ACCOUNT, ADDRESS, ONE, attemptKey, networkOf, restAfter, restsOf } from '../lockout.rules';

const seconds = (rule: typeof ONE, failures: number[]) => failures.map((n) => restAfter(n, rule) / 1000);

test('AUTH-08 five free tries of one, then half a minute, doubling up to an hour', () => {
  expect(seconds(ONE, [1, 2, 3, 4, 5, 6, 7, 8, 100])).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 3600]);
});

test('F-49 AUTH-08 a crowd of strangers is slowed from the twentieth failure on, by five minutes at most', () => {
  expect(seconds(ACCOUNT, [1, 19, 20, 21, 25, 29, 1000])).toEqual([0, 0, 1, 2, 32, 300, 300]);
  expect(seconds(ADDRESS, [1, 49, 50, 51, 55, 1000])).toEqual([0, 0, 30, 60, 900, 900]);
});

test('AUTH-08 the rests the database is given are those of the rule', () => {
  for (const rule of [ONE, ACCOUNT, ADDRESS]) {
    const rests = restsOf(rule);
    expect(rests).toEqual(rests.map((_, index) => restAfter(index + 1, rule)));
    expect(rests.at(-1)).toBe(restAfter(10_000, rule));
  }
});

test('AUTH-08 what is counted under tells nobody who was tried', () => {
  expect(attemptKey('account', 'rina@contoh.test')).toBe(attemptKey('account', 'rina@contoh.test'));
  expect(attemptKey('one', 'a', 'bc')).not.toBe(attemptKey('one', 'ab', 'c'));
  expect(attemptKey('account', 'rina@contoh.test')).toMatch(/^[0-9a-f]{64}$/);
});

test('F-49 an address of the sixth version counts by its network', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkOf('2001:0db8:0001:2::9')).toBe(networkOf('2001:db8:1:2:ffff::1'));
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
});
