import { describe, expect, test } from 'vitest';
import { shownSteps } from '../first-steps';

const NONE = {
  menu: false,
  taxes: false,
  payments: false,
  receipt: false,
  staff: false,
  terminal: false,
  sale: false,
};

describe('SAAS-01 the first steps of a new business', () => {
  test('SAAS-01 the address comes first and the sale last; each leads somewhere', () => {
    const steps = shownSteps({ done: NONE }, false);
    expect([steps[0]?.key, steps.at(-1)?.key, steps.length]).toEqual(['address', 'sale', 8]);
    expect(steps.every(({ route, done }) => route.name && !done)).toBe(true);
  });

  test('SAAS-01 what can be fine as it is, can be said to be, until it is done', () => {
    const confirmable = (done: object) =>
      shownSteps({ done: { ...NONE, ...done } }, true)
        .filter(({ confirm }) => confirm)
        .map(({ key }) => key);
    expect(confirmable({})).toEqual(['taxes', 'payments', 'receipt']);
    expect(confirmable({ taxes: true })).toEqual(['payments', 'receipt']);
  });
});
