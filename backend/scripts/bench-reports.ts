/**
 * What reports cost over many orders, straight from the journal and from roll-ups, and what keeping these costs: CPU of
 * this process (API, and the client that asks it) and of PostgreSQL's backends. Wants TEST_DATABASE_URL;
 * `pnpm --filter @meja/backend run bench:reports [orders]`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { businessDate } from '@meja/domain';
import { keepUp } from '../src/modules/reports';
import { loadConfig } from '../src/platform/config';
import { migrate } from '../src/platform/db/migrate';
import { openShop } from '../test/factories/selling';
import { adminUrl, asAdmin, dropDatabase, startTestApp } from '../test/setup';
import type { TestApp, TestTenant } from '../test/setup';

const ORDERS = Number(process.argv[2] ?? 100_000);
const DAYS = 365;
const ROUNDS = 50;
const SLOW_ROUNDS = 2;
const TICK_MS = 10;
const BATCHES = 30;
const BATCH = 40;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** CPU that the backends of the API's connections have used, in milliseconds. */
async function databaseCpu(app: TestApp): Promise<number> {
  const backends = await app.sql<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'meja-%' AND datname = current_database()",
  );
  return backends.reduce((sum, { pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }, 0);
}

async function measure(app: TestApp, rounds: number, work: () => Promise<unknown>) {
  const database = await databaseCpu(app);
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  for (let i = 0; i < rounds; i += 1) await work();
  const took = (performance.now() - start) / rounds;
  const used = process.cpuUsage(cpu);
  return {
    api: (used.user + used.system) / 1000 / rounds,
    db: ((await databaseCpu(app)) - database) / rounds,
    took,
  };
}

const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0).padStart(8);

/** Sold orders of three lines each, one payment, spread over days; `isNew`: sold now, with the events that tell of it. */
async function load(tenant: TestTenant, count: number, isNew: boolean): Promise<void> {
  const days = isNew ? 1 : DAYS;
  const values = [tenant.tenantId, count, days, businessDate(new Date(), 'Asia/Jakarta', '04:00'), isNew];
  await asAdmin(async (client) => {
    await client.query('SET session_replication_role = replica');
    await client.query(
      `WITH made AS MATERIALIZED (
       SELECT n,
         $4::date - ($3::int - 1 - (n * $3::int / ($2::int + 1)))::int AS day,
         (ARRAY(SELECT id FROM outlets WHERE tenant_id = $1 ORDER BY id))[1 + n % 2] AS outlet
       FROM generate_series(1, $2::int) n
     ), dated AS (
       SELECT m.*, m.day::timestamp AT TIME ZONE 'Asia/Jakarta' + make_interval(mins => 8 * 60 + (n * 37) % 840) AS at,
         1000000 + (SELECT count(*) FROM orders)::int + n AS number FROM made m
     ), timed AS MATERIALIZED (
       SELECT d.*, x.id, y.id AS entry FROM dated d
       CROSS JOIN LATERAL (SELECT lpad(to_hex((extract(epoch FROM d.at) * 1000)::bigint), 12, '0') AS head) h
       CROSS JOIN LATERAL (SELECT (h.head || substr(replace(gen_random_uuid()::text, '-', ''), 13))::uuid AS id) x
       CROSS JOIN LATERAL (SELECT (h.head || substr(replace(gen_random_uuid()::text, '-', ''), 13))::uuid AS id) y
     ), o AS (
       INSERT INTO orders (tenant_id, id, outlet_id, number, business_date, type, status, payment_status, subtotal,
         discount_total, service_charge, tax_total, tax_included_total, rounding, tip_total, total, paid_total, taxes,
         steps, pricing_settings, cashier_id, cashier_name, request_hash, occurred_at, created_at, updated_at,
         sale_entry_id, submitted_at, completed_at)
       SELECT $1, id, outlet, number, day, CASE WHEN n % 3 = 0 THEN 'TAKEAWAY' ELSE 'DINE_IN' END, 'COMPLETED', 'PAID',
         30000, 0, 0, 3000, 0, 0, 0, 33000, 33000, '[]', '[]', '{}',
         (SELECT user_id FROM memberships WHERE tenant_id = $1 LIMIT 1), 'Kasir', '', at, at, at, entry, at, at FROM timed
     ), i AS (
       INSERT INTO order_items (tenant_id, id, order_id, position, product_id, category_id, name, unit, quantity_milli,
         unit_price, modifiers, tax_class, gross, line_discount, order_discount, net, service, tax, tax_included, total,
         tax_definition)
       SELECT $1, gen_random_uuid(), t.id, k, p.id, p.category_id, p.name, 'pcs', 1000, 10000, '[]', 'PBJT', 10000, 0, 0,
         10000, 0, 1000, 0, 11000, '{}'
       FROM timed t CROSS JOIN generate_series(0, 2) k
       JOIN (SELECT id, category_id, name, row_number() OVER (ORDER BY id) - 1 AS place FROM products WHERE tenant_id = $1) p
         ON p.place = (t.n * 7 + k * 13) % (SELECT count(*) FROM products WHERE tenant_id = $1)
     ), p AS (
       INSERT INTO payments (tenant_id, id, order_id, outlet_id, method, amount, business_date, cashier_id, request_hash,
         paid_at, created_at)
       SELECT $1, gen_random_uuid(), id, outlet, CASE WHEN n % 3 = 0 THEN 'QRIS' ELSE 'CASH' END, 33000, day,
         (SELECT user_id FROM memberships WHERE tenant_id = $1 LIMIT 1), '', at, at FROM timed
     ), e AS (
       INSERT INTO journal_entries (tenant_id, id, outlet_id, kind, order_id, business_date, occurred_at, created_at,
         accounts, amounts)
       SELECT $1, entry, outlet, 'SALE', id, day, at, at, '{ORDERS,SALES,TAX_PAYABLE}', '{33000,-30000,-3000}' FROM timed
     )
     INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at, published_seq, published_at)
     SELECT $1, gen_random_uuid(), outlet, x.type, jsonb_build_object('orderId', id), at, nextval('outbox_published'), now()
     FROM timed CROSS JOIN (VALUES ('order.created'), ('payment.received'), ('kitchen.ticket.created'),
       ('kitchen.ticket.updated'), ('order.updated'), ('kitchen.ticket.updated')) x(type) WHERE $5`,
      values,
    );
  }, database);
}

