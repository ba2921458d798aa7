import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type Server, createServer, request } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { problemText } from '@meja/domain';
import { routes } from '../../src/app/routes';
import { bodyLimitOf } from '../../src/platform/http';
import { type Answer, call } from './http-client';
import { type Nginx, freePort, startNginx } from './run-nginx';

const MB = 1024 * 1024;
const PAGE = '<!doctype html><title>Meja</title><div id="app"></div>';
const SCRIPT = `export const words = ${JSON.stringify('meja '.repeat(2000))};`;

const TILL_PAGE = '<!doctype html><title>Meja</title><link rel="modulepreload"><div id="app"></div>';
/** Files that the build leaves with their compressed twins. */
const TWINNED = {
  'till-abc123.js': `export const till = ${JSON.stringify('bayar '.repeat(500))};`,
  'whole-abc123.css': `.x{content:${JSON.stringify('warna '.repeat(500))}}`,
};

/** A small upstream with the habits of the API: it tells what reached it. */
function startUpstream(): Server {
  return createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://upstream');
    if (url.pathname === '/api/v1/slow') return;
    let bytes = 0;
    req.on('data', (chunk: Buffer) => (bytes += chunk.length));
    req.on('end', () => {
      const refused = url.pathname === '/api/v1/refused';
      res.writeHead(refused ? 503 : 200, {
        'content-type': refused ? 'application/problem+json' : 'application/json',
        'x-request-id': String(req.headers['x-request-id']),
      });
      const padding = 'nasi goreng '.repeat(Number(url.searchParams.get('padding') ?? 0));
      res.end(JSON.stringify({ path: req.url, bytes, headers: req.headers, padding }));
    });
  }).on('upgrade', (req: IncomingMessage, socket: Socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.write(`${req.url} ${req.headers['connection']}\n`);
    socket.on('data', (chunk: Buffer) => socket.write(chunk.toString('utf8').toUpperCase()));
    socket.on('end', () => socket.end());
  });
}

const headersAtUpstream = (answer: Answer) =>
  (JSON.parse(answer.text) as { headers: Record<string, string> }).headers;

const problem = (answer: Answer) =>
  JSON.parse(answer.text) as Record<
    'type' | 'title' | 'detail' | 'instance' | 'code' | 'correlationId',
    string
  > & {
    status: number;
  };

let upstream: Server;
let webRoot: string;
let nginx: Nginx;

beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'meja-web-'));
  chmodSync(webRoot, 0o755);
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), PAGE);
  writeFileSync(join(webRoot, 'assets/index-abc123.js'), SCRIPT);
  writeFileSync(join(webRoot, 'till.html'), TILL_PAGE);
  for (const [name, text] of Object.entries(TWINNED)) {
    writeFileSync(join(webRoot, 'assets', name), text);
    writeFileSync(join(webRoot, 'assets', `${name}.br`), brotliCompressSync(text));
    writeFileSync(join(webRoot, 'assets', `${name}.gz`), gzipSync(text));
  }
  writeFileSync(join(webRoot, '.env'), 'SECRET=1');
  upstream = startUpstream().listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const { port } = upstream.address() as AddressInfo;
  nginx = await startNginx({ backend: `127.0.0.1:${port}`, webRoot, apiTimeout: '1s' });
});

afterAll(async () => {
  await nginx?.stop();
  upstream?.closeAllConnections();
  upstream?.close();
  rmSync(webRoot, { recursive: true, force: true });
});

test('DEP-02 nginx accepts the configuration without a warning', () => {
  expect(nginx.configTest).toContain('test is successful');
  expect(nginx.configTest).not.toContain('[warn]');
});

