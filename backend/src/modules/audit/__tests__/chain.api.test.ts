import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startTestApp } from '../../../../test/setup';
import { adminUrl } from '../../../../test/setup/databases';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { audit } from '../../../platform/audit';
import { withTenant } from '../../../platform/db';

const BACKEND = join(__dirname, '../../../..');

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = mkdtempSync(join(tmpdir(), 'meja-audit-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.stop();
});

/** A tenant whose log has `count` rows more than its registration. */
async function tenantWith(count: number): Promise<TestTenant> {
  const tenant = await app.registerTenant();
  await withTenant(tenant.tenantId, async () => {
    for (let index = 0; index < count; index += 1)
      await audit({ action: 'demo.seed', entity: 'test', entityId: String(index), after: { index } });
  });
  return tenant;
}

const verify = async (tenant: TestTenant, query = '') =>
  (await tenant.api('GET', `/audit-log/verify${query}`)).body.data;

/** Runs SQL as an attacker who owns the database, past the triggers; `T` stands for the tenant. */
const tamper = (tenant: TestTenant, ...statements: string[]) =>
  app.sql(
    `DO $do$ BEGIN SET LOCAL session_replication_role = replica;
     ${statements.join(';\n').replaceAll(/\bT\b/g, `'${tenant.tenantId}'::uuid`)}; END $do$`,
  );

/** Writes row 5 of a log with the content of another into place `seq`, its hashes right as far as it goes. */
const forge = (seq: number) => `
  INSERT INTO audit_log (tenant_id, seq, id, action, actor_name, ip, user_agent, entity, occurred_at, prev_hash, hash)
    SELECT T, ${seq}, gen_random_uuid(), 'order.void', 'Orang lain', '', '', 'order', now(), hash, ''
    FROM audit_log WHERE tenant_id = T AND seq = ${seq - 1};
  UPDATE audit_log a SET hash = audit_digest(a) WHERE tenant_id = T AND seq = ${seq}`;

/** Exchanges two rows, everything but their places in the chain. */
const exchange = `
  UPDATE audit_log a SET id = b.id, action = b.action, after = b.after, entity_id = b.entity_id, occurred_at = b.occurred_at
  FROM audit_log b WHERE a.tenant_id = T AND b.tenant_id = T AND (a.seq, b.seq) IN ((3, 4), (4, 3))`;

