import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { passwordIssue } from '../../src/platform/auth';
import { adminUrl, startTestApp } from '../setup';
import type { TestApp } from '../setup';

const BACKEND = join(__dirname, '../..');
let app: TestApp;

interface Login {
  business: string | null;
  role: string;
  name: string;
  email: string;
  password: string;
}

/** Runs the seed as its own process, as a start does; `killAfter` says after which number of orders it dies. */
async function seed(killAfter?: number): Promise<Login[]> {
  const child = spawn(join(BACKEND, 'node_modules/.bin/tsx'), ['prisma/seed/main.ts', '--print-logins'], {
    cwd: BACKEND,
    env: { ...process.env, DATABASE_URL: adminUrl(app.database), REDIS_URL: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (killAfter !== undefined) {
    while ((await count('SELECT count(*) FROM orders')) < killAfter && child.exitCode === null);
    process.kill(-child.pid!, 'SIGKILL');
    await ended;
    return [];
  }
  expect(await ended).toBe(0);
  return output
    .split('\n')
    .filter((line) => line.includes('"password"'))
    .map((line) => JSON.parse(line) as Login);
}

const count = async (query: string) => Number((await app.sql<{ count: string }>(query))[0]!.count);
const everything = () =>
  app.sql<Record<string, string>>(
    `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT sum(total) FROM orders) AS total,
            (SELECT count(*) FROM payments) AS payments, (SELECT sum(amount) FROM payments) AS paid,
            (SELECT count(*) FROM products) AS products, (SELECT count(*) FROM users) AS users,
            (SELECT count(*) FROM shifts) AS shifts, (SELECT count(*) FROM outbox) AS events,
            (SELECT count(*) FROM audit_log) AS audits`,
  );

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

test('SAAS-01 the demo: killed in its middle it is completed, and again it changes nothing', async () => {
  await seed(60);
  const part = await count('SELECT count(*) FROM orders');
  expect(part).toBeGreaterThanOrEqual(60);
  const logins = await seed();
  const [whole] = await everything();
  expect(Number(whole!.orders)).toBeGreaterThan(500);
  expect(whole!.paid).toBe(whole!.total);
  expect(await seed()).toEqual(logins);
  expect((await everything())[0]).toEqual(whole);

  // Two businesses, each with every role, and the service's own.
  const roles = (business: string | null) =>
    logins
      .filter((login) => login.business === business)
      .map(({ role }) => role)
      .sort();
  const staff = ['ADMIN_TENANT', 'CASHIER', 'CASHIER', 'KITCHEN', 'SUPERVISOR'];
  expect([roles('Kopi Senja'), roles('Roti Makmur'), roles(null)]).toEqual([staff, staff, ['SUPER_ADMIN']]);
  for (const { email, password, name } of logins) {
    expect(passwordIssue(password, [email, name])).toBeNull();
    const { status, body } = await app.api('POST', '/auth/login', { email, password });
    expect([status, body.data.mustChangePassword ?? false]).toEqual([200, false]);
  }
}, 120_000);

test('SELL-01 PAY-05 CASH-01 KDS-02 the week is whole: paid, cooked, counted, booked', async () => {
  expect(
    await count(
      "SELECT count(*) FROM orders WHERE status <> 'COMPLETED' OR payment_status <> 'PAID' OR shift_id IS NULL",
    ),
  ).toBe(0);
  expect(await count("SELECT count(*) FROM kitchen_tickets WHERE status <> 'SERVED'")).toBe(0);
  expect(await count("SELECT count(*) FROM shifts WHERE status <> 'CLOSED'")).toBe(0);
  expect(await count('SELECT coalesce(sum(amount), 0) AS count FROM journal_lines')).toBe(0);
  expect(await count('SELECT count(DISTINCT business_date) FROM orders')).toBeGreaterThanOrEqual(7);
  expect(await count('SELECT count(*) FROM orders WHERE occurred_at > now()')).toBe(0);
  const gaps = await app.sql(
    'SELECT outlet_id, business_date FROM orders GROUP BY 1, 2 HAVING max(number) <> count(*) OR min(number) <> 1',
  );
  expect(gaps).toEqual([]);
});

test('CAT-01 barcodes of the demo are EAN-13 that a scanner accepts', async () => {
  const rows = await app.sql<{ barcode: string }>('SELECT barcode FROM products WHERE barcode IS NOT NULL');
  expect(rows.length).toBeGreaterThan(30);
  for (const { barcode } of rows) {
    expect(barcode).toMatch(/^\d{13}$/);
    const sum = [...barcode].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
    expect(sum % 10).toBe(0);
  }
});

test('ISO-01 one demo business sees nothing of the other', async () => {
  const { body } = await app.api('POST', '/auth/login', {
    email: 'kasir@kopisenja.test',
    password: 'meja-demo-2026',
  });
  const { outlet, accessToken } = body.data;
  const api = app.as(accessToken);
  const menu = await api('GET', `/menu?outletId=${outlet.id}`);
  expect(menu.body.data.settings.serviceCharge).toMatchObject({ rate: 500 });
  expect(menu.text).not.toContain('Roti Sobek');
  const [other] = await app.sql<{ id: string }>("SELECT id FROM outlets WHERE code = 'DRM'");
  expect((await api('GET', `/menu?outletId=${other!.id}`)).status).toBe(404);
});
