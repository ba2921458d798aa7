import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterEach(() => setClock());
afterAll(() => app.stop());

const PASSWORD = 'sambal-terasi-pedas-08';
const address = () => `orang-${uuidv7()}@contoh.test`;
const member = (email: string, more: object = {}) => ({
  email,
  name: 'Sari',
  role: 'CASHIER',
  outletIds: [],
  ...more,
});
const login = (email: string, password: string) => app.api('POST', '/auth/login', { email, password });
const invite = async (tenant: TestTenant, email: string, more: object = {}) => {
  const { status, body } = await tenant.api('POST', '/users', member(email, more));
  expect(status).toBe(201);
  return body.data as { id: string; temporaryPassword: string; version: number };
};
const join = (api: Caller, code: string) => api('POST', '/auth/join', { code });
const problem = ({ status, body }: ApiAnswer) => [status, body.code, body.errors?.[0]?.code];
const WRONG = [422, 'validation_failed', 'wrong_code'];

/** A new person's first sign-in, up to a password of their own. */
async function begin(email: string, code: string): Promise<Caller> {
  const first = await login(email, code);
  expect([first.status, first.body.data?.mustChangePassword]).toEqual([200, true]);
  const change = { currentPassword: code, newPassword: PASSWORD };
  const changed = await app.as(first.body.data.accessToken)('POST', '/auth/password', change);
  expect(changed.status).toBe(204);
  return app.as((await login(email, PASSWORD)).body.data.accessToken);
}

const statusOf = async (tenant: TestTenant, id: string) =>
  (await tenant.api('GET', `/users/${id}`)).body.data.status;
const tenantsOf = async (api: Caller): Promise<string[]> =>
  (await api('GET', '/auth/me')).body.data.tenants.map(({ id }: { id: string }) => id);

