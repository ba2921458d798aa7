import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { ownRedis } from '../../../../test/faults/redis-server';
import type { RedisServer } from '../../../../test/faults/redis-server';
import { startTestApp } from '../../../../test/setup';

const BACKEND = join(__dirname, '../../../..');
const LIMIT = 2_000;

let server: RedisServer;
beforeAll(async () => {
  server = await ownRedis();
});
afterAll(() => server.kill());

/** A process that asks for points of a key until it is refused for good; what it was given. */
async function askingProcess(key: string, redisUrl: string): Promise<number> {
  const script = `
    const { loadConfig, setConfig } = await import('./src/platform/config');
    setConfig({ ...loadConfig(), redisUrl: process.env.REDIS_URL, rateLimitMax: ${LIMIT}, rateLimitWindow: 3_600_000 });
    const { settleRedis, closeRedis } = await import('./src/platform/redis');
    const { takePoint } = await import('./src/platform/http');
    await settleRedis(5000);
    let given = 0;
    for (let n = 0; n < ${LIMIT + 200}; n += 1) {
      try { await takePoint(null, 'user', process.env.KEY); given += 1; } catch (error) { if (error.code !== 'rate_limited') throw error; }
    }
    await closeRedis();
    console.log(given);
    process.exit(0);
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: BACKEND,
    env: { ...process.env, LOG_LEVEL: 'error', REDIS_URL: redisUrl, KEY: key },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  await once(child, 'close');
  return Number(output.trim());
}

test('SEC-02 PERF-01 two processes together give the limit, or up to 1 % less, and never more', async () => {
  const key = uuidv7();
  const given = await Promise.all([askingProcess(key, server.url), askingProcess(key, server.url)]);
  const total = given[0] + given[1];
  expect(total).toBeLessThanOrEqual(LIMIT);
  expect(total).toBeGreaterThanOrEqual(LIMIT * 0.99);
}, 60_000);

test('SEC-02 with Redis away each process goes on counting, and is never without a limit', async () => {
  expect(await askingProcess(uuidv7(), 'redis://127.0.0.1:1')).toBe(LIMIT);
}, 60_000);

test('SEC-02 an answer says what is left, and the refusal when to come again', async () => {
  const app = await startTestApp({ redisUrl: server.url, rateLimitMax: 400, rateLimitWindow: 3_600_000 });
  try {
    const tenant = await app.registerTenant();
    const remaining: number[] = [];
    let refused = await tenant.api('GET', '/auth/me');
    for (; refused.status === 200; refused = await tenant.api('GET', '/auth/me'))
      remaining.push(Number(refused.headers.get('ratelimit-remaining')));
    expect(remaining).toEqual(Array.from({ length: 400 }, (_, n) => 399 - n));
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    const header = (name: string) => refused.headers.get(name);
    expect(header('ratelimit-policy')).toBe('"user";q=400;w=3600');
    expect(header('ratelimit')).toMatch(/^"user";r=0;t=\d+$/);
    expect([header('ratelimit-limit'), header('x-ratelimit-limit')]).toEqual(['400', '400']);
    expect([header('ratelimit-remaining'), header('x-ratelimit-remaining')]).toEqual(['0', '0']);
    for (const name of ['ratelimit-reset', 'x-ratelimit-reset', 'retry-after'])
      expect(Number(header(name))).toBeGreaterThan(3_500);
    // Another business's person has a limit of their own, of the same address.
    expect((await (await app.registerTenant()).api('GET', '/auth/me')).status).toBe(200);
  } finally {
    await app.stop();
  }
});
