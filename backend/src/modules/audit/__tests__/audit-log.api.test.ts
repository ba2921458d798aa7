import { randomBytes, randomUUID } from 'node:crypto';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { audit } from '../../../platform/audit';
import { withTenant } from '../../../platform/db';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const verify = async (tenant: TestTenant) => (await tenant.api('GET', '/audit-log/verify')).body.data;
const append = (tenant: TestTenant, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      withTenant(tenant.tenantId, () =>
        audit({ action: 'demo.seed', entity: 'test', entityId: String(index), after: { index } }),
      ),
    ),
  );

describe('audit log', () => {
  test('AUTH-09 sign-ins, failures, staff and settings leave rows: who, when, where from, before and after', async () => {
    const tenant = await app.registerTenant();
    const headers = { 'user-agent': 'Kasir-Tes/1.0' };
    await app.api('POST', '/auth/login', { email: tenant.email, password: tenant.password }, headers);
    await app.api('POST', '/auth/login', { email: tenant.email, password: 'salah-sekali-ini' }, headers);
    const { userId } = await tenant.staff('CASHIER');
    await tenant.api('PATCH', `/users/${userId}`, { grants: ['report:read'] }, headers);

    const read = async (query = '') => (await tenant.api('GET', `/audit-log${query}`)).body.data;
    const deadline = Date.now() + 5_000;
    // The failure's row is written after its answer.
    while ((await read('?action=auth.sign_in_failed')).length === 0 && Date.now() < deadline);
    const actions = (await read()).map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'auth.register',
        'auth.sign_in',
        'auth.sign_in_failed',
        'staff.create',
        'staff.change',
      ]),
    );
    const [change] = await read('?action=staff.change');
    expect(change).toMatchObject({
      actorId: tenant.user.id,
      actorName: 'Rina',
      device: 'Kasir-Tes/1.0',
      entityId: userId,
      before: { grants: [] },
      after: { grants: ['report:read'] },
    });
    expect(change.ip).toContain('127.0.0.1');
    expect(Date.now() - Date.parse(change.occurredAt)).toBeLessThan(60_000);
    expect((await read(`?from=${change.occurredAt}`))[0].seq).toBe(change.seq);
    expect(await read('?to=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await verify(tenant)).toMatchObject({ intact: true, brokenAt: null, rows: actions.length });
  });

  test('AUTH-09 pages run newest first through every row once', async () => {
    const tenant = await app.registerTenant();
    await append(tenant, 7);
    const seqs: number[] = [];
    let cursor = '';
    do {
      const { body } = await tenant.api('GET', `/audit-log?limit=3${cursor && `&cursor=${cursor}`}`);
      seqs.push(...body.data.map(({ seq }: { seq: number }) => seq));
      cursor = body.meta.nextCursor ?? '';
    } while (cursor);
    expect(seqs).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect((await tenant.api('GET', '/audit-log?cursor=x')).status).toBe(422);
    expect((await tenant.api('GET', '/audit-log?from=kemarin')).status).toBe(422);
  });

  test('AUTH-09 fifty appends at once keep one chain', async () => {
    const tenant = await app.registerTenant();
    await append(tenant, 50);
    expect(await verify(tenant)).toMatchObject({ intact: true, brokenAt: null, rows: 51 });
    const [row] = await app.sql<{ seqs: number; hashes: number }>(
      'SELECT count(DISTINCT seq)::int AS seqs, count(DISTINCT hash)::int AS hashes FROM audit_log WHERE tenant_id = $1',
      [tenant.tenantId],
    );
    expect(row).toEqual({ seqs: 51, hashes: 51 });
  });

  test('AUTH-09 a rolled-back effect leaves no row and no gap', async () => {
    const tenant = await app.registerTenant();
    const failing = withTenant(tenant.tenantId, async () => {
      await audit({ action: 'demo.seed', entity: 'test' });
      throw new Error('the effect failed');
    });
    await expect(failing).rejects.toThrow('the effect failed');
    await append(tenant, 1);
    expect(await verify(tenant)).toMatchObject({ intact: true, brokenAt: null, rows: 2 });
  });

  test('AUTH-09 only who may reads the log; ISO-03 and only their own', async () => {
    const [one, two] = [await app.registerTenant({ ownerName: 'Bu Satu' }), await app.registerTenant()];
    const { api } = await one.staff('SUPERVISOR');
    expect((await api('GET', '/audit-log')).status).toBe(403);
    expect((await api('GET', '/audit-log/verify')).status).toBe(403);
    expect((await two.api('GET', '/audit-log')).text).not.toContain('Bu Satu');
  });

  test('F-41 AUTH-09 a page ends where its rows come to much, and the next goes on from there', async () => {
    const tenant = await app.registerTenant();
    const large = Array.from({ length: 60 }, (_, n) => ({
      tenant_id: tenant.tenantId,
      id: randomUUID(),
      action: 'test.large',
      actor_name: '',
      ip: '',
      user_agent: '',
      entity: 'test',
      entity_id: String(n),
      after: randomBytes(24_000).toString('base64'),
      occurred_at: new Date().toISOString(),
    }));
    for (const row of large) await app.sql('SELECT audit_append($1::jsonb)', [JSON.stringify(row)]);
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const page = await tenant.api('GET', `/audit-log?limit=1000&action=test.large&cursor=${cursor}`);
      expect(Buffer.byteLength(page.text)).toBeLessThan(2 * 1024 * 1024);
      seen.push(...(page.body.data as { entityId: string }[]).map(({ entityId }) => entityId));
      cursor = page.body.meta.nextCursor as string | null;
    } while (cursor);
    expect(seen).toEqual(large.map(({ entity_id }) => entity_id).reverse());
  });
});
