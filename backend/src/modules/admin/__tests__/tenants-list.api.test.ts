import { startTestApp } from '../../../../test/setup';
import type { Caller, TestApp } from '../../../../test/setup';
import { config, setConfig } from '../../../platform/config';
import { ensureSuperAdmin } from '../../auth';

const superAdmin = { email: 'pusat@contoh.test', password: 'gerobak-merah-tua-19' };
let app: TestApp;
let admin: Caller;
beforeAll(async () => {
  app = await startTestApp({ superAdmin });
  expect(await ensureSuperAdmin()).toBe(true);
  const { body } = await app.api('POST', '/auth/login', superAdmin);
  expect(body.data).toMatchObject({
    user: { role: 'SUPER_ADMIN', outletIds: [] },
    tenant: null,
    outlet: null,
  });
  admin = app.as(body.data.accessToken);
});
afterAll(() => app.stop());

describe('super admin', () => {
  test('AUTH-06 the first super admin is made once, and never over somebody else’s account', async () => {
    expect(await ensureSuperAdmin()).toBe(false);
    const [{ n }] = (await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM users WHERE is_super_admin',
    )) as [{ n: number }];
    expect(n).toBe(1);
  });

  test('AUTH-06 sees the tenants, by page and by search, and no tenant’s own data', async () => {
    const first = await app.registerTenant({ businessName: 'Kopi 100% Asli', ownerName: 'Budi' });
    await app.registerTenant({ businessName: 'Toko Roti_Manis' });
    const list = await admin('GET', '/admin/tenants');
    expect(list.status).toBe(200);
    const mine = list.body.data.find(({ id }: { id: string }) => id === first.tenantId);
    expect(mine).toMatchObject({
      name: 'Kopi 100% Asli',
      businessType: 'CAFE',
      status: 'ACTIVE',
      ownerName: 'Budi',
      ownerEmail: first.email,
      plan: 'TRIAL',
      subscriptionStatus: 'TRIAL',
      outlets: 1,
      users: 1,
      products: 0,
      ordersLast30Days: 0,
      lastOrderAt: null,
    });
    const names = async (q: string) =>
      (await admin('GET', `/admin/tenants?q=${encodeURIComponent(q)}`)).body.data.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('100%')).toEqual(['Kopi 100% Asli']);
    expect(await names('roti_')).toEqual(['Toko Roti_Manis']);
    expect(await names('r%i')).toEqual([]);
    expect(await names(first.email.slice(0, 30))).toEqual(['Kopi 100% Asli']);

    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await admin('GET', `/admin/tenants?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.data.map(({ name }: { name: string }) => name));
      cursor = body.meta.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(['Toko Roti_Manis', 'Kopi 100% Asli']);
    for (const path of ['/outlets', '/users', '/settings', '/audit-log']) {
      expect((await admin('GET', path)).status).toBe(403);
    }
  });

  test('AUTH-06 nobody of a tenant sees the list', async () => {
    const tenant = await app.registerTenant();
    const callers = [tenant.api, (await tenant.staff('SUPERVISOR')).api, (await tenant.staff('CASHIER')).api];
    for (const api of callers) expect((await api('GET', '/admin/tenants')).status).toBe(403);
    expect((await app.api('GET', '/admin/tenants')).status).toBe(401);
  });

  test('AUTH-05 a weak password for the first super admin stops the start', async () => {
    await app.sql('UPDATE users SET is_super_admin = false');
    const before = config();
    setConfig({ ...before, superAdmin: { email: 'lain@contoh.test', password: 'password1234' } });
    await expect(ensureSuperAdmin()).rejects.toThrow('SUPER_ADMIN_PASSWORD');
    setConfig(before);
    await expect(ensureSuperAdmin()).rejects.toThrow('SUPER_ADMIN_EMAIL');
    await app.sql('UPDATE users SET is_super_admin = true WHERE email = $1', [superAdmin.email]);
  });
});
