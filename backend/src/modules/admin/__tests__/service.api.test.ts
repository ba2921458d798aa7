import { v7 as uuidv7 } from 'uuid';
import { io } from 'socket.io-client';
import { openShop } from '../../../../test/factories/selling';
import { until } from '../../../../test/faults/until';
import { startWithSuperAdmin } from '../../../../test/factories/super-admin';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
let admin: Caller;
beforeAll(async () => {
  ({ app, admin } = await startWithSuperAdmin());
});
afterAll(() => app.stop());
afterEach(() => setClock());

const verdict = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);
const reason = 'diminta pemilik lewat telepon';
const at = ({ tenantId }: TestTenant, act: string) => `/admin/tenants/${tenantId}/${act}`;
const signIn = ({ email, password }: TestTenant) => app.api('POST', '/auth/login', { email, password });
const give = (tenant: TestTenant, planId: string, more: object = {}) =>
  admin('POST', at(tenant, 'plan'), {
    planId,
    endsAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    reason,
    ...more,
  });
const logOf = async ({ tenantId }: TestTenant) =>
  app.sql<{ action: string; actor_name: string }>(
    'SELECT action, actor_name FROM audit_log WHERE tenant_id = $1 ORDER BY seq',
    [tenantId],
  );

describe('suspension', () => {
  test('SAAS-07 AUTH-04 everybody is out within a second, sockets too; signing in tells why, and all is back afterwards', async () => {
    const tenant = await app.registerTenant();
    const cashier = await tenant.staff('CASHIER');
    const socket = io(app.baseUrl, {
      transports: ['websocket'],
      auth: { token: tenant.token },
      reconnection: false,
    });
    await until('connected', () => socket.connected);
    const suspend = () => admin('POST', at(tenant, 'suspend'), { reason });
    const suspended = await suspend();
    expect([suspended.status, suspended.body.data.status]).toEqual([200, 'SUSPENDED']);
    for (const { api } of [tenant, cashier])
      expect(verdict(await api('GET', '/outlets'))).toEqual([401, 'unauthenticated']);
    await until('cut off', () => !socket.connected);

    const again = await signIn(tenant);
    expect(again.status).toBe(200);
    const token = again.body.data.accessToken as string;
    const api = app.as(token);
    expect((await api('GET', '/auth/me')).body.data.subscription).toMatchObject({
      status: 'SUSPENDED',
      allowsSelling: false,
    });
    for (const [method, path] of [
      ['GET', '/outlets'],
      ['GET', `/menu?outletId=${tenant.outletId}`],
      ['GET', '/subscription'],
      ['POST', '/orders'],
    ] as const)
      expect(verdict(await api(method, path))).toEqual([403, 'tenant_suspended']);
    const refused = io(app.baseUrl, { transports: ['websocket'], auth: { token }, reconnection: false });
    const why = await new Promise<Error>((resolve) => refused.on('connect_error', resolve));
    expect(why.message).toBe('tenant_suspended');
    refused.close();
    socket.close();

    const before = await logOf(tenant);
    expect((await suspend()).status).toBe(200);
    expect(await logOf(tenant)).toEqual(before);
    expect(before.at(-2)).toMatchObject({ action: 'tenant.suspend' });

    expect((await admin('POST', at(tenant, 'reactivate'), { reason })).body.data.status).toBe('ACTIVE');
    expect((await api('GET', '/outlets')).status).toBe(200);
  });
});

