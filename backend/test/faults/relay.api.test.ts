import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { startWorker } from '../../src/app/worker';
import type { WorkerRole } from '../../src/app/worker';
import { db, withTenant } from '../../src/platform/db';
import { appendEvent, consume, defineConsumer, startRelay } from '../../src/platform/events';
import { adminUrl, startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { happen } from './events';
import { listen } from './listener';
import { until } from './until';

/** Writes through `db()` and fails as often as it is told to, after its write. */
const failures = new Map<string, number>();
const attempts = new Map<string, number>();
const renamer = defineConsumer({
  name: 'test-renamer',
  types: ['stock.low'],
  async handle(event) {
    attempts.set(event.id, (attempts.get(event.id) ?? 0) + 1);
    await db()
      .$executeRaw`UPDATE outlets SET phone = coalesce(phone, '') || 'x' WHERE id = ${event.outletId}::uuid`;
    const left = failures.get(event.id) ?? 0;
    if (left > 0) {
      failures.set(event.id, left - 1);
      throw new Error('not this time');
    }
  },
});

describe('from the outbox to screens and consumers', () => {
  let app: TestApp;
  let tenant: TestTenant;
  let worker: WorkerRole;

  beforeAll(async () => {
    app = await startTestApp();
    tenant = await app.registerTenant();
    worker = startWorker({ jobs: [], consumers: [renamer] });
  });
  afterAll(async () => {
    await worker.close();
    await app.stop();
  });

  const phone = async () => {
    const [row] = await app.sql<{ phone: string | null }>('SELECT phone FROM outlets WHERE id = $1', [
      tenant.outletId,
    ]);
    return row!.phone ?? '';
  };
  const consumed = async (id: string) => {
    const rows = await app.sql('SELECT FROM consumed_events WHERE event_id = $1', [id]);
    return rows.length === 1;
  };

  test('JOB-02 events arrive once each, in the order in which they were committed', async () => {
    const screen = await listen(app.baseUrl, tenant.token);
    const made: string[] = [];
    for (let i = 0; i < 60; i += 1) made.push(await happen(tenant));
    await until('all events', () => screen.events.length >= made.length);
    // Two more rounds of the relay bring nothing twice.
    made.push(await happen(tenant));
    await until('the last event', () => screen.ids().includes(made[60]!));
    expect(screen.ids()).toEqual(made);
    screen.close();
  });

  test('JOB-02 what was rolled back is never told', async () => {
    const screen = await listen(app.baseUrl, tenant.token);
    const undone = withTenant(tenant.tenantId, async () => {
      const data = { level: 'info' as const, code: 'test', title: '-', body: '-' };
      await appendEvent({ type: 'notification', outletId: tenant.outletId, data });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const made = await happen(tenant);
    await until('the event after it', () => screen.events.length > 0);
    expect(screen.ids()).toEqual([made]);
    screen.close();
  });

  test('JOB-02 a transaction that commits after one with a higher number is not lost', async () => {
    const screen = await listen(app.baseUrl, tenant.token);
    const slow = new Client({ connectionString: adminUrl(app.database) });
    await slow.connect();
    const slowId = uuidv7();
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
       VALUES ($1, $2, $3, 'notification', '{}', now())`,
      [tenant.tenantId, slowId, tenant.outletId],
    );
    const quickId = await happen(tenant);
    await until('the quick event', () => screen.ids().includes(quickId));
    expect(screen.ids()).not.toContain(slowId);
    await slow.query('COMMIT');
    await slow.end();
    await until('the slow event', () => screen.ids().includes(slowId));
    expect(screen.ids()).toEqual([quickId, slowId]);
    const { body } = await tenant.api('GET', `/events?since=${quickId}`);
    expect(body.data.map((event: { id: string }) => event.id)).toEqual([slowId]);
    screen.close();
  });

  test('JOB-02 of two relays one works; the other takes over when it stops', async () => {
    const screen = await listen(app.baseUrl, tenant.token);
    const second = startRelay([]);
    const made = [await happen(tenant), await happen(tenant)];
    await until('both events', () => screen.events.length === 2);
    const holders = await app.sql(
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND objid = 77316510",
    );
    expect(holders).toHaveLength(1);
    await worker.close();
    made.push(await happen(tenant));
    await until('the third event', () => screen.events.length === 3);
    expect(screen.ids()).toEqual(made);
    await second.stop();
    worker = startWorker({ jobs: [], consumers: [renamer] });
    screen.close();
  });

  test('JOB-03 a consumer has an event once, however often it is delivered', async () => {
    const before = await phone();
    const id = await happen(tenant, 'stock.low');
    await until('the consumer has it', () => consumed(id));
    const event = { id, type: 'stock.low', outletId: tenant.outletId, occurredAt: '', data: {} };
    for (let i = 0; i < 3; i += 1)
      await consume(renamer, { tenantId: tenant.tenantId, event: event as never });
    expect(await phone()).toBe(`${before}x`);
  });

  test('JOB-03 a failed consumer is tried again, and what it wrote before failing is undone', async () => {
    const before = await phone();
    const id = uuidv7();
    failures.set(id, 2);
    await happen(tenant, 'stock.low', { id });
    await until('the third attempt', () => consumed(id), 20_000);
    expect(attempts.get(id)).toBe(3);
    expect(await phone()).toBe(`${before}x`);
  });
});
