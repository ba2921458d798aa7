import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { v7 as uuidv7 } from 'uuid';
import { startTestApp, type TestApp } from '../setup';
import { type Nginx, startNginx } from './run-nginx';

let app: TestApp;
let nginx: Nginx;
let webRoot: string;

beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'meja-web-'));
  chmodSync(webRoot, 0o755);
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Meja</title>');
  app = await startTestApp({ trustProxy: 1 });
  nginx = await startNginx({ backend: new URL(app.baseUrl).host, webRoot });
});

afterAll(async () => {
  await nginx?.stop();
  await app?.stop();
  rmSync(webRoot, { recursive: true, force: true });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${nginx.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the real app behind the edge', () => {
  test('DEP-02 web app, health and API stand on one origin', async () => {
    const page = await fetch(`${nginx.url}/kasir`);
    expect(await page.text()).toContain('<title>Meja</title>');
    const live = await fetch(`${nginx.url}/api/health/live`);
    expect(live.status).toBe(200);
    const document = await fetch(`${nginx.url}/api/v1/openapi.json`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(document.headers.get('content-encoding')).toBe('gzip');
    expect((await document.json()) as object).toHaveProperty('openapi', expect.stringMatching(/^3\.1/));
  });

  test('SEC-01 headers come once each, from the API for its answers', async () => {
    const { headers } = await fetch(`${nginx.url}/api/health/live`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBe('nginx');
  });

  test("SEC-03 the API's problem documents pass, with the caller's request id", async () => {
    const requestId = `till-7.${uuidv7()}`;
    const answer = await post('/auth/login', '{"email":', { 'x-request-id': requestId });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('x-request-id')).toBe(requestId);
    expect(await answer.json()).toMatchObject({ code: 'malformed_json', correlationId: requestId });
  });

  test('AUTH-01 the refresh cookie and the session survive the way through the edge', async () => {
    const email = `owner-${uuidv7()}@contoh.test`;
    const registered = await post('/auth/register', {
      businessName: 'Kedai Tepi',
      businessType: 'CAFE',
      ownerName: 'Rina',
      email,
      password: 'kopi-tubruk-hangat-71',
    });
    expect(registered.status).toBe(201);
    const cookie = registered.headers.getSetCookie().find((value) => /HttpOnly/i.test(value));
    expect(cookie).toMatch(/SameSite=Strict/i);
    const renewed = await post('/auth/refresh', {}, { cookie: cookie!.split(';')[0]!, origin: nginx.url });
    expect(renewed.status).toBe(200);
    const { data } = (await renewed.json()) as { data: { accessToken: string } };
    const me = await fetch(`${nginx.url}/api/v1/auth/me`, {
      headers: { authorization: `Bearer ${data.accessToken}` },
    });
    expect(me.status).toBe(200);
  });

  test('SEC-02 the address in the audit log is the one the tunnel named', async () => {
    const tenant = await app.registerTenant();
    const signIn = await post(
      '/auth/login',
      { email: tenant.email, password: tenant.password },
      { 'cf-connecting-ip': '203.0.113.77', 'x-forwarded-for': '198.51.100.1' },
    );
    expect(signIn.status).toBe(200);
    const rows = await app.sql<{ ip: string }>('SELECT DISTINCT ip FROM sessions WHERE ip LIKE $1', [
      '%203.0.113.77',
    ]);
    expect(rows).toHaveLength(1);
  });

  test('KDS-03 a terminal connects its socket through the edge; without a token it is refused', async () => {
    const tenant = await app.registerTenant();
    const connect = (auth: object) => {
      const socket = io(nginx.url, { transports: ['websocket'], auth, reconnection: false });
      return new Promise<string>((resolve) => {
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', (error) => resolve(error.message));
      }).finally(() => socket.disconnect());
    };
    expect(await connect({ token: tenant.token })).toBe('connected');
    expect(await connect({ token: 'forged' })).not.toBe('connected');
  });
});
