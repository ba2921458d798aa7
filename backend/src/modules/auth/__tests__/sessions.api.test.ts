import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
afterEach(() => setClock());

const setCookie = (answer: ApiAnswer) => answer.headers.getSetCookie()[0] ?? '';
const cookieOf = (answer: ApiAnswer) => setCookie(answer).split(';')[0]!;
const refresh = (cookie: string, headers: Record<string, string> = {}) =>
  app.api('POST', '/auth/refresh', undefined, { cookie, ...headers });
const later = (seconds: number) => {
  const from = Date.now();
  setClock({ now: () => new Date(from + seconds * 1000) });
};

async function signedIn(): Promise<{ tenant: TestTenant; cookie: string; token: string }> {
  const tenant = await app.registerTenant();
  const answer = await app.api('POST', '/auth/login', { email: tenant.email, password: tenant.password });
  return { tenant, cookie: cookieOf(answer), token: answer.body.data.accessToken };
}

describe('refresh tokens', () => {
  test('AUTH-01 sign-in answers with tokens: 15 minutes in the body, 7 days in a cookie scripts cannot read', async () => {
    const tenant = await app.registerTenant();
    const answer = await app.api('POST', '/auth/login', { email: tenant.email, password: tenant.password });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      expiresIn: 900,
      user: { email: tenant.email, role: 'ADMIN_TENANT', outletIds: [] },
      tenant: { id: tenant.tenantId },
      outlet: { id: tenant.outletId },
    });
    expect(answer.body.data).not.toHaveProperty('refreshToken');
    expect(answer.body.data).not.toHaveProperty('mustChangePassword');
    const cookie = setCookie(answer);
    expect(cookie).toMatch(/^meja_refresh=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/);
  });

  test('AUTH-01 each refresh rotates the token and gives a working access token', async () => {
    const { cookie } = await signedIn();
    const first = await refresh(cookie);
    expect(first.status).toBe(200);
    expect(first.body.data.expiresIn).toBe(900);
    expect(cookieOf(first)).not.toBe(cookie);
    expect((await app.as(first.body.data.accessToken)('GET', '/auth/me')).status).toBe(200);
    const second = await refresh(cookieOf(first));
    expect(second.status).toBe(200);
    expect(cookieOf(second)).not.toBe(cookieOf(first));
  });

  test('AUTH-01 the same token within ten seconds gives the same successor, the last one where it went on', async () => {
    const { cookie } = await signedIn();
    const first = await refresh(cookie);
    later(9);
    const again = await refresh(cookie);
    expect(again.status).toBe(200);
    expect(cookieOf(again)).toBe(cookieOf(first));
    const second = await refresh(cookieOf(first));
    expect(cookieOf(await refresh(cookie))).toBe(cookieOf(second));
  });

  test('AUTH-01 a token used again after ten seconds ends its whole family, the access token included', async () => {
    const { cookie, token, tenant } = await signedIn();
    const first = await refresh(cookie);
    expect((await app.as(token)('GET', '/auth/me')).status).toBe(200);
    later(11);
    const reused = await refresh(cookie);
    expect(reused.status).toBe(401);
    expect(reused.body.code).toBe('refresh_reused');
    expect(setCookie(reused)).toContain('Max-Age=0');
    expect((await refresh(cookieOf(first))).status).toBe(401);
    expect((await app.as(token)('GET', '/auth/me')).status).toBe(401);
    expect((await app.as(first.body.data.accessToken)('GET', '/auth/me')).status).toBe(401);
    const rows = await app.sql(
      `SELECT FROM audit_log WHERE tenant_id = $1 AND action = 'auth.refresh_reused'`,
      [tenant.tenantId],
    );
    expect(rows).toHaveLength(1);
    // The session of the registration is another family.
    expect((await tenant.api('GET', '/auth/me')).status).toBe(200);
  });

  test('AUTH-01 ten refreshes at once give one successor', async () => {
    const { cookie, tenant } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(cookie)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map(cookieOf)).size).toBe(1);
    const rows = await app.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id
       WHERE s.member_id = $1 GROUP BY s.id ORDER BY count DESC`,
      [tenant.user.id],
    );
    expect(rows[0]!.count).toBe(2);
  });

  test('AUTH-01 tokens are stored hashed, the successor too', async () => {
    const { cookie } = await signedIn();
    const next = cookieOf(await refresh(cookie)).split('=')[1]!;
    const dump = JSON.stringify(await app.sql('SELECT * FROM refresh_tokens'));
    expect(dump).not.toContain(cookie.split('=')[1]!);
    expect(dump).not.toContain(next);
  });

  test('AUTH-01 no cookie, an unknown token and one 7 days old are refused', async () => {
    const { cookie } = await signedIn();
    for (const given of ['', 'meja_refresh=', 'meja_refresh=guess', 'other=1']) {
      expect((await refresh(given)).body.code).toBe('unauthenticated');
    }
    later(7 * 86_400 + 1);
    expect((await refresh(cookie)).body.code).toBe('unauthenticated');
  });

  test('AUTH-01 however often it is renewed a session ends after 30 days', async () => {
    let { cookie } = await signedIn();
    for (const day of [6, 12, 18, 24, 29.9]) {
      later(day * 86_400);
      const answer = await refresh(cookie);
      expect(answer.status).toBe(200);
      cookie = cookieOf(answer);
    }
    later(30 * 86_400 + 1);
    expect((await refresh(cookie)).status).toBe(401);
  });

  test('AUTH-01 a page of another site can neither refresh, sign in nor sign out', async () => {
    const { cookie, tenant } = await signedIn();
    const credentials = { email: tenant.email, password: tenant.password };
    const foreign: Record<string, string>[] = [
      { origin: 'https://jahat.test' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      expect((await refresh(cookie, headers)).body.code).toBe('origin_refused');
      const login = await app.api('POST', '/auth/login', credentials, headers);
      expect(login.body.code).toBe('origin_refused');
      expect(setCookie(login)).toBe('');
      const logout = await app.api('POST', '/auth/logout', undefined, { cookie, ...headers });
      expect(logout.body.code).toBe('origin_refused');
    }
    const own = { origin: app.baseUrl, 'sec-fetch-site': 'same-origin' };
    expect((await refresh(cookie, own)).status).toBe(200);
  });

  test('AUTH-01 sign-out ends the session by its cookie alone and takes the cookie away', async () => {
    const { cookie, token } = await signedIn();
    const answer = await app.api('POST', '/auth/logout', undefined, { cookie });
    expect(answer.status).toBe(204);
    expect(setCookie(answer)).toMatch(/^meja_refresh=; .*Max-Age=0/);
    expect((await refresh(cookie)).status).toBe(401);
    expect((await app.as(token)('GET', '/auth/me')).status).toBe(401);
    expect((await app.api('POST', '/auth/logout')).status).toBe(204);
  });
});
