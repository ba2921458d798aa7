import { Client } from 'pg';
import { rolePassword } from '../../src/platform/config';
import { adminUrl, asAdmin, createDatabase, dropDatabase } from '../setup/databases';

let database: string;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => dropDatabase(database));

const query = <R extends object>(text: string) =>
  asAdmin(async (client) => (await client.query(text)).rows as R[], database);

async function asRole<T>(role: string, fn: (client: Client) => Promise<T>): Promise<T> {
  const url = new URL(adminUrl(database));
  url.password = rolePassword(adminUrl(database), role);
  url.username = role;
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}

const TENANT_TABLES = `
  SELECT c.oid, c.relname FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`;

describe('the database keeps tenants apart by itself', () => {
  test('ISO-01 every table with tenant_id has forced row-level security and a policy that compares directly', async () => {
    const tables = await query<{
      relname: string;
      enabled: boolean;
      forced: boolean;
      using: string | null;
      check: string | null;
    }>(`
      SELECT t.relname, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
             pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check
      FROM (${TENANT_TABLES}) t JOIN pg_class c ON c.oid = t.oid
      LEFT JOIN pg_policy p ON p.polrelid = t.oid AND p.polroles = '{0}'`);
    expect(tables.length).toBeGreaterThan(25);
    const expected = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";
    const wrong = tables.filter(
      (t) => !t.enabled || !t.forced || t.using !== expected || t.check !== expected,
    );
    expect(wrong).toEqual([]);
    // The one exception, and whom it is for: it records orders of many businesses in one call (ADR 0014).
    const others = await query<{ name: string; roles: string }>(`
      SELECT DISTINCT p.polname AS name, p.polroles::regrole[]::text AS roles FROM pg_policy p
      JOIN (${TENANT_TABLES}) t ON t.oid = p.polrelid WHERE p.polroles <> '{0}'`);
    expect(others).toEqual([{ name: 'recorder', roles: '{meja_recorder}' }]);
  });

  test('ISO-02 a reference between tenant tables carries the tenant', async () => {
    const loose = await query<{ conname: string }>(`
      WITH tenant_tables AS (${TENANT_TABLES})
      SELECT k.conname, k.conrelid::regclass::text AS source FROM pg_constraint k
      JOIN tenant_tables s ON s.oid = k.conrelid JOIN tenant_tables t ON t.oid = k.confrelid
      WHERE k.contype = 'f' AND NOT EXISTS (
        SELECT FROM unnest(k.conkey, k.confkey) AS pair(source, target)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.source AND a.attname = 'tenant_id'
        JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.target AND b.attname = 'tenant_id')`);
    expect(loose).toEqual([]);
  });

  test('ISO-02 uniques and indexes of tenant tables start with the tenant', async () => {
    const rows = await query<{ index: string; first: string }>(`
      SELECT i.indexrelid::regclass::text AS index, a.attname AS first
      FROM pg_index i JOIN (${TENANT_TABLES}) t ON t.oid = i.indrelid
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indisunique`);
    // Sessions and their tokens are identities of the service, found before any tenant is known; mail may have none.
    const allowed = /^(sessions_pkey|emails_pkey|outbox_\w+)$/;
    expect(rows.filter((row) => row.first !== 'tenant_id' && !allowed.test(row.index))).toEqual([]);
  });

  test('F-01 a lock that an SQL function takes begins with the tenant', async () => {
    const functions = await query<{ name: string; source: string }>(
      "SELECT proname AS name, prosrc AS source FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc ~ 'advisory'",
    );
    expect(functions.map(({ name }) => name)).toContain('record_orders');
    const loose = functions.flatMap(({ name, source }) =>
      [...source.matchAll(/pg_(?:try_)?advisory\w*\((.*)/g)]
        .map(([, locked]) => locked!)
        .filter((locked) => !/^hashtextextended\([vp]_tenant::text \|\| ':/.test(locked))
        // Of all tenants, and nobody waits for it: who draws numbers of events holds it shared, and none takes it alone.
        .filter((locked) => !/^77316511, /.test(locked))
        .map((locked) => `${name}: ${locked}`),
    );
    expect(loose).toEqual([]);
    const shared = functions.filter(({ source }) => /lock_shared\(77316511, /.test(source));
    expect(shared.map(({ name }) => name)).toEqual(['apply_events']);
    expect(functions.filter(({ source }) => /lock\(77316511/.test(source))).toEqual([]);
  });

  test('ISO-01 the role of the API is bound by it, owns nothing, and can not rewrite the books', async () => {
    const roles = await query<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean }>(
      "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'meja_%' ORDER BY rolname",
    );
    expect(roles).toEqual([
      { rolname: 'meja_app', rolsuper: false, rolbypassrls: false },
      { rolname: 'meja_owner', rolsuper: false, rolbypassrls: false },
      { rolname: 'meja_platform', rolsuper: false, rolbypassrls: true },
      { rolname: 'meja_recorder', rolsuper: false, rolbypassrls: false },
    ]);
    const owners = await query<{ owner: string }>(
      "SELECT DISTINCT tableowner AS owner FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
    );
    expect(owners).toEqual([{ owner: 'meja_owner' }]);
    for (const table of [
      'journal_lines',
      'journal_lines_apart',
      'journal_entries',
      'audit_log',
      'payments',
    ]) {
      await expect(
        asRole('meja_app', (client) => client.query(`UPDATE ${table} SET tenant_id = tenant_id`)),
      ).rejects.toThrow(/permission denied/);
      await expect(asRole('meja_app', (client) => client.query(`DELETE FROM ${table}`))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  test('ISO-01 a query that forgets the tenant returns nothing, and one that forges it is refused', async () => {
    const [a, b] = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b'];
    await asRole('meja_platform', async (client) => {
      for (const id of [a, b]) {
        await client.query('BEGIN');
        await client.query("SELECT set_config('app.tenant_id', $1, true)", [id]);
        await client.query(
          "INSERT INTO tenants (id, name, business_type, subscription_ends_at) VALUES ($1, 'T', 'CAFE', now())",
          [id],
        );
        await client.query("INSERT INTO stations (tenant_id, id, name) VALUES ($1, $1, 'Dapur')", [id]);
        await client.query('COMMIT');
      }
    });
    await asRole('meja_app', async (client) => {
      expect((await client.query('SELECT * FROM stations')).rowCount).toBe(0);
      await client.query('BEGIN');
      await client.query("SELECT set_config('app.tenant_id', $1, true)", [a]);
      expect((await client.query('SELECT * FROM stations')).rowCount).toBe(1);
      expect((await client.query("UPDATE stations SET name = 'X' WHERE id = $1", [b])).rowCount).toBe(0);
      await expect(
        client.query("INSERT INTO stations (tenant_id, id, name) VALUES ($1, $1, 'Bar')", [b]),
      ).rejects.toThrow(/row-level security/);
      await client.query('ROLLBACK');
    });
  });

  test('PAY-05 an entry that does not balance is refused by the database', async () => {
    const tenant = '018f0000-0000-7000-8000-00000000000c';
    await asAdmin(async (client) => {
      await client.query('BEGIN');
      await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenant]);
      await client.query(
        "INSERT INTO tenants (id, name, business_type, subscription_ends_at) VALUES ($1, 'T', 'CAFE', now())",
        [tenant],
      );
      await client.query("INSERT INTO outlets (tenant_id, id, name, code) VALUES ($1, $1, 'O', 'O')", [
        tenant,
      ]);
      await client.query(
        "INSERT INTO journal_entries (tenant_id, id, outlet_id, kind, business_date, occurred_at, created_at) VALUES ($1, $1, $1, 'SALE', now(), now(), now())",
        [tenant],
      );
      const lines = (amount: number) =>
        client.query(
          "INSERT INTO journal_lines (tenant_id, entry_id, line_no, account, amount) VALUES ($1, $1, 1, 'CASH', 100), ($1, $1, 2, 'SALES', $2)",
          [tenant, amount],
        );
      await client.query('SAVEPOINT s');
      await expect(lines(-99)).rejects.toThrow(/unbalanced/);
      await client.query('ROLLBACK TO s');
      await lines(-100);
      await client.query('SAVEPOINT s');
      await expect(client.query('UPDATE journal_lines SET amount = amount * 2')).rejects.toThrow(
        /append-only/,
      );
      await client.query('ROLLBACK');
    }, database);
  });
});
