import { PLANS, type AddOnDto, type Feature, type PlanDto } from '@meja/domain';
import { expect, test } from 'vitest';
import { openersOf } from '../openers';

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
