import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import type { Goods } from '../../src/modules/orders/__tests__/orders.fixtures';
import { changesSomething } from '../../src/platform/http';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';

let app: TestApp;
let tenant: TestTenant;
let goods: Goods;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
});
afterAll(() => app.stop());

const newKey = () => ({ 'idempotency-key': uuidv7() });
const replayed = (answer: { headers: Headers }) => answer.headers.get('idempotent-replayed') === 'true';
const order = <T extends object>(more: T = {} as T) => ({
  outletId: tenant.outletId,
  type: 'TAKEAWAY',
  items: [{ productId: goods.bread, quantity: 1 }],
  ...more,
});
const member = (more: object = {}) => ({
  email: `staf-${uuidv7()}@contoh.test`,
  name: 'Sari',
  role: 'CASHIER',
  outletIds: [],
  ...more,
});

interface Kept {
  key: string;
  path: string;
  request_hash: string;
  body: string;
}
const kept = ({ 'idempotency-key': key }: ReturnType<typeof newKey>) =>
  app.sql<Kept>('SELECT key, path, request_hash, body FROM idempotency_keys WHERE key = $1', [key]);

/** Where in the database a text stands, in any column of any table. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await app.sql<{ name: string }>(
    "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await app.sql(`SELECT FROM ${name} t WHERE position($1 in t::text) > 0 LIMIT 1`, [text]);
    if (rows.length) found.push(name);
  }
  return found;
}

describe('F-02 an answer that holds a secret', () => {
  test('F-02 AUTH-06 a first password is told once: the repeated request gets null in its place and is told so', async () => {
    const [body, key] = [member(), newKey()];
    const first = await tenant.api('POST', '/users', body, key);
    expect([first.status, replayed(first)]).toEqual([201, false]);
    expect(first.body.data.temporaryPassword).toMatch(/\S{10}/);
    const again = await tenant.api('POST', '/users', body, key);
    expect([again.status, replayed(again)]).toEqual([201, true]);
    expect(again.body).toEqual({ data: { ...first.body.data, temporaryPassword: null } });
    expect(await tablesWith(first.body.data.temporaryPassword)).toEqual([]);
  });

  test('F-02 AUTH-06 no secret that the routes take or give stands anywhere in the database', async () => {
    const secrets: Record<string, string> = { pin: '914263', password: tenant.password };
    const made = await tenant.api('POST', '/users', member({ pin: secrets.pin }), newKey());
    secrets.temporaryPassword = made.body.data.temporaryPassword;
    const path = `/users/${made.body.data.id}`;
    secrets.secondPin = '580372';
    expect((await tenant.api('PATCH', path, { pin: secrets.secondPin }, newKey())).status).toBe(200);
    const credentials = { email: tenant.email, password: tenant.password };
    const origin = { origin: app.baseUrl };
    const signedIn = await app.api('POST', '/auth/login', credentials, { ...newKey(), ...origin });
    secrets.accessToken = signedIn.body.data.accessToken;
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    secrets.refreshToken = cookie.slice(cookie.indexOf('=') + 1);
    const renewed = await app.api('POST', '/auth/refresh', undefined, { ...newKey(), ...origin, cookie });
    secrets.renewedToken = renewed.body.data.accessToken;
    const placed = await tenant.api('POST', '/orders', order({ submit: true }));
    const approval = { userId: made.body.data.id, pin: secrets.secondPin };
    const voided = { reason: 'salah pesan', approval };
    await tenant.api('POST', `/orders/${placed.body.data.id}/void`, voided, newKey());
    for (const [name, secret] of Object.entries(secrets)) {
      expect([name, secret.length > 5, await tablesWith(secret)]).toEqual([name, true, []]);
    }
  });
});

describe('F-42 what a key counts on and how much is kept', () => {
  const asking = routes.filter((route) => !changesSomething(route) && !route.path.includes(':'));

  test.each(
    asking.flatMap((route) =>
      route.method === 'get'
        ? [
            ['HEAD', route.path],
            ['GET', route.path],
          ]
        : [],
    ),
  )('F-42 SELL-11 %s %s keeps nothing under a key', async (method, path) => {
    const key = newKey();
    await tenant.api(method, `${path}?outletId=${tenant.outletId}`, undefined, key);
    await tenant.api(method, path, undefined, key);
    expect(await kept(key)).toEqual([]);
  });

  test('F-42 SELL-11 a quote keeps nothing and never refuses a key', async () => {
    const key = newKey();
    for (const quantity of [1, 2]) {
      const items = [{ productId: goods.bread, quantity }];
      const quoted = await tenant.api('POST', '/orders/quote', order({ items }), key);
      expect([quoted.status, replayed(quoted)]).toEqual([200, false]);
    }
    expect(await kept(key)).toEqual([]);
  });

  test('F-42 SELL-11 an answer of more than 256 KB is not kept: the repeated request gets the order as it is', async () => {
    const key = newKey();
    const items = Array.from({ length: 300 }, () => ({
      productId: goods.bread,
      quantity: 1,
      note: 'tanpa es, sedikit gula '.repeat(13).slice(0, 300),
    }));
    const first = await tenant.api('POST', '/orders', order({ items }), key);
    expect([first.status, first.text.length > 256 * 1024]).toEqual([201, true]);
    const [row] = await kept(key);
    expect(row!.body.length).toBeLessThan(200);
    const again = await tenant.api('POST', '/orders', order({ items }), key);
    expect([again.status, replayed(again)]).toEqual([201, true]);
    expect(again.body.data.id).toBe(first.body.data.id);
    expect(again.body.data.items).toHaveLength(300);
    const other = await tenant.api('POST', '/orders', order(), key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });
});

describe('F-47 what is hashed to be compared', () => {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, entry]) => [name, sorted(entry)]),
        )
      : Array.isArray(value)
        ? value.map(sorted)
        : value;
  const plain = (method: string, path: string, body: object) =>
    createHash('sha256')
      .update(`${method} /api/v1${path}\n${JSON.stringify(sorted(body))}`)
      .digest('hex');

  test('F-47 SEC-04 a PIN can not be guessed from what is stored, neither under a key nor with order or payment', async () => {
    const [body, key] = [member({ pin: '914263' }), newKey()];
    expect((await tenant.api('POST', '/users', body, key)).status).toBe(201);
    const placed = order({ id: uuidv7(), payments: [{ id: uuidv7(), method: 'CASH', amount: 17_100 }] });
    expect((await tenant.api('POST', '/orders', placed)).status).toBe(201);
    const hashes = await app.sql<{ h: string }>(
      'SELECT request_hash AS h FROM idempotency_keys UNION SELECT request_hash FROM orders UNION SELECT request_hash FROM payments',
    );
    const guesses = [plain('POST', '/users', body), plain('POST', '/orders', placed)];
    expect(hashes.length).toBeGreaterThan(1);
    expect(hashes.filter(({ h }) => guesses.includes(h) || /^[0-9a-f]{64}$/.test(h))).toEqual([]);
  });

  test('F-47 SELL-11 a request from before the upgrade is still known by its plain hash', async () => {
    const [body, key] = [order({ id: uuidv7() }), newKey()];
    const first = await tenant.api('POST', '/orders', body, key);
    const old = plain('POST', '/orders', body);
    await app.sql('UPDATE idempotency_keys SET request_hash = $2 WHERE key = $1', [
      key['idempotency-key'],
      old,
    ]);
    await app.sql('UPDATE orders SET request_hash = $2 WHERE id = $1', [body.id, old]);
    for (const headers of [key, {}, newKey()]) {
      const again = await tenant.api('POST', '/orders', body, headers);
      expect([again.status, replayed(again), again.body]).toEqual([201, true, first.body]);
    }
    const other = await tenant.api('POST', '/orders', { ...body, type: 'DINE_IN' }, key);
    expect(other.body.code).toBe('idempotency_key_reused');
  });
});

describe('F-45 who is given an answer again', () => {
  test('F-45 ISO-03 another outlet’s order and payment are a 404, repeated by key, by id, or both', async () => {
    const branch = (await tenant.api('POST', '/outlets', { name: 'Cabang Timur' })).body.data.id as string;
    const here = await tenant.staff('CASHIER', { outletIds: [tenant.outletId] });
    const there = await tenant.staff('CASHIER', { outletIds: [branch] });
    const [body, key, paymentKey] = [order({ id: uuidv7(), submit: true }), newKey(), newKey()];
    const placed = await here.api('POST', '/orders', body, key);
    expect(placed.status).toBe(201);
    const payments = `/orders/${body.id}/payments`;
    const payment = { id: uuidv7(), method: 'CASH', amount: 17_100 };
    expect((await here.api('POST', payments, payment, paymentKey)).status).toBe(201);
    expect((await there.api('GET', `/orders/${body.id}`)).status).toBe(404);

    for (const headers of [key, {}, newKey()]) {
      const answer = await there.api('POST', '/orders', body, headers);
      expect([answer.status, answer.body.code, replayed(answer)]).toEqual([404, 'not_found', false]);
    }
    for (const headers of [paymentKey, {}, newKey()]) {
      const answer = await there.api('POST', payments, payment, headers);
      expect([answer.status, answer.body.code, replayed(answer)]).toEqual([404, 'not_found', false]);
    }
    const submitted = await there.api('POST', `/orders/${body.id}/submit`, {}, newKey());
    expect(submitted.status).toBe(404);
    // The next cashier at the same outlet sends what the last one could not.
    const colleague = await tenant.staff('CASHIER', { outletIds: [tenant.outletId] });
    expect(replayed(await colleague.api('POST', '/orders', body, key))).toBe(true);
    expect(replayed(await colleague.api('POST', payments, payment, paymentKey))).toBe(true);
  });

  test('F-45 SHF-01 a shift that was opened under a key is its cashier’s: another person’s key is no key', async () => {
    const [one, two] = [await tenant.staff('CASHIER'), await tenant.staff('CASHIER')];
    const [body, key] = [{ outletId: tenant.outletId, openingFloat: 50_000 }, newKey()];
    expect((await one.api('POST', '/shifts/open', body, key)).status).toBe(201);
    const other = await two.api('POST', '/shifts/open', body, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect(replayed(await one.api('POST', '/shifts/open', body, key))).toBe(true);
  });

  test('F-45 ISO-03 who no longer works in an outlet is not given its answers again', async () => {
    const branch = (await tenant.api('POST', '/outlets', { name: 'Cabang Barat' })).body.data.id as string;
    const cashier = await tenant.staff('CASHIER');
    const [body, key] = [{ outletId: tenant.outletId, openingFloat: 70_000 }, newKey()];
    expect((await cashier.api('POST', '/shifts/open', body, key)).status).toBe(201);
    const moved = await tenant.api('PATCH', `/users/${cashier.userId}`, { outletIds: [branch] });
    expect(moved.status).toBe(200);
    expect((await cashier.api('POST', '/shifts/open', body, key)).status).toBe(404);
  });
});
