import { asAdmin, startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { config, setConfig } from '../../../platform/config';

const TOKEN = 'monitoring-token-of-the-test';

describe('health and metrics', () => {
  let app: TestApp;
  let tenant: TestTenant;

  beforeAll(async () => {
    app = await startTestApp({ monitoringToken: TOKEN });
    tenant = await app.registerTenant();
  });
  afterAll(() => app.stop());

  const as = (token: string) => ({ authorization: `Bearer ${token}` });

  test('OBS-01 alive and ready are told to anybody, and are never cached', async () => {
    for (const path of ['/api/health', '/api/health/live', '/api/health/ready', '/api/ready']) {
      const { status, body, headers } = await app.api('GET', path);
      expect([path, status, body.status]).toEqual([path, 200, 'ok']);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    const { body } = await app.api('GET', '/api/health/ready');
    expect(body.checks).toMatchObject({ database: { status: 'ok' }, redis: { status: 'ok' } });
  });

  test('OBS-01 with the database away the process lives and is not ready: 503 with Retry-After', async () => {
    const setAllowed = (isAllowed: boolean) =>
      asAdmin(async (client) => {
        await client.query(`ALTER DATABASE ${app.database} ALLOW_CONNECTIONS ${isAllowed}`);
        if (isAllowed) return;
        await client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename IN ('meja_app', 'meja_platform')",
          [app.database],
        );
      });
    await setAllowed(false);
    try {
      const { status, body, headers } = await app.api('GET', '/api/health/ready');
      expect(status).toBe(503);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(headers.get('retry-after')).toBe('5');
      expect(body.code).toBe('unavailable');
      expect((await app.api('GET', '/api/health/live')).status).toBe(200);
    } finally {
      await setAllowed(true);
    }
    expect((await app.api('GET', '/api/ready')).status).toBe(200);
  });

  test('OBS-01 details are for the monitoring token and for super admins', async () => {
    expect((await app.api('GET', '/api/health/detailed')).status).toBe(401);
    expect((await app.api('GET', '/api/health/detailed', undefined, as('a guess'))).status).toBe(401);
    expect((await app.api('GET', '/api/health/detailed', undefined, as(tenant.token))).status).toBe(403);
    const { status, body } = await app.api('GET', '/api/health/detailed', undefined, as(TOKEN));
    expect(status).toBe(200);
    expect(Object.keys(body.checks).sort()).toEqual([
      'connections',
      'database',
      'disk',
      'events',
      'mail',
      'queues',
      'redis',
      'sessions',
    ]);
    expect(body.checks.queues).toMatchObject({ events: { failed: 0 }, jobs: { failed: 0 } });
    expect(body.checks.sessions.active).toBe(1);
    expect(body.memory.rssBytes).toBeGreaterThan(0);
  });

  test('OBS-02 metrics name requests by route, with sessions, pools, queues, sockets and events', async () => {
    await tenant.api('GET', '/outlets');
    await app.api('GET', '/api/health/tidak-ada');
    const { status, text, headers } = await app.api('GET', '/api/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/plain');
    const has = (line: RegExp) => expect(text).toMatch(line);
    has(/^http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/outlets",status="200"\} 1$/m);
    has(/^http_request_duration_seconds_count\{method="GET",route="unmatched",status="404"\} 1$/m);
    has(/^sessions_active 1$/m);
    has(/^db_pool_connections\{pool="app",state="idle"\} [1-9]/m);
    has(/^queue_jobs\{queue="events",state="failed"\} 0$/m);
    has(/^socket_connections 0$/m);
    has(/^redis_up 1$/m);
    has(/^outbox_waiting \d+$/m);
    expect(text).not.toContain('tidak-ada');
    for (const name of [
      'orders_total',
      'order_value',
      'cache_reads_total',
      'http_request_errors_total',
      'event_delivery_seconds',
    ]) {
      expect(text).toContain(`# TYPE ${name} `);
    }
  });

  test('OBS-02 SAAS-07 mail that waits, since when, and what was given up are measured, and late mail is told of', async () => {
    const mail = (status: string, minutes: number) =>
      app.sql(
        `INSERT INTO emails (id, name, language, recipient, status, created_at, next_at, ended_at)
         VALUES (gen_random_uuid(), 'verify_email', 'id', 'x@contoh.test', $1, now() - make_interval(mins => $2),
                 now() + interval '1 day', CASE WHEN $1 <> 'WAITING' THEN now() END)`,
        [status, minutes],
      );
    const check = async () =>
      (await app.api('GET', '/api/health/detailed', undefined, as(TOKEN))).body.checks.mail;
    const before = await check();
    expect(before.status).toBe('ok');
    await mail('FAILED', 60);
    await mail('FAILED', 25 * 60);
    await mail('WAITING', 9);
    expect(await check()).toMatchObject({
      status: 'ok',
      waiting: before.waiting + 1,
      failed: before.failed + 1,
    });
    await mail('WAITING', 11);
    const late = await check();
    expect(late).toMatchObject({ status: 'degraded', waiting: before.waiting + 2 });
    expect(late.oldestSeconds).toBeGreaterThan(11 * 60);
    const { text } = await app.api('GET', '/api/metrics');
    expect(text).toContain(`\nmail_waiting ${late.waiting}\n`);
    expect(text).toContain(`\nmail_failed ${late.failed}\n`);
    expect(text).toMatch(/^mail_oldest_seconds 6\d\d(\.\d+)?$/m);
    await app.sql("DELETE FROM emails WHERE recipient = 'x@contoh.test'");
  });

  test('OBS-02 in production metrics need the monitoring token', async () => {
    const before = config();
    setConfig({ ...before, env: 'production' });
    try {
      expect((await app.api('GET', '/api/metrics')).status).toBe(401);
      expect((await app.api('GET', '/api/metrics', undefined, as(tenant.token))).status).toBe(403);
      expect((await app.api('GET', '/api/metrics', undefined, as(TOKEN))).status).toBe(200);
    } finally {
      setConfig(before);
    }
  });
});
