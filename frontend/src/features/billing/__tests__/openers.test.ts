import { PLANS, type AddOnDto, type Feature, type PlanDto, type SubscriptionDto } from '@meja/domain';
import { expect, test } from 'vitest';
import { historyBegins, openersOf, plansWithMoreHistory } from '../openers';

const plan = (id: 'BASIC' | 'PRO' | 'ENTERPRISE', features: Feature[], price = PLANS[id].price): PlanDto => ({
  id,
  version: 2,
  name: PLANS[id].name,
  price,
  limits: PLANS[id].limits,
  features,
});
const addOn = (id: string, grants: AddOnDto['grants']): AddOnDto => ({
  id,
  version: 1,
  name: { id, en: id },
  price: 79_000,
  grants,
});

test('SAAS-04 what opens a locked feature is what is offered today, not what once was', () => {
  const offers = {
    plans: [
      plan('PRO', ['api'], 499_000),
      plan('ENTERPRISE', ['kitchen_display', 'api']),
      plan('BASIC', ['api']),
    ],
    addOns: [addOn('EXTRA_OUTLET', { limit: 'outlets', amount: 1 }), addOn('API', { feature: 'api' })],
  };
  const ids = (feature: Feature) => openersOf(feature, offers).map(({ id, price }) => [id, price]);
  expect(ids('api')).toEqual([
    ['API', 79_000],
    ['BASIC', 149_000],
    ['PRO', 499_000],
    ['ENTERPRISE', 1_499_000],
  ]);
  expect(ids('kitchen_display')).toEqual([['ENTERPRISE', 1_499_000]]);
  expect(ids('delivery')).toEqual([]);
});

test('SAAS-02 a page says where the plan’s history begins, and which plans of today have more', () => {
  const at = new Date('2026-03-31T05:00:00Z');
  const subscription = (historyMonths: number | null): SubscriptionDto => ({
    plan: 'BASIC',
    status: 'ACTIVE',
    endsAt: '2026-05-01T00:00:00.000Z',
    features: [],
    allowsSelling: true,
    historyMonths,
  });
  const of = (months: number | null, flags?: 'history_limit'[]) =>
    historyBegins({ subscription: subscription(months), ...(flags && { flags }) }, at);
  expect(of(13, ['history_limit'])).toBe('2025-02-28');
  expect(of(null, ['history_limit'])).toBeNull();
  // Where it is switched off for the business, or the server is of the version before, nothing is limited.
  expect([of(12, []), of(12)]).toEqual([null, null]);
  expect(historyBegins(null, at)).toBeNull();
  const plans = [plan('ENTERPRISE', []), plan('PRO', []), plan('BASIC', [])];
  expect(plansWithMoreHistory(12, plans).map(({ id }) => id)).toEqual(['PRO', 'ENTERPRISE']);
  expect(plansWithMoreHistory(36, plans).map(({ id }) => id)).toEqual(['ENTERPRISE']);
});
