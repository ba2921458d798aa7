import { paced } from '../paced';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('PERF-04 KDS-03 the first goes out at once, those after it together, and the next one after a rest at once again', () => {
  let gone = 0;
  const ask = paced(20, () => (gone += 1));
  ask();
  expect(gone).toBe(1);
  for (let n = 0; n < 100; n += 1) ask();
  expect(gone).toBe(1);
  jest.advanceTimersByTime(20);
  expect(gone).toBe(2);
  jest.advanceTimersByTime(20);
  expect(gone).toBe(2);
  ask();
  expect(gone).toBe(3);
});

test('PERF-04 what is asked for while the call runs is not lost', () => {
  let gone = 0;
  const ask = paced(20, () => {
    gone += 1;
    if (gone === 1) ask();
  });
  ask();
  jest.advanceTimersByTime(20);
  expect(gone).toBe(2);
});