const database = `meja_bench_${process.pid}`;
await asAdmin((client) => client.query(`CREATE DATABASE ${database}`));
const config = loadConfig({ ...process.env, DATABASE_URL: adminUrl(database) });
await migrate(adminUrl(database), join(import.meta.dirname, '../prisma'), config);
const app = await startTestApp({}, database);
try {
  const tenant = await app.registerTenant();
  await openShop(tenant);
  await tenant.api('POST', '/outlets', { name: 'Cabang' });
  for (let i = 0; i < 40; i += 1) await tenant.api('POST', '/products', { name: `Menu ${i}`, price: 10_000 });
  await load(tenant, ORDERS, false);
  await app.sql('ANALYZE');
  const today = businessDate(new Date(), 'Asia/Jakarta', '04:00');
  const first = new Date(Date.parse(today) - (DAYS - 1) * 86_400_000).toISOString().slice(0, 10);
  const get = async (path: string) => {
    const { status, text } = await tenant.api('GET', path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
  };
  const year = (by: string) => () => get(`/reports/sales?from=${first}&to=${today}&groupBy=${by}`);
  const day = (by: string) => () => get(`/reports/sales?from=${today}&to=${today}&groupBy=${by}`);

  async function table(title: string, rounds: number): Promise<void> {
    say(`\n${title}\n${''.padEnd(24)}  API ms   PG ms    took`);
    const line = async (name: string, times: number, work: () => Promise<void>) => {
      for (let i = 0; i < times / 5; i += 1) await work();
      const { api, db, took } = await measure(app, times, work);
      say(`${name.padEnd(24)}${ms(api)}${ms(db)}${ms(took)}`);
    };
    for (const by of ['hour', 'product', 'day', 'payment']) await line(`a day by ${by}`, ROUNDS, day(by));
    await line('dashboard', ROUNDS, () => get('/reports/dashboard'));
    for (const by of ['day', 'hour', 'product', 'category', 'payment', 'cashier'])
      await line(`${ORDERS} orders by ${by}`, rounds, year(by));
  }

  await table('from the journal', SLOW_ROUNDS);
  const filled = await measure(app, 1, () => keepUp(tenant.tenantId));
  await app.sql('ANALYZE');
  const [size] = await app.sql<{ rollups: number; noted: number; rows: number }>(
    `SELECT pg_total_relation_size('sales_rollups')::float8 AS rollups,
            pg_total_relation_size('sales_rolled_up')::float8 AS noted,
            (SELECT count(*)::int FROM sales_rollups) AS rows`,
  );
  say(
    `\nfilled: ${filled.took.toFixed(0)} ms, per order ${((filled.api + filled.db) / ORDERS).toFixed(3)} ms of CPU;`,
  );
  say(`${size!.rows} rows, per order ${((size!.rollups + size!.noted) / ORDERS).toFixed(0)} bytes`);
  await table('from roll-ups', ROUNDS);

  let [api, db] = [0, 0];
  for (let i = 0; i < BATCHES; i += 1) {
    await load(tenant, BATCH, true);
    const used = await measure(app, 1, () => keepUp(tenant.tenantId));
    api += used.api;
    db += used.db;
  }
  const each = (value: number) => (value / BATCHES / BATCH).toFixed(3);
  say(
    `\nkept up in batches of ${BATCH}: per order ${each(api)} ms of the worker, ${each(db)} ms of PostgreSQL`,
  );
  await load(tenant, BATCH, true);
  await table(`from roll-ups, and ${BATCH} sales since`, ROUNDS);
} finally {
  await app.stop();
  await dropDatabase(database);
}
process.exit(0);
