import { v7 as uuidv7 } from 'uuid';
import type { Feature } from '@meja/domain';
import { FEATURES, SOLD_FEATURES } from '@meja/domain';
import { routes } from '../../../app/routes';
import { labelled } from '../../../../test/isolation/path-of';
import { queriesOf } from '../../../../test/isolation/sample';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { givePlan } from '..';

let app: TestApp;
/** Their plan has every feature, and none. */
let rich: TestTenant;
let poor: TestTenant;
beforeAll(async () => {
  app = await startTestApp();
  [rich, poor] = [await app.registerTenant(), await app.registerTenant()];
  await app.sql(
    `INSERT INTO plan_versions (code, version, name, price, limits, features, created_by)
     SELECT code, 2, name, price, limits, '[]', 'uji' FROM plan_versions WHERE code = 'BASIC'`,
  );
  const endsAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  await givePlan(rich.tenantId, { planId: 'ENTERPRISE', endsAt, reason: 'uji' });
  await givePlan(poor.tenantId, { planId: 'BASIC', endsAt, reason: 'uji' });
});
afterAll(() => app.stop());

/** Where the routes of a feature stand; a module that is added there belongs to it. */
const PLACES: Partial<Record<Feature, RegExp>> = {
  inventory: /^\/inventory\//,
  kitchen_display: /^\/kitchen\//,
  delivery: /^\/(deliveries|couriers)(\/|$)/,
  customer_engagement: /^\/customer-engagement\//,
};

test.each(Object.entries(PLACES))(
  'SAAS-04 every route of %s says that it belongs to it',
  (feature, place) => {
    const open = routes.filter(
      (route) => !route.public && place.test(route.path) && route.feature !== feature,
    );
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  },
);

const guarded = routes.filter(({ feature }) => feature !== undefined);

test('SAAS-04 features that routes name are the plan’s', () => {
  expect(guarded.length).toBeGreaterThan(4);
  expect(guarded.filter(({ feature }) => !FEATURES.includes(feature!))).toEqual([]);
});

test('SAAS-02 SAAS-03 what is sold opens something: features that no route names are not offered, and who holds them keeps them', async () => {
  expect([...new Set(guarded.map(({ feature }) => feature!))].sort()).toEqual([...SOLD_FEATURES].sort());
  const { plans, addOns } = (await poor.api('GET', '/subscription/plans')).body.data;
  const offered = plans.flatMap(({ features }: { features: Feature[] }) => features);
  expect(offered.filter((feature: Feature) => !SOLD_FEATURES.includes(feature))).toEqual([]);
  expect(plans.find(({ id }: { id: string }) => id === 'ENTERPRISE').features).toEqual(
    expect.arrayContaining([...SOLD_FEATURES]),
  );
  const codes = addOns.map(({ id }: { id: string }) => id);
  expect([codes.includes('EXTRA_OUTLET'), codes.includes('ADVANCED_REPORTS')]).toEqual([true, false]);
  const buy = (addOnId: string) => poor.api('POST', '/subscription/addons', { addOnId, quantity: 1 });
  expect((await buy('ADVANCED_REPORTS')).status).toBe(422);
  expect((await buy('EXTRA_OUTLET')).status).toBe(201);
  expect((await rich.api('GET', '/subscription')).body.data.features.sort()).toEqual([...FEATURES].sort());
});

test.each(guarded.map(labelled))(
  'SAAS-04 %s is refused where the plan lacks its feature, before anything is read of the call, naming a plan that has it',
  async (_, route) => {
    const known = { outletId: poor.outletId };
    const path =
      route.path.replace(/:\w+/g, () => uuidv7()) +
      (route.method === 'get' ? queriesOf(route, known)[0] : '');
    const call = ({ api }: TestTenant) => api(route.method.toUpperCase(), path);
    const refused = await call(poor);
    expect([refused.status, refused.body.code]).toEqual([403, 'feature_not_in_plan']);
    expect(refused.body.detail).toContain('Perusahaan');
    expect((await call(rich)).body?.code).not.toBe('feature_not_in_plan');
  },
);
