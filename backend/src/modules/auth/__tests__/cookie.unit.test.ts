import type { Request } from 'express';
import { loadConfig, setConfig } from '../../../platform/config';
import { Problem } from '../../../platform/http';
import { assertOwnOrigin, clearedCookie, readRefreshCookie, refreshCookie } from '../cookie';

const base = {
  DATABASE_URL: 'postgres://meja:meja@127.0.0.1/meja',
  JWT_SECRET: 'q8Zr3xW1vK9mT5nB7yL2pD4hF6jS0aGcUeRiOt',
};
const configure = (env: 'production' | 'development', more: Record<string, string> = {}) =>
  setConfig(loadConfig({ ...base, NODE_ENV: env, ...more }));

const request = (headers: Record<string, string>, secure = false) =>
  ({ headers: { host: 'kasir.contoh.test', ...headers }, secure }) as unknown as Request;

const refused = (headers: Record<string, string>, secure = false) => {
  try {
    assertOwnOrigin(request(headers, secure));
    return false;
  } catch (error) {
    if (error instanceof Problem && error.code === 'origin_refused') return true;
    throw error;
  }
};

describe('the refresh cookie', () => {
  test.each([
    ['over https', 'development', true, {}],
    ['in production behind a proxy that ends TLS', 'production', false, {}],
  ] as const)('AUTH-01 is __Host- and Secure %s', (_, env, secure, headers) => {
    configure(env);
    const req = request(headers, secure);
    expect(refreshCookie(req, 'abc', 604_800_000)).toEqual({
      'Set-Cookie': '__Host-meja_refresh=abc; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure',
    });
    expect(clearedCookie(req)['Set-Cookie']).toMatch(/^__Host-meja_refresh=; Path=\/; Max-Age=0;/);
    expect(
      readRefreshCookie(request({ cookie: 'a=1; __Host-meja_refresh=abc; meja_refresh=planted' }, true)),
    ).toBe('abc');
  });

  test('AUTH-01 a plain one is not read where a secure one is due', () => {
    configure('production');
    expect(readRefreshCookie(request({ cookie: 'meja_refresh=planted' }))).toBeNull();
  });

  test('AUTH-01 on the machine itself and in development plain http carries a plain cookie', () => {
    for (const [env, host] of [
      ['production', '127.0.0.1:8080'],
      ['production', 'localhost'],
      ['development', 'x.test'],
    ] as const) {
      configure(env);
      const req = request({ host, cookie: 'meja_refresh=abc' });
      expect(refreshCookie(req, 'abc', 1_000)['Set-Cookie']).toBe(
        'meja_refresh=abc; Path=/; Max-Age=1; HttpOnly; SameSite=Strict',
      );
      expect(readRefreshCookie(req)).toBe('abc');
    }
  });

  test('AUTH-01 origins: our own and the allowed pass, every other is refused', () => {
    configure('production', { ALLOWED_ORIGINS: 'https://app.contoh.test' });
    expect(refused({})).toBe(false);
    expect(refused({ origin: 'https://kasir.contoh.test', 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(refused({ origin: 'https://app.contoh.test', 'sec-fetch-site': 'cross-site' })).toBe(false);
    expect(refused({ origin: 'https://kasir.contoh.test.jahat.test' })).toBe(true);
    expect(refused({ origin: 'https://kasir.contoh.test:8443' })).toBe(true);
    expect(refused({ origin: 'null' })).toBe(true);
    expect(refused({ 'sec-fetch-site': 'cross-site' })).toBe(true);
  });

  test.each([
    ['https', 'kasir.contoh.test', 'https://kasir.contoh.test', true],
    ['https', 'kasir.contoh.test', 'http://kasir.contoh.test', false],
    ['http', 'kasir.contoh.test', 'http://kasir.contoh.test', true],
    ['http', 'kasir.contoh.test', 'https://kasir.contoh.test', false],
    ['https', 'kasir.contoh.test', 'https://kasir.contoh.test:443', true],
    ['https', 'kasir.contoh.test:443', 'https://kasir.contoh.test', true],
    ['http', 'kasir.contoh.test:80', 'http://kasir.contoh.test', true],
    ['http', 'kasir.contoh.test', 'http://kasir.contoh.test:443', false],
    ['https', 'kasir.contoh.test', 'https://kasir.contoh.test:80', false],
    ['https', 'kasir.contoh.test:8443', 'https://kasir.contoh.test', false],
    ['https', 'Kasir.Contoh.test', 'HTTPS://KASIR.contoh.test', true],
    ['https', 'kasir.contoh.test.', 'https://kasir.contoh.test', true],
    ['https', 'kasir.contoh.test', 'https://kasir.contoh.test.', true],
    ['https', 'kasir.contoh.test', 'https://kasir.contoh.test..', false],
    ['https', 'kasir.contoh.test', 'https://kasir.contoh.test/pos', false],
    ['https', 'kasir.contoh.test', 'https://a@kasir.contoh.test', false],
    ['https', 'kasir.contoh.test', 'wss://kasir.contoh.test', false],
    ['https', 'kasir.contoh.test', 'https://APP.contoh.test:443', true],
    ['https', 'kasir.contoh.test', 'http://app.contoh.test', false],
    ['http', 'localhost:8080', 'http://localhost:8080', true],
    ['http', 'localhost:8080', 'https://localhost:8080', false],
    ['http', '[::1]:8080', 'http://[::1]:8080', true],
  ])('F-49 asked by %s at %s, a page of %s is ours: %s', (scheme, host, origin, isOwn) => {
    configure('production', { ALLOWED_ORIGINS: 'https://app.contoh.test', TRUST_PROXY: '1' });
    expect(refused({ host, origin }, scheme === 'https')).toBe(!isOwn);
    expect(refused({ host, origin, 'sec-fetch-site': 'cross-site' }, scheme === 'https')).toBe(!isOwn);
  });

  test('F-49 where nobody says by which scheme the browser asked, both of our host are ours', () => {
    configure('production');
    expect(refused({ origin: 'https://kasir.contoh.test' })).toBe(false);
    expect(refused({ origin: 'http://kasir.contoh.test' })).toBe(false);
    expect(refused({ origin: 'https://lain.contoh.test' })).toBe(true);
  });
});
