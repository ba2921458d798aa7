import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { listen } from '../../../../test/faults/listener';
import { until } from '../../../../test/faults/until';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const member = (more: object = {}) => ({
  email: `staf-${uuidv7()}@contoh.test`,
  name: 'Sari',
  role: 'CASHIER',
  outletIds: [],
  ...more,
});
const add = (tenant: TestTenant, more: object = {}) => tenant.api('POST', '/users', member(more));
const login = (email: string, password: string) => app.api('POST', '/auth/login', { email, password });

describe('staff', () => {
  test('AUTH-06 an admin adds, lists, changes and removes; the first password is told once', async () => {
    const tenant = await app.registerTenant();
    const made = await add(tenant, { pin: '482915', outletIds: [tenant.outletId] });
    expect(made.status).toBe(201);
    const { temporaryPassword, ...shown } = made.body.data;
    expect(temporaryPassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(shown).toMatchObject({
      role: 'CASHIER',
      status: 'PENDING',
      hasPin: true,
      active: true,
      version: 1,
    });
    expect(JSON.stringify(shown)).not.toContain('482915');

    const one = await tenant.api('GET', `/users/${shown.id}`);
    expect(one.body.data).toEqual(shown);
    expect(one.headers.get('etag')).toBe('"1"');
    const list = await tenant.api('GET', '/users?limit=1');
    expect(list.body.data.map(({ id }: { id: string }) => id)).toEqual([tenant.user.id]);
    const next = await tenant.api('GET', `/users?limit=1&cursor=${list.body.meta.nextCursor}`);
    expect(next.body.data).toEqual([shown]);
    expect(next.body.meta.nextCursor).toBeNull();

    const changed = await tenant.api(
      'PATCH',
      `/users/${shown.id}`,
      { name: 'Sari Dewi', pin: null },
      { 'if-match': '"1"' },
    );
    expect(changed.body.data).toMatchObject({ name: 'Sari Dewi', hasPin: false, version: 2 });
    const stale = await tenant.api('PATCH', `/users/${shown.id}`, { name: 'X', version: 1 });
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    expect((await tenant.api('DELETE', `/users/${shown.id}`)).status).toBe(204);
    expect((await tenant.api('GET', `/users/${shown.id}`)).status).toBe(404);
    expect((await login(shown.email, temporaryPassword)).status).toBe(401);
  });

  test('AUTH-06 grants add to a role and revokes take from it, at once', async () => {
    const tenant = await app.registerTenant();
    const cashier = await tenant.staff('CASHIER');
    expect((await cashier.api('GET', '/users')).status).toBe(403);
    const change = (body: object) => tenant.api('PATCH', `/users/${cashier.userId}`, body);
    expect((await change({ grants: ['staff:read'], revokes: ['outlet:read'] })).status).toBe(200);
    expect((await cashier.api('GET', '/users')).status).toBe(200);
    expect((await cashier.api('GET', '/outlets')).status).toBe(403);
    const { permissions } = (await cashier.api('GET', '/auth/me')).body.data;
    expect(permissions).toContain('staff:read');
    expect(permissions).not.toContain('outlet:read');
    for (const body of [{ grants: ['platform:tenants'] }, { revokes: ['profile:manage'] }]) {
      const refused = await change(body);
      expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'not_allowed']);
    }
    expect((await change({ grants: ['order:everything'] })).status).toBe(422);
  });

  test('AUTH-06 a permission given or taken counts at once for the token, and cuts off the socket', async () => {
    const tenant = await app.registerTenant();
    const cashier = await tenant.staff('CASHIER');
    const screen = await listen(app.baseUrl, cashier.token);
    const changed = await tenant.api('PATCH', `/users/${cashier.userId}`, {
      revokes: ['event:read', 'menu:read'],
    });
    expect(changed.status).toBe(200);
    const refused = await cashier.api('GET', `/menu?outletId=${tenant.outletId}`);
    expect(refused.status).toBe(403);
    await until('the screen is cut off', () => !screen.socket.connected);
    await expect(listen(app.baseUrl, cashier.token)).rejects.toThrow('forbidden');
    await tenant.api('PATCH', `/users/${cashier.userId}`, { revokes: [] });
    (await listen(app.baseUrl, cashier.token)).close();
    expect((await cashier.api('GET', `/menu?outletId=${tenant.outletId}`)).status).toBe(200);
  });

  test('AUTH-06 AUTH-09 what was given or taken is in the log, before and after, and back at the role, too', async () => {
    const tenant = await app.registerTenant();
    const { userId } = await tenant.staff('SUPERVISOR');
    for (const body of [
      { grants: ['audit:read'], revokes: ['order:void'] },
      { grants: [], revokes: [] },
    ])
      expect((await tenant.api('PATCH', `/users/${userId}`, body)).status).toBe(200);
    const { body } = await tenant.api('GET', '/audit-log?action=staff.change');
    const exception = { grants: ['audit:read'], revokes: ['order:void'] };
    const none = { grants: [], revokes: [] };
    expect(body.data).toMatchObject([
      { actorId: tenant.user.id, entityId: userId, before: exception, after: none },
      { before: none, after: exception },
    ]);
  });

  test('AUTH-04 a changed role, an end of activity and a removal sign a member out at once', async () => {
    const tenant = await app.registerTenant();
    const changes: ((id: string) => Promise<{ status: number }>)[] = [
      (id) => tenant.api('PATCH', `/users/${id}`, { role: 'KITCHEN' }),
      (id) => tenant.api('PATCH', `/users/${id}`, { active: false }),
      (id) => tenant.api('DELETE', `/users/${id}`),
    ];
    for (const change of changes) {
      const { api, userId } = await tenant.staff('CASHIER');
      expect((await api('GET', '/auth/me')).status).toBe(200);
      expect((await change(userId)).status).toBeLessThan(300);
      expect((await api('GET', '/auth/me')).status).toBe(401);
    }
  });

  test('AUTH-06 nobody becomes a super admin, by body or by change', async () => {
    const tenant = await app.registerTenant();
    const made = await add(tenant, { role: 'SUPER_ADMIN' });
    expect([made.status, made.body.errors[0].path]).toEqual([422, 'role']);
    const { userId } = await tenant.staff('CASHIER');
    expect((await tenant.api('PATCH', `/users/${userId}`, { role: 'SUPER_ADMIN' })).status).toBe(422);
    for (const field of ['tenantId', 'isSuperAdmin', 'passwordHash']) {
      const refused = await add(tenant, { [field]: uuidv7() });
      expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'unknown_field']);
    }
  });

  test('AUTH-06 nobody demotes, stops or removes themselves, so an admin remains', async () => {
    const tenant = await app.registerTenant();
    const self = `/users/${tenant.user.id}`;
    const tries: [object, string][] = [
      [{ role: 'CASHIER' }, 'role'],
      [{ active: false }, 'active'],
      [{ outletIds: [tenant.outletId] }, 'outletIds'],
      [{ revokes: ['audit:read'] }, 'revokes'],
    ];
    for (const [body, path] of tries) {
      const refused = await tenant.api('PATCH', self, body);
      expect(refused.body.errors[0]).toMatchObject({ path, code: 'not_allowed' });
    }
    expect((await tenant.api('DELETE', self)).status).toBe(422);
    expect((await tenant.api('PATCH', self, { name: 'Rina W', pin: '719263' })).status).toBe(200);
  });

  test('AUTH-06 two admins who remove each other at once leave one', async () => {
    const tenant = await app.registerTenant();
    const other = await tenant.staff('ADMIN_TENANT');
    const answers = await Promise.all([
      tenant.api('DELETE', `/users/${other.userId}`),
      other.api('DELETE', `/users/${tenant.user.id}`),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const [{ n }] = (await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM memberships WHERE tenant_id = $1 AND role = 'ADMIN_TENANT' AND deleted_at IS NULL`,
      [tenant.tenantId],
    )) as [{ n: number }];
    expect(n).toBe(1);
  });

  test('AUTH-06 who may manage staff hands out no more than they hold', async () => {
    const tenant = await app.registerTenant();
    const { userId, email } = await tenant.staff('SUPERVISOR');
    await tenant.api('PATCH', `/users/${userId}`, { grants: ['staff:manage'] });
    const supervisor = app.as((await login(email, 'kopi-tubruk-hangat-71-supervisor')).body.data.accessToken);
    expect((await supervisor('POST', '/users', member({ role: 'CASHIER' }))).status).toBe(201);
    expect((await supervisor('POST', '/users', member({ role: 'ADMIN_TENANT' }))).status).toBe(403);
    expect((await supervisor('POST', '/users', member({ grants: ['settings:manage'] }))).status).toBe(403);
    const cashier = await tenant.staff('CASHIER');
    expect((await supervisor('PATCH', `/users/${cashier.userId}`, { role: 'ADMIN_TENANT' })).status).toBe(
      403,
    );
    expect((await supervisor('PATCH', `/users/${tenant.user.id}`, { active: false })).status).toBe(403);
    expect((await supervisor('DELETE', `/users/${tenant.user.id}`)).status).toBe(403);
  });

  test('ISO-03 another business’s staff and outlets are not there', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    const { userId } = await one.staff('CASHIER');
    for (const [method, body] of [['GET'], ['PATCH', { name: 'X' }], ['DELETE']] as [string, object?][]) {
      const answer = await two.api(method, `/users/${userId}`, body);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
    const own = await two.staff('CASHIER');
    for (const answer of [
      await add(two, { outletIds: [one.outletId] }),
      await two.api('PATCH', `/users/${own.userId}`, { outletIds: [two.outletId, one.outletId] }),
    ]) {
      expect([answer.status, answer.body.errors[0].code]).toEqual([422, 'unknown_reference']);
    }
    expect((await two.api('GET', '/users')).text).not.toContain(userId);
  });

  test('AUTH-06 the same request with its key adds one member and answers the same', async () => {
    const tenant = await app.registerTenant();
    const body = member({ outletIds: [tenant.outletId] });
    const headers = { 'idempotency-key': uuidv7() };
    const first = await tenant.api('POST', '/users', body, headers);
    const again = await tenant.api('POST', '/users', body, headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual({ data: { ...first.body.data, temporaryPassword: null } });
    const change = { role: 'KITCHEN' };
    const key = { 'idempotency-key': uuidv7() };
    const path = `/users/${first.body.data.id}`;
    expect((await tenant.api('PATCH', path, change, key)).body.data.version).toBe(2);
    expect((await tenant.api('PATCH', path, change, key)).body.data.version).toBe(2);
    expect((await tenant.api('GET', path)).body.data).toMatchObject({ role: 'KITCHEN', version: 2 });
  });
});
