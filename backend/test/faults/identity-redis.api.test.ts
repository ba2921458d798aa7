import { hearsOthers } from '../../src/platform/cache';
import { redisState } from '../../src/platform/redis';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { listen } from './listener';
import type { Listener } from './listener';
import { ownRedis } from './redis-server';
import type { RedisServer } from './redis-server';
import { until } from './until';

/** Screens are looked at this often; where other processes are not heard each within six looks. */
const LOOK_MS = 5_000;

describe('T-58 AUTH-04 ended access while Redis is away', () => {
  let redis: RedisServer;
  let app: TestApp;

  beforeAll(async () => {
    // Only what is done at intervals waits for the test.
    jest.useFakeTimers({
      doNotFake: [
        'Date',
        'hrtime',
        'nextTick',
        'performance',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setTimeout',
        'clearTimeout',
      ],
    });
    redis = await ownRedis();
    app = await startTestApp({ redisUrl: redis.url });
    await until('Redis is up', () => redisState() === 'up' && hearsOthers());
  });
  afterAll(async () => {
    try {
      await app?.stop();
    } finally {
      await redis.kill();
      jest.useRealTimers();
    }
  });

  const signIn = async ({ email, password }: TestTenant) =>
    (await app.api('POST', '/auth/login', { email, password })).body.data.accessToken as string;
  const statusOf = async (token: string) => (await app.as(token)('GET', '/auth/me')).status;
  const isCut = (screen: Listener) => () => !screen.socket.connected;
  /** What another process does: it writes the row, and reaches nobody. */
  const endElsewhere = (tenant: TestTenant) =>
    app.sql('UPDATE sessions SET revoked_at = now() WHERE member_id = $1', [tenant.user.id]);
  const goAway = async () => {
    await redis.kill();
    await until('its absence is noticed', () => redisState() === 'down' && !hearsOthers());
  };
  const comeBack = async () => {
    await redis.start();
    await until('Redis is up', () => redisState() === 'up' && hearsOthers());
  };

  test('T-58 AUTH-04 what this process ends it refuses and cuts off at once', async () => {
    const tenant = await app.registerTenant();
    const mine = await signIn(tenant);
    const screen = await listen(app.baseUrl, mine);
    expect(await statusOf(mine)).toBe(200);
    await goAway();
    const { body } = await app.as(mine)('GET', '/auth/sessions');
    const own = (body.data as { id: string; current: boolean }[]).find(({ current }) => current)!;
    expect((await tenant.api('DELETE', `/auth/sessions/${own.id}`)).status).toBe(204);
    expect(await statusOf(mine)).toBe(401);
    await until('it is cut off', isCut(screen), 5_000);
    expect(await statusOf(tenant.token)).toBe(200);
    await comeBack();
  });

  test('T-58 KDS-03 a screen whose session another process ended is found within six looks', async () => {
    const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
    const tokens = await Promise.all(Array.from({ length: 7 }, () => signIn(tenant)));
    const screens = await Promise.all(tokens.map((token) => listen(app.baseUrl, token)));
    const kept = await listen(app.baseUrl, other.token);
    await goAway();
    await endElsewhere(tenant);
    // What was remembered of them is not believed for longer than a second.
    for (const token of tokens)
      await until('requests are refused', async () => (await statusOf(token)) === 401, 5_000);
    expect(screens.map(({ socket }) => socket.connected)).toEqual(screens.map(() => true));
    jest.advanceTimersByTime(6 * LOOK_MS);
    for (const screen of screens) await until('each is cut off', isCut(screen), 5_000);
    expect(kept.socket.connected).toBe(true);
    kept.close();
    await comeBack();
    jest.advanceTimersByTime(LOOK_MS);
  });

  test('T-58 KDS-03 with the first look after Redis is back every screen has been asked about', async () => {
    const tenant = await app.registerTenant();
    const screens = await Promise.all([1, 2, 3].map(async () => listen(app.baseUrl, await signIn(tenant))));
    await goAway();
    jest.advanceTimersByTime(LOOK_MS);
    await endElsewhere(tenant);
    await comeBack();
    expect(await statusOf(tenant.token)).toBe(401);
    jest.advanceTimersByTime(LOOK_MS);
    for (const screen of screens) await until('each is cut off', isCut(screen), 5_000);
  });
});

describe('T-58 AUTH-04 ended access while Redis hangs', () => {
  let redis: RedisServer;
  let app: TestApp;
  beforeAll(async () => {
    redis = await ownRedis();
    app = await startTestApp({ redisUrl: redis.url });
    await until('Redis is up', () => redisState() === 'up' && hearsOthers());
  });
  afterAll(async () => {
    redis.thaw();
    try {
      await app?.stop();
    } finally {
      await redis.kill();
    }
  });

  test('T-58 AUTH-04 a session that another process ended stops within a second of the silence being noticed', async () => {
    const tenant = await app.registerTenant();
    redis.freeze();
    const frozen = performance.now();
    await until('nothing is believed that would have come through it', () => !hearsOthers(), 10_000);
    const noticed = performance.now();
    expect(noticed - frozen).toBeLessThan(1_000);
    expect((await tenant.api('GET', '/auth/me')).status).toBe(200);
    const ended = performance.now();
    await app.sql('UPDATE sessions SET revoked_at = now() WHERE member_id = $1', [tenant.user.id]);
    await until('it is refused', async () => (await tenant.api('GET', '/auth/me')).status === 401, 10_000);
    expect(performance.now() - ended).toBeLessThan(1_000);

    redis.thaw();
    await until('it hears again', () => hearsOthers());
  });
});
