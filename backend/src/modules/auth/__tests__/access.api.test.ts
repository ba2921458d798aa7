import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
afterEach(() => setClock());

async function signIn(tenant: TestTenant, password = tenant.password): Promise<string> {
  const { body } = await app.api('POST', '/auth/login', { email: tenant.email, password });
  return body.data.accessToken as string;
}
const me = (token: string) => app.as(token)('GET', '/auth/me');

describe('sessions', () => {
  test('AUTH-04 sessions are listed with device, address and last use; a revoked one stops at once', async () => {
    const tenant = await app.registerTenant();
    const other = await signIn(tenant);
    expect((await me(other)).status).toBe(200);
    const list = await tenant.api('GET', '/auth/sessions', undefined, { 'user-agent': 'x' });
    expect(list.body.data).toHaveLength(2);
    const revoked = list.body.data.find((session: { current: boolean }) => !session.current);
    expect(revoked).toMatchObject({ ip: expect.stringContaining('127.0.0.1'), current: false });
    expect(Date.parse(revoked.lastSeenAt)).toBeGreaterThan(0);

    expect((await tenant.api('DELETE', `/auth/sessions/${revoked.id}`)).status).toBe(204);
    const refused = await me(other);
    expect([refused.status, refused.body.code]).toEqual([401, 'unauthenticated']);
    expect((await me(tenant.token)).status).toBe(200);
    expect((await tenant.api('DELETE', `/auth/sessions/${revoked.id}`)).status).toBe(404);
  });

  test('AUTH-04 nobody ends another’s session', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    const { body } = await one.api('GET', '/auth/sessions');
    const answer = await two.api('DELETE', `/auth/sessions/${body.data[0].id}`);
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    expect((await me(one.token)).status).toBe(200);
  });

  test('AUTH-04 logout-all ends every session, this one included', async () => {
    const tenant = await app.registerTenant();
    const tokens = [tenant.token, await signIn(tenant), await signIn(tenant)];
    expect((await tenant.api('POST', '/auth/logout-all')).status).toBe(204);
    for (const token of tokens) expect((await me(token)).status).toBe(401);
  });

  test('AUTH-05 a changed password signs the others out and this one stays', async () => {
    const tenant = await app.registerTenant();
    const other = await signIn(tenant);
    const next = 'gado-gado-siang-42';
    const change = (currentPassword: string, newPassword: string) =>
      tenant.api('POST', '/auth/password', { currentPassword, newPassword });

    const wrong = await change('bukan-yang-benar', next);
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, 'currentPassword']);
    const weak = await change(tenant.password, 'password1234');
    expect([weak.status, weak.body.code]).toEqual([422, 'password_too_weak']);
    expect((await change(tenant.password, tenant.password)).body.errors[0]).toMatchObject({
      path: 'newPassword',
      code: 'not_unique',
    });

    expect((await change(tenant.password, next)).status).toBe(204);
    expect((await me(other)).status).toBe(401);
    expect((await me(tenant.token)).status).toBe(200);
    const old = await app.api('POST', '/auth/login', { email: tenant.email, password: tenant.password });
    expect(old.status).toBe(401);
    expect((await me(await signIn(tenant, next))).status).toBe(200);
  });

  test('AUTH-05 with a generated password nothing can be done but changing it', async () => {
    const tenant = await app.registerTenant();
    const email = `kasir-${tenant.tenantId}@contoh.test`;
    const made = await tenant.api('POST', '/users', { email, name: 'Sari', role: 'CASHIER', outletIds: [] });
    const first = made.body.data.temporaryPassword as string;
    const login = await app.api('POST', '/auth/login', { email, password: first });
    expect(login.body.data.mustChangePassword).toBe(true);
    const cashier = app.as(login.body.data.accessToken);
    const refused = await cashier('GET', '/outlets');
    expect([refused.status, refused.body.code]).toEqual([403, 'must_change_password']);
    expect((await cashier('GET', '/auth/me')).status).toBe(200);
    const changed = await cashier('POST', '/auth/password', {
      currentPassword: first,
      newPassword: 'es-cendol-manis-88',
    });
    expect(changed.status).toBe(204);
    expect((await cashier('GET', '/outlets')).status).toBe(200);
  });

  test('AUTH-01 an access token ends after 15 minutes with a code that says renew', async () => {
    const tenant = await app.registerTenant();
    const from = Date.now();
    setClock({ now: () => new Date(from + 15 * 60_000 + 1_000) });
    const answer = await me(tenant.token);
    expect([answer.status, answer.body.code]).toEqual([401, 'token_expired']);
  });

  test('AUTH-01 no token, a forged one and a changed one are 401', async () => {
    const tenant = await app.registerTenant();
    const [head, , signature] = tenant.token.split('.');
    const payload = Buffer.from(JSON.stringify({ sub: tenant.user.id, role: 'SUPER_ADMIN' })).toString(
      'base64url',
    );
    expect((await app.api('GET', '/auth/me')).status).toBe(401);
    for (const token of ['x', `${head}.${payload}.${signature}`, `${tenant.token}x`]) {
      expect((await me(token)).body.code).toBe('unauthenticated');
    }
    const basic = await app.api('GET', '/auth/me', undefined, { authorization: 'Basic eDp5' });
    expect(basic.status).toBe(401);
  });
});
