import { expect, test } from 'vitest';
import { historyStart } from '..';

const at = (text: string) => new Date(text);

test('SAAS-06 history begins as many months ago as the plan opens, by the day it is in Jakarta', () => {
  expect(historyStart(null, at('2026-11-27T05:00:00Z'))).toBeNull();
  expect(historyStart(12, at('2026-11-27T05:00:00Z'))).toBe('2025-11-27');
  // 23:30 in London is the next day's morning in Jakarta.
  expect(historyStart(12, at('2026-11-27T23:30:00Z'))).toBe('2025-11-28');
  expect(historyStart(1, at('2026-11-27T16:59:59Z'))).toBe('2026-10-27');
  expect(historyStart(1, at('2026-11-27T17:00:00Z'))).toBe('2026-10-28');
});

test('SAAS-06 in a month that is too short it begins on the last day', () => {
  expect(historyStart(1, at('2026-03-31T05:00:00Z'))).toBe('2026-02-28');
  expect(historyStart(12, at('2028-02-29T05:00:00Z'))).toBe('2027-02-28');
  expect(historyStart(36, at('2026-12-31T05:00:00Z'))).toBe('2023-12-31');
});
