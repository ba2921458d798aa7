import { startTestApp } from '../../../../test/setup';
import type { TestApp } from '../../../../test/setup';
import { Problem } from '../../../platform/http';
import { assertFeature, forgetSubscription } from '..';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const end = (tenantId: string, ago: string) =>
  app.sql('UPDATE tenants SET subscription_ends_at = now() - $2::interval WHERE id = $1', [tenantId, ago]);

describe('subscriptionGuard', () => {
  test('SAAS-04 an expired tenant signs in and reads, but does not sell', async () => {
    const tenant = await app.registerTenant();
    const order = { outletId: tenant.outletId, type: 'TAKEAWAY', items: [] };
    const sell = () => tenant.api('POST', '/orders', order);
    expect((await sell()).status).toBe(422);

    await end(tenant.tenantId, '2 days');
    forgetSubscription(tenant.tenantId);
    expect((await sell()).status).toBe(422);

    await end(tenant.tenantId, '4 days');
    forgetSubscription(tenant.tenantId);
    const refused = await sell();
    expect([refused.status, refused.body.code]).toEqual([402, 'subscription_expired']);
    expect(refused.body.detail).toContain('perpanjang');
    const login = await app.api('POST', '/auth/login', { email: tenant.email, password: tenant.password });
    expect(login.status).toBe(200);
    for (const path of ['/outlets', '/settings', '/users', '/audit-log']) {
      expect((await tenant.api('GET', path)).status).toBe(200);
    }
    expect((await tenant.api('GET', '/auth/me')).body.data.subscription).toMatchObject({
      status: 'EXPIRED',
      allowsSelling: false,
    });
  });

  test('SAAS-04 a feature outside the plan names the plans that have it', async () => {
    const tenant = await app.registerTenant();
    await expect(assertFeature(tenant.tenantId, 'inventory')).resolves.toBeUndefined();
    await app.sql(`UPDATE tenants SET plan = 'BASIC' WHERE id = $1`, [tenant.tenantId]);
    forgetSubscription(tenant.tenantId);
    const refusal = await assertFeature(tenant.tenantId, 'inventory').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Problem);
    expect(refusal).toMatchObject({ code: 'feature_not_in_plan', params: { plans: 'Pro, Perusahaan' } });
  });
});
