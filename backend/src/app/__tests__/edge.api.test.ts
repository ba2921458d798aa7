import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import cors from 'cors';
import express from 'express';
import helmet from 'helmet';
import { startTestApp } from '../../../test/setup';
import type { TestApp } from '../../../test/setup';
import { corsOptions, HELMET_OPTIONS } from '../edge-headers';
import { routeTable } from '../registry';
import { routes } from '../routes';

const OWN = 'https://kasir.contoh.test';
const UUID = '018f3c1e-7b6a-7c3d-9e2f-000000000000';

let app: TestApp;
let plain: { url: string; close(): void };

beforeAll(async () => {
  app = await startTestApp({ allowedOrigins: [OWN] });
  const server = express()
    .disable('x-powered-by')
    .use(helmet(HELMET_OPTIONS))
    .use('/api', cors(corsOptions([OWN])))
    .use((_req, res) => void res.end('{}'))
    .listen(0);
  await once(server, 'listening');
  plain = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
});
afterAll(async () => {
  plain.close();
  await app.stop();
});

/** Of the answer itself, and not of what it is about. */
const OF_ITS_OWN =
  /^(?:date|connection|keep-alive|content-(?:type|length)|transfer-encoding|x-request-id|cache-control|ratelimit.*|x-ratelimit.*|www-authenticate|allow|etag)$/;

async function headersOf(base: string, path: string, init: RequestInit): Promise<Record<string, string>> {
  const answer = await fetch(base + path, init);
  await answer.arrayBuffer();
  return Object.fromEntries([...answer.headers].filter(([name]) => !OF_ITS_OWN.test(name)));
}

test.each([
  ['without an origin', '/api/v1/settings', {}],
  ['of our origin', '/api/v1/settings', { headers: { origin: OWN } }],
  ['of another origin', '/api/v1/settings', { headers: { origin: 'https://jahat.test' } }],
  [
    'asking what it may',
    '/api/v1/orders',
    {
      method: 'OPTIONS',
      headers: {
        origin: OWN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,idempotency-key',
      },
    },
  ],
  ['asking without an origin', '/api/v1/orders', { method: 'OPTIONS' }],
  ['that fails', '/api/nowhere', {}],
  ['beside the API', '/nowhere', { headers: { origin: OWN } }],
])('SEC-01 PERF-01 a request %s gets the headers that helmet and CORS set', async (_what, path, init) => {
  const expected = await headersOf(plain.url, path, init);
  expect(expected).toMatchObject({ 'content-security-policy': expect.any(String) });
  expect(await headersOf(app.baseUrl, path, init)).toEqual(expected);
});

test('PERF-01 every route is found by its path, as a walk over all of them would find it', () => {
  const declared = routes.map((route) => ({ method: route.method, path: route.path, value: route }));
  const table = routeTable(declared);
  for (const route of routes) {
    const path = route.path.replace(/:\w+/g, UUID);
    const first = routes.find(
      ({ method, path: known }) =>
        method === route.method && new RegExp(`^${known.replace(/:\w+/g, '[^/]+')}$`).test(path),
    );
    const found = table.find(route.method, path);
    expect(found?.value).toBe(first);
    expect(Object.keys(found?.params ?? {})).toEqual(
      [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name),
    );
  }
  for (const path of [
    '',
    '/',
    '/orders/',
    '/orders//items',
    '/Orders',
    `/orders/${UUID}/nothing`,
    '/__proto__',
  ])
    expect(table.find('get', path)).toBeNull();
  expect(table.find('get', '/products/export')?.value.path).toBe('/products/export');
  expect(table.find('get', '/products/exported')?.value.path).toBe('/products/:id');
});

test('INT-01 HEAD is answered as GET without the body, and what can’t be decoded is a 400', async () => {
  const tenant = await app.registerTenant();
  const authorization = `Bearer ${tenant.token}`;
  const answer = await fetch(`${app.baseUrl}/api/v1/settings`, {
    method: 'HEAD',
    headers: { authorization },
  });
  expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([200, '', '"1"']);
  expect((await tenant.api('GET', '/orders/%E0%A4%A')).status).toBe(400);
});