describe('impersonation', () => {
  const look = async (tenant: TestTenant) => {
    const answer = await admin('POST', at(tenant, 'impersonate'), { reason });
    expect([answer.status, answer.body.data?.expiresIn]).toEqual([200, 1_800]);
    return { ...answer.body.data, api: app.as(answer.body.data.accessToken) } as {
      accessToken: string;
      endsAt: string;
      api: Caller;
    };
  };

  test('SAAS-07 AUTH-09 the token names both, the session says so, and every act stands in the log as both', async () => {
    const tenant = await app.registerTenant({ ownerName: 'Rina' });
    const { accessToken, endsAt, api } = await look(tenant);
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    expect(claims).toMatchObject({
      sub: tenant.user.id,
      tid: tenant.tenantId,
      act: { sub: expect.any(String) },
    });
    const me = (await api('GET', '/auth/me')).body.data;
    expect(me).toMatchObject({ user: { id: tenant.user.id }, impersonator: { endsAt } });
    expect((await api('POST', '/categories', { name: 'Bantuan' })).status).toBe(201);
    const log = await logOf(tenant);
    expect(log.at(-2)).toMatchObject({ action: 'support.enter', actor_name: me.impersonator.name });
    expect(log.at(-1)).toMatchObject({
      action: 'category.create',
      actor_name: `Rina ← ${me.impersonator.name}`,
    });
    expect((await tenant.api('GET', '/auth/me')).body.data.impersonator).toBeUndefined();
    expect((await tenant.api('GET', '/audit-log/verify')).body.data).toMatchObject({ intact: true });
  });

  test('SAAS-07 it sees no secret, changes nobody’s account and reaches no other business', async () => {
    const tenant = await app.registerTenant();
    const { id } = (
      await tenant.api('POST', '/users', {
        email: `s-${uuidv7()}@contoh.test`,
        name: 'Sari',
        role: 'CASHIER',
        outletIds: [],
      })
    ).body.data;
    const { api } = await look(tenant);
    for (const [method, path, body] of [
      ['POST', '/auth/password', { currentPassword: tenant.password, newPassword: 'pintu-hijau-sore-27' }],
      ['POST', '/auth/switch-tenant', { tenantId: tenant.tenantId }],
      ['POST', '/auth/logout-all', undefined],
      ['GET', '/auth/sessions', undefined],
      ['POST', '/users', { email: `x-${uuidv7()}@contoh.test`, name: 'X', role: 'CASHIER', outletIds: [] }],
      ['POST', `/users/${id}/temporary-password`, {}],
      ['PATCH', `/users/${id}`, { pin: '593817' }],
      ['POST', '/subscription/change', { planId: 'PRO' }],
      ['GET', '/admin/tenants', undefined],
      ['POST', at(tenant, 'impersonate'), { reason }],
    ] as const)
      expect([path, ...verdict(await api(method, path, body))]).toEqual([path, 403, 'forbidden']);
    expect((await signIn(tenant)).status).toBe(200);
  });

  test('SAAS-07 it ends after half an hour, by hand, or with the next look', async () => {
    const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
    const first = await look(tenant);
    const second = await look(other);
    expect((await first.api('GET', '/outlets')).status).toBe(401);
    expect((await second.api('DELETE', '/auth/impersonation')).status).toBe(204);
    expect((await second.api('GET', '/outlets')).status).toBe(401);
    expect((await tenant.api('DELETE', '/auth/impersonation')).status).toBe(404);
    const third = await look(tenant);
    expect((await third.api('GET', '/outlets')).status).toBe(200);
    const later = Date.now() + 30 * 60_000 + 1_000;
    setClock({ now: () => new Date(later) });
    expect((await third.api('GET', '/outlets')).status).toBe(401);
  });
});

