import { startWorker } from '../../src/app/worker';
import type { WorkerRole } from '../../src/app/worker';
import { config, setConfig } from '../../src/platform/config';
import { closeDatabase } from '../../src/platform/db';
import { JOB_QUEUE, applySchedules, countJobs, defineJob, enqueueJob } from '../../src/platform/queue';
import { purgeIdempotencyKeys, purgeOutbox } from '../../src/platform/queue';
import { queue } from '../../src/platform/queue/queues';
import { closeRedis, settleRedis } from '../../src/platform/redis';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { happen } from './events';
import { until } from './until';

const releases = new Map<string, () => void>();
const release = (...names: string[]) => names.forEach((name) => releases.get(name)!());
const log: string[] = [];
const slow = defineJob<{ name: string }>({
  name: 'test-slow',
  summary: 'Ends when it is told to',
  async run({ name }) {
    log.push(`${name} begun`);
    await new Promise<void>((resolve) => releases.set(name, resolve));
    log.push(`${name} ended`);
  },
});
const broken = defineJob({
  name: 'test-broken',
  summary: 'Fails',
  async run() {
    log.push('broken tried');
    throw new Error('never');
  },
});

describe('jobs', () => {
  let app: TestApp;
  let tenant: TestTenant;
  let worker: WorkerRole | undefined;

  beforeAll(async () => {
    app = await startTestApp();
    tenant = await app.registerTenant();
    await settleRedis(5_000);
  });
  afterEach(async () => {
    log.length = 0;
    await worker?.close();
    worker = undefined;
  });
  afterAll(async () => {
    await app.stop();
  });

  test('JOB-03 a worker that is told to stop finishes the jobs at hand and takes none that waits', async () => {
    worker = startWorker({ jobs: [slow], consumers: [] });
    // Two at once is what a worker does, so the third waits.
    for (const name of ['first', 'second', 'third']) await enqueueJob(slow, { name });
    await until('two jobs run', () => log.includes('first begun') && log.includes('second begun'));
    let hasClosed = false;
    const closing = worker.close().then(() => (hasClosed = true));
    worker = undefined;
    expect((await countJobs(JOB_QUEUE)).waiting).toBe(1);
    expect(hasClosed).toBe(false);
    release('first', 'second');
    await closing;
    expect([...log].sort()).toEqual(['first begun', 'first ended', 'second begun', 'second ended']);

    worker = startWorker({ jobs: [slow], consumers: [] });
    await until('the next worker takes the third', () => log.includes('third begun'));
    release('third');
    await until('it ends', () => log.includes('third ended'));
  });

  test('JOB-03 jobs that end in the very moment the worker is told to stop bring no other in', async () => {
    worker = startWorker({ jobs: [slow], consumers: [] });
    for (const name of ['first', 'second', 'third']) await enqueueJob(slow, { name });
    await until('two jobs run', () => log.includes('first begun') && log.includes('second begun'));
    const closing = worker.close();
    worker = undefined;
    release('first', 'second');
    await closing;
    expect([...log].sort()).toEqual(['first begun', 'first ended', 'second begun', 'second ended']);
    expect((await countJobs(JOB_QUEUE)).waiting).toBe(1);
    await queue(JOB_QUEUE)!.drain();
  });

  test('JOB-03 a job that fails is tried again and, given up, stays to be seen in the metrics', async () => {
    worker = startWorker({ jobs: [broken], consumers: [] });
    await queue(JOB_QUEUE)!.add('test-broken', {}, { attempts: 2, backoff: { type: 'fixed', delay: 20 } });
    await until('it is given up', async () => (await countJobs(JOB_QUEUE)).failed === 1);
    expect(log).toEqual(['broken tried', 'broken tried']);
    const { text } = await app.api('GET', '/api/metrics');
    expect(text).toContain('queue_jobs{queue="jobs",state="failed"} 1');
  });

  test('JOB-03 schedules are one table in the time zone of the service; what left the table leaves the queue', async () => {
    const gone = defineJob({
      name: 'test-gone',
      summary: '-',
      schedule: '0 0 1 1 *',
      run: async () => undefined,
    });
    await applySchedules([purgeIdempotencyKeys, purgeOutbox, gone]);
    await applySchedules([purgeIdempotencyKeys, purgeOutbox]);
    const schedulers = await queue(JOB_QUEUE)!.getJobSchedulers();
    expect(
      schedulers
        .map(({ key, pattern, tz }) => ({ key, pattern, tz }))
        .sort((a, b) => a.key.localeCompare(b.key)),
    ).toEqual([
      { key: 'purge-idempotency-keys', pattern: '10 3 * * *', tz: 'Asia/Jakarta' },
      { key: 'purge-outbox', pattern: '20 3 * * *', tz: 'Asia/Jakarta' },
    ]);
    for (const { next } of schedulers) {
      // 03:10 and 03:20 in Jakarta, which has no summer time, are 20:10 and 20:20 UTC.
      expect(new Date(next!).toISOString()).toMatch(/T20:(10|20):00\.000Z$/);
    }
  });

  test('JOB-03 purging takes what is old and handed over, and nothing else; twice is as once', async () => {
    const days = (n: number) => new Date(Date.now() - n * 86_400_000);
    for (const [key, age] of [
      ['old', 31],
      ['young', 29],
    ] as const) {
      await app.sql(
        `INSERT INTO idempotency_keys (tenant_id, key, method, path, request_hash, status, body, created_at)
         VALUES ($1, $2, 'POST', '/orders', 'x', 201, '{}', $3)`,
        [tenant.tenantId, key, days(age)],
      );
    }
    const [handed, waiting, fresh] = [await happen(tenant), await happen(tenant), await happen(tenant)];
    await app.sql('UPDATE outbox SET published_seq = 1, published_at = $2 WHERE id = $1', [handed, days(15)]);
    await app.sql('UPDATE outbox SET published_seq = 3, published_at = $2 WHERE id = $1', [
      waiting,
      days(15),
    ]);
    await app.sql('UPDATE outbox SET published_seq = 2, published_at = $2 WHERE id = $1', [fresh, days(13)]);
    await app.sql('UPDATE outbox_relay SET delivered_seq = 2');
    await app.sql("SELECT setval('outbox_published', 3)");
    for (let round = 0; round < 2; round += 1) {
      await purgeIdempotencyKeys.run({});
      await purgeOutbox.run({});
      const keys = await app.sql<{ key: string }>(
        "SELECT key FROM idempotency_keys WHERE key IN ('old', 'young')",
      );
      expect(keys).toEqual([{ key: 'young' }]);
      const events = await app.sql<{ id: string }>(
        'SELECT id FROM outbox WHERE id = ANY($1) ORDER BY published_seq',
        [[handed, waiting, fresh]],
      );
      expect(events.map(({ id }) => id)).toEqual([fresh, waiting]);
    }
  });

  test('JOB-03 without any Redis the worker runs consumers itself and jobs refuse rather than vanish', async () => {
    await closeDatabase();
    await closeRedis();
    setConfig({ ...config(), redisUrl: null });
    const seen: string[] = [];
    worker = startWorker({
      jobs: [],
      consumers: [
        { name: 'test-direct', types: ['notification'], handle: async ({ id }) => void seen.push(id) },
      ],
    });
    const id = await happen(tenant);
    await until('the consumer has it', () => seen.includes(id));
    await expect(enqueueJob(slow, { name: 'third' })).rejects.toThrow('redis is away');
  });
});
