import { Redis } from 'ioredis';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { hearsOthers } from '../../../platform/cache';
import { config } from '../../../platform/config';
import { redisPrefix } from '../../../platform/redis';

let app: TestApp;
afterEach(() => app.stop());

async function until(is: () => boolean | Promise<boolean>): Promise<number> {
  const start = performance.now();
  while (!(await is())) {
    if (performance.now() - start > 10_000) throw new Error('did not come about within ten seconds');
    await new Promise((resolve) => setImmediate(resolve));
  }
  return performance.now() - start;
}

const isRefused = (tenant: TestTenant) => async () => (await tenant.api('GET', '/auth/me')).status === 401;

/** What another process does when it ends a session: it writes the row, and tells whoever can hear. */
const revoke = (tenant: TestTenant) =>
  app.sql('UPDATE sessions SET revoked_at = now() WHERE member_id = $1', [tenant.user.id]);

test('AUTH-04 a session that another process ended stops when its broadcast arrives', async () => {
  app = await startTestApp();
  const tenant = await app.registerTenant();
  expect((await tenant.api('GET', '/auth/me')).status).toBe(200);
  await until(hearsOthers);
  await revoke(tenant);
  const other = new Redis(config().redisUrl!);
  try {
    const payload = { tenantId: tenant.tenantId, userId: tenant.user.id, disconnect: true };
    const heard = await other.publish(
      `${redisPrefix()}:bus:auth.access`,
      JSON.stringify({ from: 'another process', payload }),
    );
    expect(heard).toBeGreaterThan(0);
    expect(await until(isRefused(tenant))).toBeLessThan(1_000);
  } finally {
    other.disconnect();
  }
});

test('AUTH-04 without Redis a session that another process ended stops within a second', async () => {
  app = await startTestApp({ redisUrl: null });
  const tenant = await app.registerTenant();
  expect((await tenant.api('GET', '/auth/me')).status).toBe(200);
  await revoke(tenant);
  expect(await until(isRefused(tenant))).toBeLessThan(1_000);
});