describe('billing', () => {
  test('SAAS-02 an edited plan is a new version: who holds the old one keeps it, saved twice it is one', async () => {
    const tenant = await app.registerTenant();
    await give(tenant, 'PRO');
    const list = async () =>
      (await admin('GET', '/admin/plans')).body.data.filter(({ id }: { id: string }) => id === 'PRO');
    const [{ version, name, limits, features, tenants }] = await list();
    expect([version, tenants >= 1]).toEqual([1, true]);
    const body = { planId: 'PRO', name, price: 449_000, limits: { ...limits, outlets: 7 }, features };
    const saved = await admin('POST', '/admin/plans', body);
    expect([saved.status, saved.body.data.version]).toEqual([201, 2]);
    expect((await admin('POST', '/admin/plans', body)).body.data.version).toBe(2);
    expect((await list()).map((row: { version: number }) => row.version)).toEqual([2, 1]);
    expect((await tenant.api('GET', '/subscription')).body.data.plan).toMatchObject({
      version: 1,
      price: 399_000,
    });
    const { plans } = (await tenant.api('GET', '/subscription/plans')).body.data;
    expect(plans.find(({ id }: { id: string }) => id === 'PRO')).toMatchObject({
      version: 2,
      limits: { outlets: 7 },
    });
    expect((await admin('POST', '/admin/plans', { ...body, price: 0 })).status).toBe(422);

    const addOn = {
      addOnId: 'EXTRA_OUTLET',
      name,
      price: 120_000,
      grants: { limit: 'outlets', amount: 1 },
      offered: false,
    };
    expect((await admin('POST', '/admin/addons', addOn)).body.data).toMatchObject({
      version: 2,
      offered: false,
    });
    expect((await admin('POST', '/admin/addons', addOn)).body.data.version).toBe(2);
    const buy = await tenant.api('POST', '/subscription/addons', { addOnId: 'EXTRA_OUTLET', quantity: 1 });
    expect(buy.status).toBe(422);
  });

  test('SAAS-05 SAAS-07 an invoice is marked paid by its reference, once; another tenant’s id finds nothing', async () => {
    const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
    const { invoice } = (await tenant.api('POST', '/subscription/change', { planId: 'BASIC' })).body.data;
    const pay = (whose: TestTenant, reference: string) =>
      admin('POST', at(whose, `invoices/${invoice.id}/pay`), { reference });
    expect((await pay(other, 'BCA 1')).status).toBe(404);
    const open = (await admin('GET', '/admin/invoices?status=OPEN&limit=1')).body.data;
    expect(open).toMatchObject([{ id: invoice.id, tenantId: tenant.tenantId }]);
    const paid = await pay(tenant, 'BCA 1');
    expect(paid.body.data).toMatchObject({ status: 'PAID', reference: 'BCA 1' });
    expect((await pay(tenant, 'BCA 1')).text).toBe(paid.text);
    expect(verdict(await pay(tenant, 'BCA 2'))).toEqual([409, 'invoice_not_open']);
    expect(verdict(await admin('POST', at(tenant, `invoices/${invoice.id}/void`)))).toEqual([
      409,
      'invoice_not_open',
    ]);
    expect((await tenant.api('GET', '/auth/me')).body.data.subscription).toMatchObject({
      plan: 'BASIC',
      status: 'ACTIVE',
    });
  });

  test('SAAS-07 one tenant’s page, the lists and the figures add up', async () => {
    const tenant = await app.registerTenant({ businessName: 'Warung Angka' });
    const before = (await admin('GET', '/admin/stats')).body.data;
    await openShop(tenant);
    await give(tenant, 'BASIC');
    const after = (await admin('GET', '/admin/stats')).body.data;
    expect(after.mrr - before.mrr).toBe(149_000);
    expect([after.paying - before.paying, before.trials - after.trials]).toEqual([1, 1]);
    await app.sql("UPDATE tenants SET subscription_ends_at = now() - interval '10 days' WHERE id = $1", [
      tenant.tenantId,
    ]);
    const gone = (await admin('GET', '/admin/stats')).body.data;
    expect([gone.churned - before.churned, gone.mrr]).toEqual([1, before.mrr]);

    const found = (await admin('GET', '/admin/tenants?status=EXPIRED&plan=BASIC')).body.data;
    expect(found.map(({ id }: { id: string }) => id)).toEqual([tenant.tenantId]);
    expect((await admin('GET', '/admin/tenants?status=SUSPENDED&q=Angka')).body.data).toEqual([]);
    const detail = (await admin('GET', `/admin/tenants/${tenant.tenantId}`)).body.data;
    expect(detail).toMatchObject({
      name: 'Warung Angka',
      subscription: { status: 'EXPIRED', plan: { id: 'BASIC' } },
      people: [{ email: tenant.email, role: 'ADMIN_TENANT' }],
      usage: { lines: [{ limit: 'outlets', used: 1, most: 1, state: 'reached' }, {}, {}, {}] },
    });
    expect(detail.health).toMatchObject({ devicesOnline: 1, terminals: 0, openShifts: 0, failedMails: 0 });
    expect(Date.now() - Date.parse(detail.health.lastSignInAt)).toBeLessThan(10 * 60_000);
    expect(detail.acts[0]).toMatchObject({ action: 'subscription.change' });
    const [next] = (await admin('GET', '/admin/subscriptions?limit=1')).body.data;
    expect(next).toMatchObject({ tenantId: tenant.tenantId, monthly: 149_000 });
    expect((await admin('GET', `/admin/tenants/${uuidv7()}`)).status).toBe(404);
  });
});
