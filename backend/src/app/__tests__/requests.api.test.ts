import { once } from 'node:events';
import { connect } from 'node:net';
import { stockMenu } from '../../modules/orders/__tests__/orders.fixtures';
import type { Goods } from '../../modules/orders/__tests__/orders.fixtures';
import { startTestApp } from '../../../test/setup';
import type { TestApp, TestTenant } from '../../../test/setup';

let app: TestApp;
let tenant: TestTenant;
let goods: Goods;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
});
afterAll(() => app.stop());

const order = (more: object = {}) => ({
  outletId: tenant.outletId,
  type: 'TAKEAWAY',
  items: [{ productId: goods.bread, quantity: 1 }],
  ...more,
});
const countOrders = async () => {
  const [row] = await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM orders');
  return row!.n;
};

/** What the server says to bytes that need not be HTTP. */
async function sendRaw(bytes: string): Promise<string> {
  const { port, hostname } = new URL(app.baseUrl);
  const socket = connect(Number(port), hostname);
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(parts).toString();
}

describe('headers', () => {
  test('INT-01 a request id is taken over if it is one, however short', async () => {
    const given = await app.api('GET', '/nowhere', undefined, { 'x-request-id': 'r1' });
    expect([given.headers.get('x-request-id'), given.body.correlationId]).toEqual(['r1', 'r1']);
    const refused = await app.api('GET', '/nowhere', undefined, { 'x-request-id': 'not one' });
    expect(refused.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['id;q=0.1, en;q=0.9', 'Not found'],
    ['en;q=0.1, id', 'Tidak ditemukan'],
    ['en;q=0', 'Tidak ditemukan'],
    ['de, en-GB;q=0.5', 'Not found'],
    ['english', 'Tidak ditemukan'],
  ])('INT-01 texts follow the weights of Accept-Language: %s', async (language, title) => {
    const { body } = await app.api('GET', '/nowhere', undefined, { 'accept-language': language });
    expect(body.title).toBe(title);
  });

  test('AUTH-01 the bearer scheme is known in any case', async () => {
    for (const scheme of ['bearer', 'BEARER']) {
      const headers = { authorization: `${scheme} ${tenant.token}` };
      expect((await app.api('GET', '/auth/me', undefined, headers)).status).toBe(200);
    }
    expect((await app.api('GET', '/auth/me', undefined, { authorization: 'Bearer' })).status).toBe(401);
  });

  test.each(['/api/health', '/api/ready', '/api/metrics', '/api/v1/openapi.json', '/api/docs'])(
    'INT-01 %s takes GET alone and says so',
    async (path) => {
      const { status, body, headers } = await app.api('POST', path);
      expect([status, body.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', 'GET, HEAD']);
    },
  );

  test.each([
    ['GET /api/health HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n', 400],
    [`GET /api/health HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 400],
  ])('INT-01 what is no HTTP is answered by a problem too', async (bytes, status) => {
    const answer = await sendRaw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('Content-Type: application/problem+json');
    const document = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as object;
    expect(document).toMatchObject({ status, code: 'malformed_request' });
  });
});

describe('values', () => {
  test('INT-01 null stands for what may be left out of something new, and for nothing else', async () => {
    const placed = await tenant.api(
      'POST',
      '/orders',
      order({
        id: null,
        occurredAt: null,
        items: [{ id: null, productId: goods.bread, quantity: 1, modifiers: null }],
        payments: [{ id: null, method: 'CASH', amount: 17_100, tendered: null, tip: null }],
      }),
    );
    expect([placed.status, placed.body.data.paymentStatus]).toEqual([201, 'PAID']);

    const required = await tenant.api('POST', '/orders', order({ type: null }));
    expect([required.status, required.body.errors]).toMatchObject([
      422,
      [{ path: 'type', code: 'required' }],
    ]);
    const unknown = await tenant.api('POST', '/orders', order({ tenantId: null }));
    expect(unknown.body.errors).toMatchObject([{ path: 'tenantId', code: 'unknown_field' }]);
    const emptied = await tenant.api('PATCH', `/products/${goods.bread}`, { name: null });
    expect([emptied.status, emptied.body.errors[0].path]).toEqual([422, 'name']);
  });

  test('INT-01 an empty query parameter is as good as none', async () => {
    const { status, body } = await tenant.api('GET', '/orders?status=&outletId=&from=&to=&q=&cursor=');
    expect([status, Array.isArray(body.data)]).toEqual([200, true]);
    expect((await tenant.api('GET', '/reports/sales?from=&to=2026-11-21')).status).toBe(422);
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'SELL-03 a discount of type %s is refused like any unknown one',
    async (type) => {
      const before = await countOrders();
      for (const body of [
        order({ discount: { type, value: 1 } }),
        order({ items: [{ productId: goods.bread, quantity: 1, discount: { type, value: 1 } }] }),
      ]) {
        const { status, body: problem } = await tenant.api('POST', '/orders', body);
        expect([status, problem.errors[0].code]).toEqual([422, 'invalid_option']);
      }
      expect(await countOrders()).toBe(before);
    },
  );

  test.each(['2026-02-30T10:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z'])(
    'SELL-12 a sale at %s never happened',
    async (occurredAt) => {
      const { status, body } = await tenant.api('POST', '/orders', order({ occurredAt }));
      expect([status, body.errors]).toMatchObject([422, [{ path: 'occurredAt', code: 'invalid_date' }]]);
    },
  );

  test('CAT-01 half a character is refused, since it would be stored as another; a whole one comes back', async () => {
    const half = await tenant.api('POST', '/categories', '{"name":"Es \\ud83c teh"}');
    expect([half.status, half.body.errors[0].code]).toEqual([422, 'control_characters']);
    const whole = await tenant.api('POST', '/categories', { name: 'Es 🍧 teh' });
    expect(whole.body.data.name).toBe('Es 🍧 teh');
  });

  test('INT-01 a body of nothing but errors is not answered by a larger one', async () => {
    const fields = Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1]);
    const { status, body } = await tenant.api('POST', '/orders', order(Object.fromEntries(fields) as object));
    expect([status, body.errors.length]).toEqual([422, 500]);
  });
});
