import { expect, test } from 'vitest';
import { ADD_ONS, PLANS, allowanceOf, hasRoom, isSold, limitState } from '..';

const now = new Date('2026-12-01T00:00:00Z');
const later = new Date('2026-12-02T00:00:00Z');
const addOn = (code: string) => ADD_ONS.find((known) => known.code === code)!;

test('SAAS-03 an add-on raises a limit or opens a feature until it ends, and raises nothing that has no limit', () => {
  const held = [
    { ...addOn('EXTRA_OUTLET'), quantity: 2, endsAt: later },
    { ...addOn('EXTRA_USERS'), quantity: 1, endsAt: now },
    { ...addOn('ADVANCED_REPORTS'), quantity: 1, endsAt: later },
  ];
  const { limits, features } = allowanceOf(PLANS.BASIC, held, now);
  expect(limits).toEqual({ ...PLANS.BASIC.limits, outlets: 3 });
  expect(features).toEqual(['kitchen_display', 'advanced_reports']);
  expect(allowanceOf(PLANS.ENTERPRISE, held, now).limits.outlets).toBeNull();
  expect(allowanceOf(PLANS.BASIC, held, later)).toEqual({
    limits: PLANS.BASIC.limits,
    features: PLANS.BASIC.features,
  });
});

test('SAAS-03 what opens nothing yet is not sold, and is kept by those who hold it', () => {
  expect(ADD_ONS.filter((one) => !isSold(one)).map(({ code }) => code)).toEqual(['ADVANCED_REPORTS']);
  expect(isSold({ grants: { feature: 'api' } })).toBe(true);
});

test('SAAS-06 a limit is near from four fifths on, reached, or over', () => {
  expect([3, 4, 5, 6].map((used) => limitState(used, 5))).toEqual(['ok', 'near', 'reached', 'over']);
  expect(limitState(1_000_000, null)).toBe('ok');
});

test('SAAS-06 the sixth of five finds no room; a tenth more orders may be begun, and no more', () => {
  expect([4, 5].map((used) => hasRoom('outlets', used, { ...PLANS.PRO.limits, outlets: 5 }))).toEqual([
    true,
    false,
  ]);
  const limits = { ...PLANS.BASIC.limits, ordersPerMonth: 100 };
  expect([99, 100, 109, 110].map((used) => hasRoom('ordersPerMonth', used, limits))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(hasRoom('outlets', 1_000, PLANS.TRIAL.limits)).toBe(true);
});
