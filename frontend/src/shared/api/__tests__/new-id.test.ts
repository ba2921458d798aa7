import { afterEach, expect, test, vi } from 'vitest';
import { newId } from '../new-id';

afterEach(() => void vi.useRealTimers());

test('SELL-11 ids of this page are of version 7, tell the time, ascend and never repeat', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 26, 9, 30) });
  const ids = Array.from({ length: 10_000 }, newId);
  vi.setSystemTime(Date.now() + 60_000);
  ids.push(newId());
  expect(
    ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  expect(Number.parseInt(ids[0]!.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 26, 9, 30));
});

test('SELL-11 a clock that is set back does not make an id come before an earlier one', () => {
  vi.useFakeTimers({ now: 2_000_000_000_000 });
  const first = newId();
  vi.setSystemTime(1_900_000_000_000);
  expect(newId() > first).toBe(true);
});
