import { newId } from '../id';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const msOf = (id: string) => parseInt(id.replaceAll('-', '').slice(0, 12), 16);

test('PERF-04 ids are UUIDs of version 7, never twice, and go up also within a millisecond', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());
  expect(ids.every((id) => V7.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

test('PERF-04 an id says when it was made, and goes on upwards when the clock is set back', () => {
  const ahead = Date.now() + 3_600_000;
  const first = newId(ahead);
  expect(msOf(first)).toBe(ahead);
  const second = newId(ahead - 60_000);
  expect(second > first).toBe(true);
  expect(msOf(second)).toBe(ahead);
});

test('PERF-04 what is random in an id differs from one to the next', () => {
  const tails = Array.from({ length: 2_000 }, () => newId().slice(-10));
  expect(new Set(tails).size).toBe(tails.length);
});