describe('what an owner of the database does to a log', () => {
  test.each<[string, string[], number]>([
    ['changed', ["UPDATE audit_log SET after = '{}' WHERE tenant_id = T AND seq = 3"], 3],
    [
      'changed, its own hash made anew',
      [
        "UPDATE audit_log SET actor_name = 'Orang lain' WHERE tenant_id = T AND seq = 3",
        'UPDATE audit_log a SET hash = audit_digest(a) WHERE tenant_id = T AND seq = 3',
      ],
      4,
    ],
    ['removed', ['DELETE FROM audit_log WHERE tenant_id = T AND seq = 4'], 4],
    ['removed from the beginning', ['DELETE FROM audit_log WHERE tenant_id = T AND seq = 1'], 1],
    ['removed from the end', ['DELETE FROM audit_log WHERE tenant_id = T AND seq >= 5'], 5],
    ['removed, every one', ['DELETE FROM audit_log WHERE tenant_id = T'], 1],
    [
      'removed, and those behind moved up',
      [
        'DELETE FROM audit_log WHERE tenant_id = T AND seq = 4',
        'UPDATE audit_log SET seq = seq - 1 WHERE tenant_id = T AND seq > 4',
      ],
      4,
    ],
    [
      'put in between',
      [
        'UPDATE audit_log SET seq = seq + 100 WHERE tenant_id = T AND seq > 3',
        'UPDATE audit_log SET seq = seq - 99 WHERE tenant_id = T AND seq > 100',
        forge(4),
      ],
      5,
    ],
    ['put at the end', [forge(7)], 7],
    ['exchanged for another', [exchange], 3],
    ['left without its head', ['DELETE FROM audit_heads WHERE tenant_id = T'], 1],
  ])('AUTH-09 a row %s is found, in one walk and in stretches', async (_label, statements, brokenAt) => {
    const [tenant, other] = [await tenantWith(5), await tenantWith(2)];
    await tamper(tenant, ...statements);
    expect(await verify(tenant)).toMatchObject({ intact: false, brokenAt });
    let found: number | null = null;
    for (let after = 0; found === null && after < 20; after += 2) {
      found = (await verify(tenant, `?after=${after}&limit=2`)).brokenAt;
    }
    expect(found).toBe(brokenAt);
    expect(await verify(other)).toMatchObject({ intact: true });
  });

  test.each(['UPDATE audit_log SET ip = ip', 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
    'AUTH-09 the role of the API may not: %s',
    async (statement) => {
      const tenant = await tenantWith(1);
      await expect(app.sql(`DO $do$ BEGIN SET LOCAL ROLE meja_app; ${statement}; END $do$`)).rejects.toThrow(
        'permission denied for table audit_log',
      );
      // Whoever may grant themselves the right meets the triggers.
      await expect(app.sql(statement)).rejects.toThrow('append-only');
      expect(await verify(tenant)).toMatchObject({ intact: true, rows: 2 });
    },
  );
});

test('AUTH-09 stretches come to the whole, and say how far they are and until when', async () => {
  const tenant = await tenantWith(6);
  const seen = [];
  for (let after = 0; after < 7;) {
    const part = await verify(tenant, `?after=${after}&limit=3`);
    seen.push([part.intact, part.rows, part.checkedTo, part.headSeq]);
    expect(Date.parse(part.checkedUntil)).toBeLessThanOrEqual(Date.now());
    after = part.checkedTo;
  }
  expect(seen).toEqual([
    [true, 3, 3, 7],
    [true, 3, 6, 7],
    [true, 1, 7, 7],
  ]);
  expect(await verify(tenant, '?after=7')).toMatchObject({ intact: true, rows: 0, checkedUntil: null });
  expect(await verify(tenant, '?after=9')).toMatchObject({ intact: false });
  expect((await tenant.api('GET', '/audit-log/verify?limit=0')).status).toBe(422);
});

test('AUTH-09 the log is read by area and by person', async () => {
  const tenant = await tenantWith(2);
  const { userId, api } = await tenant.staff('CASHIER');
  await api('PATCH', '/auth/profile', { name: 'Kasir baru' });
  const read = async (query: string) =>
    (await tenant.api('GET', `/audit-log?${query}`)).body.data.map(
      ({ action }: { action: string }) => action,
    );
  expect(new Set(await read('area=service'))).toEqual(new Set(['demo.seed']));
  expect(await read('area=staff')).toContain('staff.create');
  expect(await read(`actorId=${userId}&area=auth`)).toContain('auth.profile_change');
  expect(await read(`actorId=${userId}&area=order`)).toEqual([]);
  expect((await tenant.api('GET', '/audit-log?area=apa')).status).toBe(422);
});

test('AUTH-09 the menu taken out as a file leaves a row', async () => {
  const tenant = await tenantWith(0);
  expect((await tenant.api('GET', '/products/export')).status).toBe(200);
  const { body } = await tenant.api('GET', '/audit-log?area=export');
  expect(body.data).toMatchObject([
    { action: 'product.export', actorId: tenant.user.id, after: { products: 0 } },
  ]);
});

describe('the command that proves all logs', () => {
  const run = async (...args: string[]): Promise<{ code: number; stdout: string }> => {
    const env = { ...process.env, DATABASE_URL: adminUrl(app.database) };
    const tsx = join(BACKEND, 'node_modules/.bin/tsx');
    return promisify(execFile)(tsx, ['scripts/audit-verify.ts', ...args], { cwd: BACKEND, env }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
    );
  };

  test('AUTH-09 it ends with 0 and the head of an intact log, with 1 and the place of a broken one', async () => {
    const [sound, broken] = [await tenantWith(3), await tenantWith(3)];
    const { code, stdout } = await run('--tenant', sound.tenantId);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^${sound.tenantId} intact, 4 rows, head 4 [0-9a-f]{64}\n$`)),
    ]);
    await tamper(broken, 'DELETE FROM audit_log WHERE tenant_id = T AND seq = 2');
    const all = await run();
    expect(all.code).toBe(1);
    expect(all.stdout).toContain(`${broken.tenantId} BROKEN at row 2`);
    expect(all.stdout).toContain(stdout);
  });

  test('AUTH-09 what it printed before tells of a log cut off together with its head', async () => {
    const tenant = await tenantWith(3);
    const kept = join(folder, 'heads.txt');
    writeFileSync(kept, (await run('--tenant', tenant.tenantId)).stdout);
    expect((await run('--tenant', tenant.tenantId, '--against', kept)).code).toBe(0);
    await tamper(
      tenant,
      'DELETE FROM audit_log WHERE tenant_id = T AND seq > 2',
      'UPDATE audit_heads h SET seq = 2, hash = a.hash FROM audit_log a WHERE (a.tenant_id, a.seq, h.tenant_id) = (T, 2, T)',
    );
    expect((await run('--tenant', tenant.tenantId)).code).toBe(0);
    expect(await run('--tenant', tenant.tenantId, '--against', kept)).toEqual({
      code: 1,
      stdout: `${tenant.tenantId} BROKEN at row 3\n`,
    });
  });
});
