import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { startWorker } from '../../src/app/worker';
import type { WorkerRole } from '../../src/app/worker';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import type { Goods } from '../../src/modules/orders/__tests__/orders.fixtures';
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
  let goods: Goods;

  beforeAll(async () => {
    app = await startTestApp();
    tenant = await app.registerTenant();
    goods = await stockMenu(tenant);
    worker = startWorker({ jobs: [], consumers: [renamer] });
    await until('what came of it is told', async () => {
      const late = await app.sql(
        'SELECT FROM outbox WHERE published_seq IS NULL OR published_seq > (SELECT delivered_seq FROM outbox_relay)',
      );
      return late.length === 0;
    });
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

  /** Sells one cup, and answers the id of the order. */
  const sell = async (): Promise<string> => {
    const id = uuidv7();
    const { status } = await tenant.api('POST', '/orders', {
      id,
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      items: [{ productId: goods.coffee, quantity: 1 }],
    });
    expect(status).toBe(201);
    return id;
  };
  const eventsOf = (orderId: string) =>
    app.sql<{ id: string; number: string | null; together: boolean }>(
      `SELECT e.id, e.published_seq AS number, e.xmin = o.xmin AS together
       FROM outbox e JOIN orders o ON o.tenant_id = e.tenant_id AND o.id::text = e.data->>'orderId'
       WHERE o.id = $1 ORDER BY e.seq`,
      [orderId],
    );
  const isNumbering = async () =>
    (await app.sql('SELECT FROM outbox_relay WHERE numbered_until > now()')).length > 0;

  test('T-53 JOB-02 the events of a recorded order are written once, with their numbers', async () => {
    await until('the relay works', isNumbering);
    const screen = await listen(app.baseUrl, tenant.token);
    const id = await sell();
    const events = await eventsOf(id);
    expect(events).not.toHaveLength(0);
    expect(events.every(({ number, together }) => number !== null && together)).toBe(true);
    await until('they are heard', () => events.every((event) => screen.ids().includes(event.id)));
    // What goes on afterwards writes none of them anew.
    expect(await eventsOf(id)).toEqual(events);
    screen.close();
  });

  test.each(['COMMIT', 'ROLLBACK'])(
    'T-53 JOB-02 what has a number and is not committed yet is waited for, until its %s',
    async (end) => {
      await until('the relay works', isNumbering);
      const screen = await listen(app.baseUrl, tenant.token);
      const first = await happen(tenant);
      await until('the event before', () => screen.ids().includes(first));
      const slow = new Client({ connectionString: adminUrl(app.database) });
      await slow.connect();
      const slowId = uuidv7();
      await slow.query('BEGIN');
      await slow.query('SELECT apply_events(ARRAY[$1::uuid], ARRAY[$2::uuid], ARRAY[NULL::int], $3)', [
        tenant.tenantId,
        tenant.outletId,
        JSON.stringify([
          { n: 1, id: slowId, type: 'notification', data: {}, occurred_at: new Date().toISOString() },
        ]),
      ]);
      const { rows } = await slow.query('SELECT published_seq FROM outbox WHERE id = $1', [slowId]);
      expect(rows[0].published_seq).not.toBeNull();
      const quick = (await eventsOf(await sell())).map(({ id }) => id);
      // Numbered and committed, and still nobody is told, or the one before it would be missed.
      await until('the relay has been round', async () => {
        const [row] = await app.sql<{ isRound: boolean }>(
          `SELECT published_seq = $1::bigint - 1 AS "isRound" FROM outbox_relay`,
          [rows[0].published_seq],
        );
        return row!.isRound;
      });
      const read = async () =>
        (await tenant.api('GET', `/events?since=${first}`)).body.data.map(
          (event: { id: string }) => event.id,
        );
      expect(await read()).toEqual([]);
      expect(screen.ids()).not.toContain(quick[0]);
      await slow.query(end);
      await slow.end();
      const expected = end === 'COMMIT' ? [slowId, ...quick] : quick;
      await until('the events after it', () => screen.ids().includes(quick.at(-1)!));
      expect(screen.ids().slice(1)).toEqual(expected);
      expect(await read()).toEqual(expected);
      screen.close();
    },
  );

  test('T-53 JOB-02 without a relay events wait for their numbers, and those that follow them do too', async () => {
    await worker.close();
    await until('no relay numbers', async () => !(await isNumbering()));
    const screen = await listen(app.baseUrl, tenant.token);
    const [one, two] = [await sell(), await happen(tenant)];
    const waiting = (await eventsOf(one)).map(({ id, number }) => [id, number]);
    expect(waiting.every(([, number]) => number === null)).toBe(true);
    // A relay is there, and has not been round yet: what is told now stays behind what waits.
    await app.sql("UPDATE outbox_relay SET numbered_until = now() + interval '10 seconds'");
    const behind = await eventsOf(await sell());
    expect(behind.every(({ number }) => number === null)).toBe(true);
    worker = startWorker({ jobs: [], consumers: [renamer] });
    await until('all of them', () => screen.ids().includes(behind.at(-1)!.id));
    expect(screen.ids()).toEqual([...waiting.map(([id]) => id), two, ...behind.map(({ id }) => id)]);
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
