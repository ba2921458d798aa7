import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keepUp } from '../../src/modules/reports';
import { setClock } from '../../src/platform/clock';
import { adminUrl, asAdmin, dropDatabase, startTestApp } from '../setup';
import type { TestApp } from '../setup';
import { PRISMA_DIR } from '../setup/databases';
import { withMends } from './mends';
import { observe } from './observe';

interface Snapshot {
  recordedAt: string;
  businesses: {
    email: string;
    password: string;
    staff: { role: string; email: string; password: string }[];
    expected: Awaited<ReturnType<typeof observe>>;
  }[];
}

const FOLDER = join(__dirname, 'snapshots');
const versions = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.replace(/\.sql$/, ''));

/** A folder like `prisma/` with the migrations up to a version alone. */
function prismaOf(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'meja-upgrade-'));
  cpSync(join(PRISMA_DIR, 'roles.sql'), join(folder, 'roles.sql'));
  for (const name of readdirSync(join(PRISMA_DIR, 'migrations'))) {
    if (name <= version)
      cpSync(join(PRISMA_DIR, 'migrations', name), join(folder, 'migrations', name), { recursive: true });
  }
  return folder;
}

const BACKEND = join(__dirname, '../..');

/** The migration step as a release runs it: a process of its own. */
const migrate = (database: string, prismaDir: string) =>
  promisify(execFile)(join(BACKEND, 'node_modules/.bin/tsx'), ['scripts/migrate.ts'], {
    cwd: BACKEND,
    env: { ...process.env, DATABASE_URL: adminUrl(database), PRISMA_DIR: prismaDir },
  });

/** A database as the version left it, then brought up to date in place; its name. */
async function upgraded(version: string): Promise<string> {
  const name = `meja_test_${process.pid}_${Date.now().toString(36)}_upgrade`;
  await asAdmin((client) => client.query(`CREATE DATABASE ${name}`));
  const before = prismaOf(version);
  try {
    await migrate(name, before);
    await asAdmin(async (client) => {
      // Rows come table by table: no trigger or reference may judge them before all are there.
      await client.query('SET session_replication_role = replica');
      // What the migrations themselves put in is in the snapshot, too.
      const { rows } = await client.query<{ tables: string }>(
        `SELECT string_agg(format('%I', relname), ', ') AS tables FROM pg_class
         WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'`,
      );
      await client.query(`TRUNCATE ${rows[0]!.tables}`);
      await client.query(readFileSync(join(FOLDER, `${version}.sql`), 'utf8'));
    }, name);
    await migrate(name, PRISMA_DIR);
  } finally {
    rmSync(before, { recursive: true });
  }
  return name;
}

describe.each(versions)('a database left by version %s', (version) => {
  const snapshot = JSON.parse(readFileSync(join(FOLDER, `${version}.json`), 'utf8')) as Snapshot;
  let app: TestApp;
  let database: string;
  let tokens: string[];

  async function signIn(email: string, password: string): Promise<string> {
    const answer = await app.api('POST', '/auth/login', { email, password });
    expect([answer.status, answer.body?.code]).toEqual([200, undefined]);
    return (answer.body as { data: { accessToken: string } }).data.accessToken;
  }

  beforeAll(async () => {
    database = await upgraded(version);
    const started = Date.now();
    const recorded = new Date(snapshot.recordedAt).getTime() + 60_000;
    setClock({ now: () => new Date(recorded + Date.now() - started) });
    app = await startTestApp({}, database);
    tokens = [];
    for (const { email, password } of snapshot.businesses) tokens.push(await signIn(email, password));
  }, 120_000);
  afterAll(async () => {
    await app?.stop();
    if (database) await dropDatabase(database);
    setClock();
  });

  test('DEP-05 PAY-05 shows each business the same orders, amounts, reports and log as before', async () => {
    for (const [index, { expected }] of snapshot.businesses.entries()) {
      expect(await observe(app.as(tokens[index]!))).toEqual(withMends(expected));
    }
  });

  test('DEP-05 REP-06 its sales are rolled up afterwards, and told as before', async () => {
    const tenants = await app.sql<{ id: string }>('SELECT id FROM tenants ORDER BY id');
    for (const { id } of tenants) await keepUp(id);
    const [held] = await app.sql<{ rolled: number; sales: number }>(
      `SELECT (SELECT count(*)::int FROM sales_rolled_up) AS rolled,
              (SELECT count(*)::int FROM journal_entries WHERE kind = 'SALE') AS sales`,
    );
    expect(held!.sales).toBeGreaterThan(0);
    expect(held!.rolled).toBe(held!.sales);
    for (const [index, { expected }] of snapshot.businesses.entries()) {
      expect(await observe(app.as(tokens[index]!))).toEqual(withMends(expected));
    }
  });

  test('DEP-05 SELL-06 CASH-01 goes on where it stopped: open bills are paid, the open shift is closed', async () => {
    for (const { staff } of snapshot.businesses) {
      const cashier = staff.find(({ role }) => role === 'CASHIER')!;
      const api = app.as(await signIn(cashier.email, cashier.password));
      const open = (await api('GET', '/orders?limit=200')).body.data.filter(
        (order: { status: string; paymentStatus: string; total: number }) =>
          order.total > 0 &&
          !['VOIDED', 'COMPLETED'].includes(order.status) &&
          order.paymentStatus !== 'PAID',
      ) as { id: string; outletId: string }[];
      expect(open.length).toBeGreaterThan(3);
      for (const { id } of open) {
        const { cashDueTotal } = (await api('GET', `/orders/${id}`)).body.data as { cashDueTotal: number };
        const paid = await api('POST', `/orders/${id}/payments`, { method: 'CASH', amount: cashDueTotal });
        expect([paid.status, paid.body.data?.paymentStatus]).toEqual([201, 'PAID']);
      }
      const shifts = await api('GET', '/shifts');
      const shift = shifts.body.data.find(({ status }: { status: string }) => status === 'OPEN') as {
        id: string;
      };
      const { expectedCash } = (await api('GET', `/shifts/${shift.id}/report`)).body.data as {
        expectedCash: number;
      };
      const closed = await api('POST', `/shifts/${shift.id}/close`, { counted: expectedCash });
      expect([closed.status, closed.body.data?.difference]).toEqual([200, 0]);
    }
  });
});
