import { expect, test } from 'vitest';
import { FEATURES, PLAN_CODES, PLANS, subscriptionAllowsSelling } from '..';

const at = (text: string): Date => new Date(text);
const endsAt = '2026-01-10T00:00:00.000Z';

test('SAAS-04 selling goes on for three days after the end, and not a moment longer', () => {
  for (const status of ['TRIAL', 'ACTIVE', 'PAST_DUE'] as const) {
    expect(subscriptionAllowsSelling({ status, endsAt }, at('2026-01-09T00:00:00Z'))).toBe(true);
    expect(subscriptionAllowsSelling({ status, endsAt }, at('2026-01-12T23:59:59.999Z'))).toBe(true);
    expect(subscriptionAllowsSelling({ status, endsAt }, at('2026-01-13T00:00:00Z'))).toBe(false);
  }
});

test('SAAS-04 suspended and expired sell nothing; a cancelled one until its end', () => {
  const before = at('2026-01-09T00:00:00Z');
  expect(subscriptionAllowsSelling({ status: 'SUSPENDED', endsAt: null }, before)).toBe(false);
  expect(subscriptionAllowsSelling({ status: 'EXPIRED', endsAt }, before)).toBe(false);
  expect(subscriptionAllowsSelling({ status: 'CANCELLED', endsAt }, before)).toBe(true);
  expect(subscriptionAllowsSelling({ status: 'CANCELLED', endsAt: at(endsAt) }, at(endsAt))).toBe(false);
  expect(subscriptionAllowsSelling({ status: 'ACTIVE', endsAt: null }, before)).toBe(true);
});

test('SAAS-02 every feature is in some plan one can buy, and a larger plan never offers less', () => {
  expect(PLANS.ENTERPRISE.features).toEqual(FEATURES);
  const bought = PLAN_CODES.filter((code) => code !== 'TRIAL').map((code) => PLANS[code]);
  bought.slice(1).forEach((plan, index) => {
    const smaller = bought[index];
    if (!smaller) throw new Error('no smaller plan');
    expect(plan.features).toEqual(expect.arrayContaining([...smaller.features]));
    for (const [limit, value] of Object.entries(smaller.limits)) {
      const larger = plan.limits[limit as keyof typeof plan.limits];
      expect(larger ?? Infinity).toBeGreaterThanOrEqual(value ?? Infinity);
    }
  });
});