describe('the web app', () => {
  test.each(['/', '/kasir', '/pesanan/0197/struk', '/index.html'])(
    'DEP-02 %s is the page of the app, asked for again each time',
    async (path) => {
      const answer = await call(nginx.url + path);
      expect(answer.status).toBe(200);
      expect(answer.text).toBe(PAGE);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-cache');
      const again = await call(nginx.url + path, {
        headers: { 'if-none-match': String(answer.headers.etag) },
      });
      expect(again.status).toBe(304);
    },
  );

  test('DEP-02 a hashed asset is kept for good and sent compressed', async () => {
    const answer = await call(`${nginx.url}/assets/index-abc123.js`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.headers['vary']).toContain('Accept-Encoding');
    expect(answer.body.length).toBeLessThan(SCRIPT.length / 5);
    expect(gunzipSync(answer.body).toString()).toBe(SCRIPT);
  });

  test.each([
    [
      'till-abc123.js',
      'br',
      'gzip, deflate, br, zstd',
      brotliDecompressSync,
      'text/javascript; charset=utf-8',
    ],
    ['whole-abc123.css', 'br', 'br', brotliDecompressSync, 'text/css; charset=utf-8'],
    ['till-abc123.js', 'gzip', 'gzip, deflate', gunzipSync, 'text/javascript; charset=utf-8'],
  ])('T-32 %s goes out as the %s twin that the build left', async (name, encoding, takes, open, type) => {
    const answer = await call(`${nginx.url}/assets/${name}`, { headers: { 'accept-encoding': takes } });
    expect(answer.headers).toMatchObject({
      'content-encoding': encoding,
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers.vary).toContain('Accept-Encoding');
    expect(open(answer.body).toString()).toBe(TWINNED[name as keyof typeof TWINNED]);
  });

  test('T-32 who takes no Brotli gets the file as it is, and a page has its own document', async () => {
    for (const takes of ['', 'identity', 'brotli']) {
      const answer = await call(`${nginx.url}/assets/till-abc123.js`, {
        headers: { 'accept-encoding': takes },
      });
      expect([answer.headers['content-encoding'], answer.text]).toEqual([
        undefined,
        TWINNED['till-abc123.js'],
      ]);
    }
    expect((await call(`${nginx.url}/till?next=1`)).text).toBe(TILL_PAGE);
    expect((await call(`${nginx.url}/till/other`)).text).toBe(PAGE);
  });

  test('DEP-02 an asset of an older version is a 404, never the page, and is not kept', async () => {
    const answer = await call(`${nginx.url}/assets/index-old000.js`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('id="app"');
    expect(answer.headers['cache-control']).toBeUndefined();
  });

  test('SEC-01 hidden files of the build folder are not served', async () => {
    const answer = await call(`${nginx.url}/.env`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('SECRET');
  });

  test('SEC-01 the page carries a strict policy and tells no version', async () => {
    const { headers } = await call(`${nginx.url}/kasir`);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/(^|; )script-src 'self'(;|$)/);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers['permissions-policy']).toContain('geolocation=()');
    expect(headers['permissions-policy']).toContain('usb=(self)');
    expect(headers['server']).toBe('nginx');
  });

  test('SEC-01 HSTS is sent to those who came by TLS only', async () => {
    const plain = await call(`${nginx.url}/`);
    const secure = await call(`${nginx.url}/`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(plain.headers['strict-transport-security']).toBeUndefined();
    expect(secure.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  });
});

describe('the API behind it', () => {
  test('DEP-02 path and query reach the API untouched, a large answer comes compressed', async () => {
    const path = '/api/v1/products?q=kopi%20susu&padding=1000';
    const answer = await call(nginx.url + path, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect((JSON.parse(gunzipSync(answer.body).toString()) as { path: string }).path).toBe(path);
    expect(answer.headers['cache-control']).toBeUndefined();
  });

  test('SEC-01 answers of sign-in are not compressed beside what the caller chose', async () => {
    const answer = await call(`${nginx.url}/api/v1/auth/me?padding=1000`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  test("OBS-04 a caller's request id passes, a strange one is replaced, a missing one made", async () => {
    const given = await call(`${nginx.url}/api/v1/x`, { headers: { 'x-request-id': 'till-7.order_0001' } });
    expect(headersAtUpstream(given)['x-request-id']).toBe('till-7.order_0001');
    expect(given.headers['x-request-id']).toBe('till-7.order_0001');
    const strange = await call(`${nginx.url}/api/v1/x`, { headers: { 'x-request-id': 'a"b{}injected' } });
    expect(headersAtUpstream(strange)['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    const none = await call(`${nginx.url}/api/v1/x`);
    expect(headersAtUpstream(none)['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(nginx.accessLog()).toContain('"requestId":"till-7.order_0001"');
  });

  test('OBS-04 the access log holds no query string', async () => {
    await call(`${nginx.url}/api/v1/x?token=rahasia-sekali`);
    await call(`${nginx.url}/api/v1/last-line`);
    expect(nginx.accessLog()).toContain('/api/v1/x');
    expect(nginx.accessLog()).not.toContain('rahasia-sekali');
  });

  test('SEC-02 the address of a guest is the one the tunnel names; what a guest claims is replaced', async () => {
    const answer = await call(`${nginx.url}/api/v1/x`, {
      headers: {
        'cf-connecting-ip': '203.0.113.9',
        'x-forwarded-for': '10.0.0.1',
        forwarded: 'for=10.0.0.1',
      },
    });
    const seen = headersAtUpstream(answer);
    expect(seen['x-forwarded-for']).toBe('203.0.113.9');
    expect(seen['x-real-ip']).toBe('203.0.113.9');
    expect(seen['forwarded']).toBeUndefined();
  });

  test('SEC-02 from anyone but the tunnel neither address nor scheme is believed', async () => {
    const { port } = upstream.address() as AddressInfo;
    const open = await startNginx({ backend: `127.0.0.1:${port}`, webRoot, trustedProxy: '192.0.2.1/32' });
    try {
      const answer = await call(`${open.url}/api/v1/x`, {
        headers: {
          'cf-connecting-ip': '203.0.113.9',
          'x-forwarded-for': '10.0.0.1',
          'x-forwarded-proto': 'https',
        },
      });
      expect(headersAtUpstream(answer)['x-forwarded-for']).toBe('127.0.0.1');
      expect(headersAtUpstream(answer)['x-forwarded-proto']).toBe('http');
    } finally {
      await open.stop();
    }
  });

  test('KDS-03 a socket is upgraded and speaks both ways', async () => {
    const out = request(`${nginx.url}/socket.io/?EIO=4&transport=websocket`, {
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    out.end();
    const [answer, socket, head] = (await once(out, 'upgrade')) as [IncomingMessage, Socket, Buffer];
    expect(answer.statusCode).toBe(101);
    let heard = head.toString('utf8');
    socket.write('siap');
    while (!heard.includes('SIAP')) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      heard += chunk.toString('utf8');
    }
    expect(heard).toBe('/socket.io/?EIO=4&transport=websocket upgrade\nSIAP');
    socket.destroy();
  });
});

describe("nginx's own errors are problem documents", () => {
  test('F-48 SEC-03 a body over the limit of its path is refused and told the limit, one below passes', async () => {
    const small = await call(`${nginx.url}/api/v1/orders`, { body: Buffer.alloc(2 * MB, 'a') });
    expect((JSON.parse(small.text) as { bytes: number }).bytes).toBe(2 * MB);

    const large = await call(`${nginx.url}/api/v1/settings?token=x`, {
      body: Buffer.alloc(64 * 1024 + 1, 'a'),
      headers: { 'x-request-id': 'till-7.too-large' },
    });
    expect(large.status).toBe(413);
    expect(large.headers['content-type']).toBe('application/problem+json');
    expect(large.headers['x-request-id']).toBe('till-7.too-large');
    expect(problem(large)).toEqual({
      type: 'https://meja.id/problems/payload_too_large',
      title: problemText('payload_too_large', 'id').title,
      status: 413,
      detail: problemText('payload_too_large', 'id', { limit: '64 KB' }).detail,
      instance: '/api/v1/settings',
      code: 'payload_too_large',
      correlationId: 'till-7.too-large',
    });
  });

  test('F-48 SEC-03 the edge lets through what the API reads, route by route, and not a byte more', async () => {
    const limits = new Map<string, number>();
    for (const route of routes) {
      if (route.method === 'get') continue;
      const path = route.path.replace(/:\w+/g, '0197f3c2-0000-7000-8000-000000000001');
      const isFile = route.upload && route.upload.contentType !== 'application/json';
      limits.set(`/api/v1${path}`, isFile ? 10 * MB : bodyLimitOf(route));
    }
    const wrong: string[] = [];
    for (const [path, limit] of limits) {
      const fits = await call(nginx.url + path, { body: Buffer.alloc(limit, 'a') });
      const exceeds = await call(nginx.url + path, { body: Buffer.alloc(limit + 1, 'a') });
      if (fits.status !== 200 || exceeds.status !== 413)
        wrong.push(`${path} ${fits.status} ${exceeds.status}`);
    }
    expect(limits.size).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  test('CAT-04 an import may be 10 MB', async () => {
    const url = `${nginx.url}/api/v1/products/import`;
    const accepted = await call(`${url}?dryRun=true`, { body: Buffer.alloc(9 * MB, 'a') });
    expect(accepted.status).toBe(200);
    const refused = await call(url, { body: Buffer.alloc(10 * MB + 1, 'a') });
    expect(refused.status).toBe(413);
    expect(problem(refused).code).toBe('payload_too_large');
  });

  test('SEC-03 an address full of quotes cannot break the document', async () => {
    const answer = await call(`${nginx.url}/api/v1/orders%22,%22code%22:%22x`, {
      body: Buffer.alloc(6 * MB),
    });
    expect(problem(answer).code).toBe('payload_too_large');
    expect(problem(answer).instance).toBe('/api/v1/orders');
  });

  test('SEC-03 an API that stays silent is a 504 that says what to do', async () => {
    const answer = await call(`${nginx.url}/api/v1/slow`, {
      headers: { 'accept-language': 'en-GB,en;q=0.9' },
    });
    expect(answer.status).toBe(504);
    expect(answer.headers['retry-after']).toBe('5');
    expect(problem(answer)).toMatchObject({
      status: 504,
      code: 'gateway_timeout',
      title: 'Service too slow',
    });
  });

  test('SEC-03 an API that is away is a 502, and the web app still opens', async () => {
    const alone = await startNginx({ backend: `127.0.0.1:${await freePort()}`, webRoot });
    try {
      const answer = await call(`${alone.url}/api/v1/orders`, { headers: { 'accept-language': 'id' } });
      expect(answer.status).toBe(502);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['retry-after']).toBe('2');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(problem(answer)).toMatchObject({ status: 502, code: 'bad_gateway', title: 'Layanan terputus' });
      expect((await call(`${alone.url}/kasir`)).status).toBe(200);
    } finally {
      await alone.stop();
    }
  });

  test("SEC-03 the API's own problem passes untouched", async () => {
    const answer = await call(`${nginx.url}/api/v1/refused`);
    expect(answer.status).toBe(503);
    expect((JSON.parse(answer.text) as { path: string }).path).toBe('/api/v1/refused');
  });

  test('SEC-02 a flood of sign-ins is answered with 429 and a time to wait, by address', async () => {
    const { port } = upstream.address() as AddressInfo;
    const strict = await startNginx({ backend: `127.0.0.1:${port}`, webRoot, authRate: '1r/m' });
    try {
      const signIn = (address: string) =>
        call(`${strict.url}/api/v1/auth/login`, { headers: { 'cf-connecting-ip': address } });
      const answers = await Promise.all(Array.from({ length: 80 }, () => signIn('203.0.113.7')));
      const refused = answers.filter((answer) => answer.status === 429);
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(61);
      expect(refused).toHaveLength(19);
      expect(refused[0]!.headers['retry-after']).toBe('2');
      expect(problem(refused[0]!)).toMatchObject({
        code: 'rate_limited',
        title: problemText('rate_limited', 'id').title,
      });
      expect((await signIn('203.0.113.8')).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });
});
