/**
 * What PostgreSQL alone takes: the rows of one real sale, written again and again into the same tables by one call of one
 * plain function with constants. The same keys, checks, policies, triggers and rights apply, since they are the same
 * tables; what is left out is everything that decides what to write.
 */
import { Client, Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';

const CLIENTS = 16;
/** Longer texts are handed over with each call, as a request's are, and so compressed and stored anew. */
const LONG = 500;

type Row = Record<string, string | null>;
interface Found {
  table: string;
  rows: Row[];
}

async function tablesOf(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.oid`,
  );
  return rows.map(({ name }) => name);
}

/** All rows that name the order, and those that name one of these. */
async function rowsOf(admin: Client, tenantId: string, orderId: string): Promise<Found[]> {
  const tables = await tablesOf(admin);
  const found = new Map<string, Row[]>();
  let ids = [orderId];
  for (let depth = 0; depth < 2; depth += 1) {
    const next = new Set(ids);
    for (const table of tables) {
      const columns = await columnsOf(admin, table);
      const texts = columns.map((column) => `t."${column}"::text AS "${column}"`).join(', ');
      const { rows } = await admin.query<Row>(
        `SELECT ${texts} FROM "${table}" t WHERE t.tenant_id = $1 AND t::text ~ $2`,
        [tenantId, ids.join('|')],
      );
      if (rows.length) found.set(table, rows);
      for (const { id } of rows) if (id) next.add(id);
    }
    ids = [...next];
  }
  return tables.filter((table) => found.has(table)).map((table) => ({ table, rows: found.get(table)! }));
}

/** Columns that an insert names: not those that are reckoned, or counted by themselves. */
async function columnsOf(admin: Client, table: string): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = ('public.' || quote_ident($1))::regclass AND attnum > 0 AND NOT attisdropped
       AND attgenerated = '' AND attidentity <> 'a' AND attname NOT IN ('published_seq', 'published_at', 'seq')`,
    [table],
  );
  return rows.map(({ name }) => name);
}

interface Written {
  sql: string;
  /** Texts of a call, in which the first ids stand. */
  texts: string[];
  ids: string[];
}

function write(found: Found[], tenantId: string): Written {
  const ids = [
    ...new Set(
      found.flatMap(({ rows }) => rows.map((row) => row.id).filter((id) => id !== null && id !== undefined)),
    ),
  ];
  const texts: string[] = [];
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const value = (column: string, text: string | null): string => {
    if (text === null) return 'NULL';
    if (column === 'number') return 'v_number';
    if (ids.includes(text)) return `p_ids[${ids.indexOf(text) + 1}]`;
    // A key is the caller's: any text that no call has used.
    if (column === 'key') return `p_ids[1]::text`;
    if (text.length < LONG && !ids.some((id) => text.includes(id))) return quoted(text);
    texts.push(text);
    return `p_texts[${texts.length}]`;
  };
  const inserts = found
    .filter(({ table }) => !/counter/.test(table))
    .map(({ table, rows }) => {
      const columns = Object.keys(rows[0]!);
      const lines = rows.map(
        (row) => `(${columns.map((column) => cast(value(column, row[column]!), table, column)).join(', ')})`,
      );
      return `INSERT INTO public."${table}" (${columns.map((c) => `"${c}"`).join(', ')}) VALUES ${lines.join(',\n')};`;
    });
  const sql = `
    CREATE SCHEMA IF NOT EXISTS bench;
    GRANT USAGE ON SCHEMA bench TO meja_app;
    CREATE OR REPLACE FUNCTION bench.record(p_ids uuid[], p_texts text[], p_outlet uuid, p_date date) RETURNS int
    LANGUAGE plpgsql AS $bench$
    DECLARE v_number int;
    BEGIN
      PERFORM set_config('app.tenant_id', '${tenantId}', true);
      INSERT INTO public.order_counters AS c (tenant_id, outlet_id, business_date, last)
      VALUES ('${tenantId}', p_outlet, p_date, 1)
      ON CONFLICT (tenant_id, outlet_id, business_date) DO UPDATE SET last = c.last + 1 RETURNING c.last INTO v_number;
      ${inserts.join('\n')}
      RETURN v_number;
    END $bench$;`;
  return { sql, texts, ids };
}

/** Parameters of one type stand where columns have many. */
const cast = (expression: string, table: string, column: string): string =>
  expression.startsWith('p_texts') ? `${expression}::${typeName(table, column)}` : expression;

const types = new Map<string, string>();
const typeName = (table: string, column: string) => types.get(`${table}.${column}`) ?? 'text';

async function readTypes(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string; type: string }>(
    `SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped`,
  );
  for (const { name, type } of rows) types.set(name, type);
}

export interface Limit {
  /** Writes for so long; how many sales it wrote. */
  run(seconds: number): Promise<{ orders: number; seconds: number; times: number[] }>;
  close(): Promise<void>;
}

/** Makes the function out of a sale that was just recorded. */
export async function openLimit(
  databaseUrl: string,
  appUrl: string,
  { tenantId, outletId, orderId }: { tenantId: string; outletId: string; orderId: string },
): Promise<Limit> {
  const admin = new Client({ connectionString: databaseUrl });
  await admin.connect();
  await readTypes(admin);
  const found = await rowsOf(admin, tenantId, orderId);
  const { sql, texts, ids } = write(found, tenantId);
  await admin.query(sql);
  const { rows } = await admin.query<{ date: string }>(
    'SELECT business_date::text AS date FROM orders WHERE id = $1',
    [orderId],
  );
  const { date } = rows[0]!;
  const pool = new Pool({ connectionString: appUrl, max: CLIENTS });
  const renew = (fresh: string[]) =>
    texts.map((text) => ids.reduce((changed, id, index) => changed.replaceAll(id, fresh[index]!), text));
  return {
    async run(seconds) {
      const times: number[] = [];
      const from = performance.now();
      const until = from + seconds * 1000;
      const keepWriting = async () => {
        while (performance.now() < until) {
          const fresh = ids.map(() => uuidv7());
          const sent = performance.now();
          await pool.query({
            name: 'record',
            text: 'SELECT bench.record($1, $2, $3, $4)',
            values: [fresh, renew(fresh), outletId, date],
          });
          times.push(performance.now() - sent);
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, keepWriting));
      return { orders: times.length, seconds: (performance.now() - from) / 1000, times };
    },
    async close() {
      await pool.end();
      await admin.query('DROP SCHEMA IF EXISTS bench CASCADE');
      await admin.end();
    },
  };
}
