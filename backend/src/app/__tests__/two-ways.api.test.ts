import http from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { startTestApp } from '../../../test/setup';
import type { TestApp, TestTenant } from '../../../test/setup';
import { stockMenu } from '../../modules/orders/__tests__/orders.fixtures';

let app: TestApp;
let tenant: TestTenant;
let beans: string;
beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  ({ beans } = await stockMenu(tenant));
});
afterAll(() => app.stop());

interface Answer {
  status: number;
  type: string | undefined;
  body: unknown;
}

/** Ids and times are drawn anew for each request. */
const DRAWN = /^(?:[\da-f]{8}-[\da-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/;
const isDrawn = (value: unknown) => typeof value === 'string' && DRAWN.test(value);

/** One request by bare Node, which adds no header of its own; the body goes in parts where no length is told. */
function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  parts: Buffer[] = [],
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${app.baseUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${tenant.token}`, 'accept-language': 'id', ...headers },
    });
    request.on('error', reject).on('response', (response) => {
      const got: Buffer[] = [];
      response.on('data', (part: Buffer) => got.push(part));
      response.on('end', () => {
        const bytes = Buffer.concat(got);
        const isPacked = response.headers['content-encoding'] === 'gzip';
        const text = (isPacked ? gunzipSync(bytes) : bytes).toString();
        const body = JSON.parse(text, (_, value: unknown) => (isDrawn(value) ? null : value)) as unknown;
        resolve({ status: response.statusCode!, type: response.headers['content-type'], body });
      });
    });
    for (const part of parts) request.write(part);
    request.end();
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
/** A plain one is read by itself; the other two go to Express' parser. */
const ways = (bytes: Buffer): Promise<Answer>[] => {
  const packed = gzipSync(bytes);
  const half = Math.ceil(bytes.length / 2);
  return [
    send('POST', '/orders/quote', { ...JSON_TYPE, 'content-length': String(bytes.length) }, [bytes]),
    send('POST', '/orders/quote', { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, [
      bytes.subarray(0, half),
      bytes.subarray(half),
    ]),
    send(
      'POST',
      '/orders/quote',
      { ...JSON_TYPE, 'content-encoding': 'gzip', 'content-length': String(packed.length) },
      [packed],
    ),
  ];
};

const order = () => ({
  outletId: tenant.outletId,
  type: 'TAKEAWAY',
  items: [{ productId: beans, quantity: '1.5', note: 'Tanpa gula, “hangat”' }],
});
const BODIES: [string, () => string | Buffer, number][] = [
  ['an order', () => JSON.stringify(order()), 200],
  ['an order behind a byte order mark', () => `\uFEFF${JSON.stringify(order())}`, 200],
  ['an order with white space', () => JSON.stringify(order(), null, 2), 200],
  ['an unknown field', () => JSON.stringify({ ...order(), tenantId: tenant.tenantId }), 422],
  ['a price', () => JSON.stringify({ ...order(), items: [{ productId: beans, unitPrice: 1 }] }), 422],
  ['a prototype', () => JSON.stringify(order()).replace('{', '{"__proto__":{"type":"DINE_IN"},'), 422],
  ['a field said twice', () => JSON.stringify(order()).replace('{', '{"type":"LAYANAN",'), 200],
  ['a number beyond all', () => JSON.stringify(order()).replace('"1.5"', '1e999'), 422],
  ['nothing but an object', () => '{}', 422],
  ['an array', () => '[]', 422],
  ['a text', () => '"pesanan"', 400],
  ['null', () => 'null', 400],
  ['what breaks off', () => JSON.stringify(order()).slice(0, -1), 400],
  ['two of them', () => '{}{}', 400],
  ['forty levels', () => '['.repeat(40) + ']'.repeat(40), 400],
  ['half a letter', () => Buffer.from([...Buffer.from('{"note":"'), 0xc3, ...Buffer.from('"}')]), 422],
];

test.each(BODIES)(
  'SEC-03 PERF-01 %s is read, and answered, the same with and without the parser',
  async (_, body, status) => {
    const [plain, ...others] = await Promise.all(ways(Buffer.from(body())));
    expect(plain!.status).toBe(status);
    for (const other of others) expect(other).toEqual(plain);
  },
);

test.each(['/auth/me', '/settings', '/orders', '/menu?outletId=', '/none', '/orders/none'])(
  'SEC-03 PERF-01 GET %s says the same whether its answer is packed, asked for with a condition, or neither',
  async (path) => {
    const address = path.endsWith('=') ? path + tenant.outletId : path;
    const bare = await send('GET', address, {});
    expect(await send('GET', address, { 'accept-encoding': 'gzip' })).toEqual(bare);
    expect(await send('GET', address, { 'if-none-match': '"another"' })).toEqual(bare);
  },
);
