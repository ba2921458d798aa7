import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { jobs } from '../../../app/worker';
import { purgeSessions, purgeSignIns } from '..';

let app: TestApp;
let tenant: TestTenant;
beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
});
afterAll(() => app.stop());

const days = (n: number) => new Date(Date.now() + n * 86_400_000);

async function session(ends: Date, revoked: Date | null, tokenEnds: Date): Promise<string> {
  const id = uuidv7();
  await app.sql(
    `INSERT INTO sessions (id, tenant_id, user_id, member_id, expires_at, revoked_at)
     SELECT $1, m.tenant_id, m.account_id, m.user_id, $4, $5 FROM memberships m WHERE (m.tenant_id, m.user_id) = ($2, $3)`,
    [id, tenant.tenantId, tenant.user.id, ends, revoked],
  );
  await app.sql(
    'INSERT INTO refresh_tokens (id, session_id, token_hash, expires_at) VALUES ($1, $2, $3, $4)',
    [uuidv7(), id, id, tokenEnds],
  );
  return id;
}
const left = async (ids: string[]) =>
  (await app.sql<{ id: string }>('SELECT id FROM sessions WHERE id = ANY ($1)', [ids])).map(({ id }) => id);

describe('what is kept of signing in', () => {
  test('F-49 sessions and their tokens go thirty days after their end, living ones stay; twice is as once', async () => {
    const gone = [await session(days(-31), null, days(-31)), await session(days(5), days(-31), days(-31))];
    const kept = [
      await session(days(-29), null, days(-29)),
      await session(days(5), days(-29), days(-35)),
      await session(days(5), days(-31), days(-25)),
      await session(days(5), null, days(2)),
    ];
    for (let round = 0; round < 2; round += 1) {
      await purgeSessions.run({});
      expect(new Set(await left([...gone, ...kept]))).toEqual(new Set(kept));
      const tokens = await app.sql<{ id: string }>(
        'SELECT session_id AS id FROM refresh_tokens WHERE session_id = ANY ($1)',
        [[...gone, ...kept]],
      );
      expect(new Set(tokens.map(({ id }) => id))).toEqual(new Set([kept[0], kept[2], kept[3]]));
    }
    expect((await tenant.api('GET', '/auth/me')).status).toBe(200);
  });

  test('F-49 failures and devices go when they no longer count, in batches', async () => {
    const attempts = `INSERT INTO sign_in_attempts (key, failed, last_at, locked_until)
      SELECT $1 || n, 1, $2, $2 FROM generate_series(1, $3::int) n`;
    const devices =
      'INSERT INTO known_devices (key, seen_at) SELECT $1 || n, $2 FROM generate_series(1, $3::int) n';
    await app.sql(attempts, ['old', days(-3), 11_000]);
    await app.sql(attempts, ['young', days(-1), 2]);
    await app.sql(devices, ['old', days(-181), 6_000]);
    await app.sql(devices, ['young', days(-179), 3]);
    await purgeSignIns.run({});
    const count = (table: string) =>
      app.sql(
        `SELECT count(*)::int AS all, count(*) FILTER (WHERE key LIKE 'old%')::int AS old FROM ${table}`,
      );
    expect(await count('sign_in_attempts')).toEqual([{ all: 2, old: 0 }]);
    // The owner's own device is the fourth.
    expect(await count('known_devices')).toEqual([{ all: 4, old: 0 }]);
  });

  test('F-49 the worker runs both every night', () => {
    for (const job of [purgeSessions, purgeSignIns]) {
      expect(jobs).toContain(job);
      expect(job.schedule).toMatch(/^\d+ 3 \* \* \*$/);
    }
  });
});
