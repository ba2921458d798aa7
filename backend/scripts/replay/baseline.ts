import { Client, Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Basket } from './baskets';

const CLIENTS = 16;
const SCHEMA = 'replay_baseline';

// The rows of one replayed sale, with the product's own columns' widths and indexes, and nothing else: what
// PostgreSQL alone can take on this machine, through one function call per order.
const SETUP = `
  DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE;
  CREATE SCHEMA ${SCHEMA};
  CREATE TABLE ${SCHEMA}.orders (LIKE public.orders INCLUDING DEFAULTS INCLUDING INDEXES);
  CREATE TABLE ${SCHEMA}.order_items (LIKE public.order_items INCLUDING DEFAULTS INCLUDING INDEXES);
  CREATE TABLE ${SCHEMA}.payments (LIKE public.payments INCLUDING DEFAULTS INCLUDING INDEXES);
  CREATE TABLE ${SCHEMA}.journal_entries (LIKE public.journal_entries INCLUDING DEFAULTS INCLUDING INDEXES);
  CREATE TABLE ${SCHEMA}.outbox (LIKE public.outbox INCLUDING DEFAULTS INCLUDING INDEXES);
  CREATE TABLE ${SCHEMA}.idempotency_keys (LIKE public.idempotency_keys INCLUDING DEFAULTS INCLUDING INDEXES);
  CREATE TABLE ${SCHEMA}.order_counters (LIKE public.order_counters INCLUDING DEFAULTS INCLUDING INDEXES);
  CREATE FUNCTION ${SCHEMA}.record(p_order uuid, p_items int, p_date date, p_outlet uuid, p_body text) RETURNS int
  LANGUAGE plpgsql AS $$
  DECLARE v_number int; v_sale uuid := gen_random_uuid(); v_pay uuid := gen_random_uuid();
  BEGIN
    INSERT INTO ${SCHEMA}.order_items
    SELECT r.* FROM generate_series(1, p_items) n, LATERAL jsonb_populate_record(
      (SELECT s FROM public.order_items s LIMIT 1), jsonb_build_object('id', gen_random_uuid(), 'order_id', p_order, 'position', n)) r;
    INSERT INTO ${SCHEMA}.payments SELECT r.* FROM jsonb_populate_record(
      (SELECT s FROM public.payments s LIMIT 1), jsonb_build_object('id', v_pay, 'order_id', p_order)) r;
    INSERT INTO ${SCHEMA}.journal_entries SELECT r.* FROM unnest(ARRAY[v_sale, v_pay]) e(id), LATERAL jsonb_populate_record(
      (SELECT s FROM public.journal_entries s LIMIT 1), jsonb_build_object('id', e.id, 'order_id', p_order)) r;
    INSERT INTO ${SCHEMA}.order_counters AS c (tenant_id, outlet_id, business_date, last) VALUES (p_outlet, p_outlet, p_date, 1)
    ON CONFLICT (tenant_id, outlet_id, business_date) DO UPDATE SET last = c.last + 1 RETURNING c.last INTO v_number;
    INSERT INTO ${SCHEMA}.orders SELECT r.* FROM jsonb_populate_record((SELECT s FROM public.orders s LIMIT 1),
      jsonb_build_object('id', p_order, 'number', v_number, 'business_date', p_date, 'outlet_id', p_outlet)) r;
    INSERT INTO ${SCHEMA}.outbox (tenant_id, id, type, data, occurred_at)
    SELECT p_outlet, gen_random_uuid(), 'order.created', '{}', now() FROM generate_series(1, 2);
    INSERT INTO ${SCHEMA}.idempotency_keys (tenant_id, key, method, path, request_hash, status, body)
    VALUES (p_outlet, p_order::text, 'POST', '/api/v1/orders', repeat('0', 64), 201, p_body);
    RETURN v_number;
  END $$;`;

/** Orders per second when the same number of rows is written by raw SQL, one function call per order. */
export async function measureBaseline(databaseUrl: string, baskets: readonly Basket[]): Promise<number> {
  const admin = new Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(SETUP);
  const pool = new Pool({ connectionString: databaseUrl, max: CLIENTS });
  const outlet = uuidv7();
  const body = 'x'.repeat(2_500);
  let next = 0;
  const write = async () => {
    for (let index = next++; index < baskets.length; index = next++) {
      const { items, date } = baskets[index]!;
      const values = [uuidv7(), items.size, date, outlet, body];
      await pool.query({ name: 'record', text: `SELECT ${SCHEMA}.record($1, $2, $3, $4, $5)`, values });
    }
  };
  try {
    const started = performance.now();
    await Promise.all(Array.from({ length: CLIENTS }, write));
    return baskets.length / ((performance.now() - started) / 1000);
  } finally {
    await pool.end();
    await admin.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE`);
    await admin.end();
  }
}