describe('coming into a business', () => {
  test('F-39 AUTH-07 an account made first rules no other business: it gets nothing without the code', async () => {
    const [attacker, victim] = [await app.registerTenant(), await app.registerTenant()];
    const email = address();
    const bait = await invite(attacker, email);
    const squatter = await begin(email, bait.temporaryPassword);

    const made = await invite(victim, email, { role: 'ADMIN_TENANT' });
    expect(await tenantsOf(squatter)).toEqual([attacker.tenantId]);
    const entered = await squatter('POST', '/auth/switch-tenant', { tenantId: victim.tenantId });
    expect([entered.status, entered.body.code]).toEqual([404, 'not_found']);
    expect(problem(await join(squatter, bait.temporaryPassword))).not.toContain(victim.tenantId);
    expect(problem(await join(squatter, 'aaaa-bbbb-cccc-dddd'))).toEqual(WRONG);
    expect(await statusOf(victim, made.id)).toBe('PENDING');
    // Nor does the code open the account that somebody else made first.
    const wrong = await login(email, 'bukan-kata-sandinya-1');
    const code = await login(email, made.temporaryPassword);
    expect([code.status, { ...code.body, correlationId: 0, instance: 0 }]).toEqual([
      wrong.status,
      { ...wrong.body, correlationId: 0, instance: 0 },
    ]);
  });

  test('F-39 AUTH-05 a new person signs in with the first password and chooses their own', async () => {
    const tenant = await app.registerTenant();
    const email = address();
    const made = await invite(tenant, email, { name: 'Budi', outletIds: [tenant.outletId] });
    expect(await statusOf(tenant, made.id)).toBe('PENDING');
    const first = await login(email, made.temporaryPassword);
    expect(first.body.data).toMatchObject({
      user: { id: made.id, email, name: 'Budi', role: 'CASHIER', outletIds: [tenant.outletId] },
      tenant: { id: tenant.tenantId },
      mustChangePassword: true,
    });
    const early = app.as(first.body.data.accessToken);
    expect((await early('GET', '/outlets')).body.code).toBe('must_change_password');
    // Closed before a password was chosen: the first one still works.
    const api = await begin(email, made.temporaryPassword);
    expect((await api('GET', '/outlets')).status).toBe(200);
    expect(await statusOf(tenant, made.id)).toBe('ACTIVE');
    expect((await login(email, made.temporaryPassword)).status).toBe(401);
  });

  test('F-39 AUTH-07 the owner of an account signs in as ever and joins with the code, as often as they send it', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    const made = await invite(two, one.email, { name: 'Bu Rina', role: 'SUPERVISOR' });
    expect((await login(one.email, made.temporaryPassword)).status).toBe(401);
    expect(await tenantsOf(one.api)).toEqual([one.tenantId]);
    const typed = ` ${made.temporaryPassword.toUpperCase().replaceAll('-', ' ')} `;
    for (const code of [typed, made.temporaryPassword]) {
      const joined = await join(one.api, code);
      expect([joined.status, joined.body.data]).toEqual([
        200,
        { ...two.tenant, id: two.tenantId, role: 'SUPERVISOR' },
      ]);
    }
    expect((await tenantsOf(one.api)).sort()).toEqual([one.tenantId, two.tenantId].sort());
    expect(await statusOf(two, made.id)).toBe('ACTIVE');
    const entered = await one.api('POST', '/auth/switch-tenant', { tenantId: two.tenantId });
    expect(entered.body.data.user).toMatchObject({ id: made.id, name: 'Bu Rina', role: 'SUPERVISOR' });
    const there = app.as(entered.body.data.accessToken);
    expect((await there('GET', '/auth/me')).body.data.user).toEqual(entered.body.data.user);
    expect((await there('GET', `/outlets/${two.outletId}`)).status).toBe(200);
    expect((await there('GET', `/outlets/${one.outletId}`)).status).toBe(404);
    expect((await one.api('GET', '/auth/me')).status).toBe(401);
  });

  test('F-39 AUTH-07 a code opens its business for its address alone, once, and for a week', async () => {
    const [one, two, third] = [
      await app.registerTenant(),
      await app.registerTenant(),
      await app.registerTenant(),
    ];
    const { temporaryPassword: code, id } = await invite(two, one.email);
    expect(problem(await join(third.api, code))).toEqual(WRONG);
    expect((await join(one.api, code)).status).toBe(200);
    await two.api('DELETE', `/users/${id}`);
    expect(problem(await join(one.api, code))).toEqual(WRONG);
    expect(await tenantsOf(one.api)).toEqual([one.tenantId]);

    const late = await invite(two, third.email);
    setClock({ now: () => new Date(Date.now() + 7 * 86_400_000 + 60_000) });
    const later = app.as((await login(third.email, third.password)).body.data.accessToken);
    expect(problem(await join(later, late.temporaryPassword))).toEqual(WRONG);
    setClock();
    expect(await statusOf(two, late.id)).toBe('PENDING');
  });

  test('F-39 a new code ends the one before, for the pending alone; with their leave or activity it ends too', async () => {
    const [tenant, elsewhere] = [await app.registerTenant(), await app.registerTenant()];
    for (const email of [address(), elsewhere.email]) {
      const made = await invite(tenant, email, { name: 'Tono' });
      const path = `/users/${made.id}`;
      const renewed = await tenant.api('POST', `${path}/temporary-password`, undefined, {
        'if-match': '"1"',
      });
      expect([renewed.status, renewed.body.data]).toEqual([
        200,
        expect.objectContaining({ id: made.id, name: 'Tono', status: 'PENDING', version: 2 }),
      ]);
      const { temporaryPassword } = renewed.body.data as { temporaryPassword: string };
      expect(temporaryPassword).not.toBe(made.temporaryPassword);
      const stale = await tenant.api('POST', `${path}/temporary-password`, undefined, { 'if-match': '"1"' });
      expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
      expect((await login(email, made.temporaryPassword)).status).toBe(401);
      expect(problem(await join(elsewhere.api, made.temporaryPassword))).toEqual(WRONG);
      await tenant.api('PATCH', path, { active: false });
      expect((await login(email, temporaryPassword)).status).toBe(401);
      expect(problem(await join(elsewhere.api, temporaryPassword))).toEqual(WRONG);
      await tenant.api('PATCH', path, { active: true, role: 'KITCHEN' });
      if (email === elsewhere.email) expect((await join(elsewhere.api, temporaryPassword)).status).toBe(200);
      else expect((await login(email, temporaryPassword)).body.data.user.role).toBe('KITCHEN');
      const late = await tenant.api('POST', `${path}/temporary-password`);
      expect([late.status, late.body.code]).toEqual([409, 'already_joined']);
    }
  });

  test('F-39 AUTH-06 until then the membership gives nothing: no last admin, no approval, no place', async () => {
    const tenant = await app.registerTenant();
    const pending = await invite(tenant, address(), { role: 'ADMIN_TENANT', pin: '482915' });
    const other = await tenant.staff('ADMIN_TENANT');
    expect((await other.api('DELETE', `/users/${tenant.user.id}`)).status).toBe(204);
    const alone = await other.api('PATCH', `/users/${other.userId}`, { role: 'CASHIER' });
    expect(alone.status).toBe(422);
    const approvers = await other.api('GET', `/approvers?permission=order:void&outletId=${tenant.outletId}`);
    expect(approvers.body.data.map(({ id }: { id: string }) => id)).not.toContain(pending.id);
  });

  test('F-39 AUTH-08 many wrong codes make the account wait, and another business’s codes stay what they are', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    const { temporaryPassword } = await invite(two, one.email);
    const answers: ApiAnswer[] = [];
    for (let n = 0; n < 7; n += 1) answers.push(await join(one.api, `salah-${n}`));
    expect(answers.at(0)!.status).toBe(422);
    const waits = answers.at(-1)!;
    expect([waits.status, waits.body.code, Number(waits.headers.get('retry-after'))]).toEqual([
      429,
      'rate_limited',
      expect.any(Number),
    ]);
    expect((await join(one.api, temporaryPassword)).status).toBe(429);
    expect((await join(two.api, 'salah')).status).toBe(422);
  });

  test('F-39 SAAS-01 who was invited may open a business of their own first, and then join', async () => {
    const tenant = await app.registerTenant();
    const email = address();
    const made = await invite(tenant, email, { role: 'KITCHEN' });
    const own = await app.registerTenant({ email });
    expect((await login(email, made.temporaryPassword)).status).toBe(401);
    expect((await join(own.api, made.temporaryPassword)).body.data).toMatchObject({ id: tenant.tenantId });
  });

  test('F-39 two first sign-ins at once make one account', async () => {
    const tenant = await app.registerTenant();
    const email = address();
    const { temporaryPassword } = await invite(tenant, email);
    const answers = await Promise.all([1, 2, 3].map(() => login(email, temporaryPassword)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await app.sql('SELECT FROM users WHERE email = $1', [email])).toHaveLength(1);
  });

  test('F-39 AUTH-07 who works nowhere any more is let in only to join, where a business waits for them', async () => {
    const tenant = await app.registerTenant();
    const email = address();
    const first = await invite(tenant, email);
    await begin(email, first.temporaryPassword);
    await tenant.api('DELETE', `/users/${first.id}`);
    expect((await login(email, PASSWORD)).status).toBe(401);

    const again = await invite(tenant, email, { role: 'KITCHEN' });
    expect((await login(email, again.temporaryPassword)).status).toBe(401);
    const waiting = await login(email, PASSWORD);
    expect(waiting.body.data).toMatchObject({
      user: { role: null, outletIds: [] },
      tenant: null,
      outlet: null,
    });
    const cookie = waiting.headers.get('set-cookie')!.split(';')[0]!;
    const api = app.as(waiting.body.data.accessToken);
    const me = (await api('GET', '/auth/me')).body.data;
    expect([me.tenant, me.tenants, me.permissions]).toEqual([null, [], ['profile:manage']]);
    expect((await api('GET', '/outlets')).status).toBe(403);
    expect((await app.api('POST', '/auth/refresh', undefined, { cookie })).status).toBe(200);
    expect((await join(api, again.temporaryPassword)).status).toBe(200);
    const entered = await api('POST', '/auth/switch-tenant', { tenantId: tenant.tenantId });
    expect(entered.body.data.user).toMatchObject({ id: again.id, role: 'KITCHEN' });
  });
});
