import { cpuPerRequest, familyOf, parseStat, percentile, speedFactor } from './arithmetic';

test('PERF-04 a percentile is a value that was measured, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.95)).toBe(95);
  expect(percentile(hundred, 1)).toBe(100);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([1, 2, 3], 0)).toBe(1);
  expect(percentile([], 0.5)).toBeNaN();
});

test('PERF-04 the CPU of a process counts its ended children, whatever it is called', () => {
  const stat = '42 (postgres: x) (1 2 3) S 7 42 42 0 -1 4194560 900 0 0 0 100 20 3 4 20 0 1 0 12345 0 0';
  expect(parseStat(stat)).toEqual({ parent: 7, jiffies: 127 });
});

test('PERF-04 a role is a process and its descendants, and nobody else', () => {
  const parents = new Map([
    [10, 1],
    [11, 10],
    [12, 11],
    [20, 1],
    [21, 20],
  ]);
  expect(familyOf(10, parents).sort()).toEqual([10, 11, 12]);
  expect(familyOf(99, parents)).toEqual([99]);
});

test('PERF-04 CPU is told at one speed: a machine at half speed needs twice the time for the same work', () => {
  const fast = cpuPerRequest(1_000, 500, speedFactor(50, 50, 50));
  const slow = cpuPerRequest(2_000, 500, speedFactor(50, 100, 100));
  expect(fast).toBe(2);
  expect(slow).toBe(fast);
  expect(speedFactor(50, 40, 60)).toBe(1);
  expect(cpuPerRequest(1, 0, 1)).toBeNaN();
});
