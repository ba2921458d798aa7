import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { openShop } from '../factories/selling';
import type { Shop } from '../factories/selling';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { startService } from './service';
import type { Service } from './service';
import { until } from './until';

/** What is promised, in milliseconds, on a machine that has nothing else to do. */
const LIMIT_MS = 300;
const SALES = 60;
const ROUNDS = 3;
/** Milliseconds of processor time by which it is measured how much of a processor this machine has for us. */
const PROBE_MS = 150;
/** So long a round of sales goes on at most, and so long one sale is waited for. */
const ROUND_MS = 8_000;

let app: TestApp;
let service: Service;
let noisy: TestTenant;
let calm: TestTenant;
let shop: Shop;
/** Its worst order: 300 items with 50 options each. */
let largest: (id: string) => Buffer;
let cookie: string;
let productId: string;

beforeAll(async () => {
  app = await startTestApp();
  [noisy, calm] = [await app.registerTenant(), await app.registerTenant()];
  shop = await openShop(calm);
  const options = Array.from({ length: 50 }, () => uuidv7());
  const group = uuidv7();
  const made = [
    await noisy.api('POST', '/modifier-groups', {
      id: group,
      name: 'Isi',
      min: 0,
      max: 50,
      options: options.map((id, n) => ({ id, name: `${n} ${'x'.repeat(70)}`, price: 100 })),
    }),
    await noisy.api('POST', '/products', {
      id: (productId = uuidv7()),
      name: 'Semur',
      price: 10_000,
      modifierGroupIds: [group],
    }),
  ];
  expect(made.map(({ status }) => status)).toEqual([201, 201]);
  const modifiers = options.map((optionId) => ({ optionId }));
  const items = Array.from({ length: 300 }, () => ({
    productId,
    quantity: 1,
    modifiers,
    note: 'y'.repeat(300),
  }));
  const rest = JSON.stringify({ outletId: noisy.outletId, type: 'DINE_IN', submit: true, items });
  const tail = Buffer.from(rest.slice(1));
  largest = (id) => Buffer.concat([Buffer.from(`{"id":"${id}",`), tail]);
  service = await startService('api', app.database, {
    DATABASE_POOL_SIZE: '6',
    RATE_LIMIT_MAX_REQUESTS: '1000000',
  });
  cookie = await longChain(60);
}, 60_000);
afterAll(async () => {
  await service.end('SIGKILL');
  await app.stop();
});

/** Asks and reads to the end, without making anything of it: the measure is the other tenant's. */
async function ask(method: string, path: string, init: RequestInit = {}, tenant = noisy): Promise<number> {
  const response = await fetch(`${service.baseUrl}/api/v1${path}`, {
    method,
    ...init,
    headers: { authorization: `Bearer ${tenant.token}`, ...(init.headers as Record<string, string>) },
  });
  await response.arrayBuffer();
  return response.status;
}
const json = (body: string | Buffer): RequestInit => ({
  body,
  headers: { 'content-type': 'application/json' },
});

/** Signs in and renews so many times; the first cookie, which leads to the end of the chain. */
async function longChain(length: number): Promise<string> {
  const call = async (path: string, init: RequestInit) => {
    const response = await fetch(`${service.baseUrl}/api/v1${path}`, { method: 'POST', ...init });
    return response.headers.getSetCookie()[0]!.split(';')[0]!;
  };
  const { email, password } = noisy;
  const first = await call('/auth/login', json(JSON.stringify({ email, password })));
  let last = first;
  for (let n = 0; n < length; n += 1) last = await call('/auth/refresh', { headers: { cookie: last } });
  return first;
}

/** An upload of the most rows that one may have, made once. */
function importFile(): RequestInit {
  const rows = Array.from(
    { length: 20_000 },
    (_, n) => `Barang ${n},Kategori ${n % 90},${1000 + n},SKU-${n}`,
  );
  const text = [
    '--b',
    'Content-Disposition: form-data; name="file"; filename="produk.csv"',
    'Content-Type: text/csv',
    '',
    'name,category,price,sku',
    ...rows,
    '--b--',
    '',
  ].join('\r\n');
  return { body: Buffer.from(text), headers: { 'content-type': 'multipart/form-data; boundary=b' } };
}

/** One tenant's worst, all at once until it is told to stop; tells how often it got which answer. */
function doItsWorst() {
  const answers = new Map<string, number>();
  const over = new AbortController();
  const { signal } = over;
  const file = importFile();
  const again = async (name: string, work: () => Promise<number>) => {
    while (!signal.aborted) {
      const status = await work().catch(() => 0);
      if (signal.aborted) return;
      const key = `${name} ${status}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
      // Turned away, it comes again long before it was told to; but this process is to ask, not to spin.
      if (status === 429) await pause(250, undefined, { ref: false });
    }
  };
  const at = `outletId=${noisy.outletId}`;
  const askFor = (method: string, path: string, init: RequestInit = {}) =>
    ask(method, path, { ...init, signal });
  const kinds: [string, number, () => Promise<number>][] = [
    ['large order', 4, () => askFor('POST', '/orders', json(largest(uuidv7())))],
    ['list', 4, () => askFor('GET', '/orders?limit=1000')],
    ['search', 2, () => askFor('GET', '/orders?q=tidak-ada')],
    ['import', 8, () => askFor('POST', '/products/import?dryRun=true', file)],
    ['report', 4, () => askFor('GET', '/reports/sales?from=2026-01-01&to=2026-12-31&groupBy=product')],
    ['log', 4, () => askFor('GET', '/audit-log/verify')],
    ['board', 4, () => askFor('GET', `/kitchen/tickets?${at}`)],
    ['events', 2, () => askFor('GET', '/events?limit=1000')],
    ['refresh', 4, () => askFor('POST', '/auth/refresh', { headers: { cookie } })],
    [
      'menu',
      1,
      async () => {
        await askFor(
          'PATCH',
          `/products/${productId}`,
          json(JSON.stringify({ price: 10_000 + (Date.now() % 100) })),
        );
        return askFor('GET', `/menu?${at}`);
      },
    ],
  ];
  const work = kinds.flatMap(([name, times, one]) => Array.from({ length: times }, () => again(name, one)));
  return {
    answers,
    async stop() {
      over.abort();
      await Promise.all(work);
    },
  };
}

async function sellP95(): Promise<number> {
  const body = {
    outletId: calm.outletId,
    type: 'TAKEAWAY',
    submit: true,
    items: [
      { productId: shop.rice, quantity: 1 },
      { productId: shop.coffee, quantity: 1 },
    ],
  };
  const times: number[] = [];
  const end = performance.now() + ROUND_MS;
  while (times.length < SALES && performance.now() < end) {
    const from = performance.now();
    const signal = AbortSignal.timeout(ROUND_MS);
    const sale = { ...json(JSON.stringify({ id: uuidv7(), ...body })), signal };
    const status = await ask('POST', '/orders', sale, calm).catch(() => 0);
    // A sale that fails is slower than any.
    times.push(status === 201 ? performance.now() - from : Infinity);
  }
  return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1]!;
}

/** How many times longer work takes here than its processor time, since others are at work too; 1 where nobody is. */
function crowding(): number {
  const from = performance.now();
  const used = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000;
  };
  while (spent() < PROBE_MS);
  return Math.max(1, (performance.now() - from) / spent());
}

describe('F-41 PERF-01 a noisy neighbour', () => {
  test('F-41 PERF-01 one tenant does its worst, and the sales of another stay quick', async () => {
    const measured: object[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = crowding();
      const idle = await sellP95();
      const worst = doItsWorst();
      await pause(500);
      const busy = await sellP95();
      const { answers } = worst;
      // That it was its worst: what is heavy was done, and more was asked than there were turns.
      await until(
        'large orders and imports are done, others turned away',
        () => ['large order 201', 'import 200', 'import 429'].every((key) => answers.has(key)),
        60_000,
      ).finally(() => worst.stop());
      const limit = LIMIT_MS * Math.max(before, crowding());
      measured.push({ idle, busy, limit, answers: Object.fromEntries(answers) });
      if (busy < limit) return;
    }
    throw new Error(`too slow in every round, p95 in ms: ${JSON.stringify(measured)}`);
  }, 300_000);
});
