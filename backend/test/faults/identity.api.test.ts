import { createHash, createHmac } from 'node:crypto';
import { enableTwoFactor } from '../factories/two-factor';
import { startTestApp } from '../setup';
import type { ApiAnswer, TestApp, TestTenant } from '../setup';
import { setClock } from '../../src/platform/clock';
import { config } from '../../src/platform/config';
import { listen } from './listener';
import type { Listener } from './listener';
import { until } from './until';

let app: TestApp;
const open: Listener[] = [];
beforeAll(async () => {
  app = await startTestApp();
});
afterEach(() => {
  setClock();
  for (const screen of open.splice(0)) screen.close();
});
afterAll(() => app.stop());

const seen = ({ status, body }: ApiAnswer) => [status, body?.code];
const cookieOf = (answer: ApiAnswer, name = 'meja_refresh') =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .find((cookie) => cookie.startsWith(`${name}=`))!
    .slice(name.length + 1);
const login = ({ email, password }: Pick<TestTenant, 'email' | 'password'>) =>
  app.api('POST', '/auth/login', { email, password });
const refresh = (token: string) =>
  app.api('POST', '/auth/refresh', undefined, { cookie: `meja_refresh=${token}` });
const me = (token: string) => app.as(token)('GET', '/auth/me');
const screenOf = async (token: string, options = {}) => {
  const screen = await listen(app.baseUrl, token, options);
  open.push(screen);
  return screen;
};

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
/** A token as somebody would make it who knows how ours look. */
function forge(head: object, claims: object, secret: string | null): string {
  const text = `${encode(head)}.${encode(claims)}`;
  return `${text}.${secret === null ? '' : createHmac('sha256', secret).update(text).digest('base64url')}`;
}
const partsOf = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];

describe('T-58 a token opens what it was made for', () => {
  test('T-58 AUTH-01 AUTH-03 none of the tokens for access, renewal and the code is taken for another', async () => {
    const tenant = await app.registerTenant();
    const signedIn = await login(tenant);
    const access = signedIn.body.data.accessToken as string;
    const renewal = cookieOf(signedIn);
    const device = cookieOf(signedIn, 'meja_device');
    const { code } = await enableTwoFactor(tenant.api);
    const challenge = (await login(tenant)).body.data.challengeToken as string;

    for (const other of [renewal, challenge, device]) {
      for (const path of ['/auth/me', `/menu?outletId=${tenant.outletId}`])
        expect(seen(await app.as(other)('GET', path))).toEqual([401, 'unauthenticated']);
      await expect(screenOf(other)).rejects.toThrow('unauthenticated');
    }
    for (const other of [access, challenge, device])
      expect(seen(await refresh(other))).toEqual([401, 'unauthenticated']);
    for (const other of [access.slice(0, 100), renewal, device])
      expect(
        seen(await app.api('POST', '/auth/login/2fa', { challengeToken: other, code: code(1) })),
      ).toEqual([401, 'challenge_ended']);

    // Tried at a door that is not theirs, they still open their own.
    expect((await me(access)).status).toBe(200);
    expect((await refresh(renewal)).status).toBe(200);
    const entered = await app.api('POST', '/auth/login/2fa', { challengeToken: challenge, code: code(1) });
    expect(entered.status).toBe(200);
  });

  test('T-58 AUTH-01 a changed header or other claims are refused by API, answers from memory and sockets', async () => {
    const tenant = await app.registerTenant();
    const [head, claims] = partsOf(tenant.token);
    const secret = config().jwtSecret;
    // What all of these differ from is accepted, so that it is the difference that is refused.
    expect((await me(forge(head, claims, secret))).status).toBe(200);
    const own = 'a key of their own, as long as ours has to be';
    const publicKey = createHash('sha256').update('anybody can read this one').digest('hex');
    const forged = {
      'alg none': forge({ ...head, alg: 'none' }, claims, null),
      'alg none, signed': forge({ ...head, alg: 'none' }, claims, secret),
      'an RS256 header over an HMAC': forge({ ...head, alg: 'RS256' }, claims, secret),
      'an HMAC by a public key': forge(head, claims, publicKey),
      'a file for a kid': forge({ ...head, kid: '../../../../dev/null' }, claims, ''),
      'SQL for a kid': forge({ ...head, kid: `x' UNION SELECT '${own}' --` }, claims, own),
      'a jwk': forge(
        { ...head, jwk: { kty: 'oct', k: Buffer.from(own).toString('base64url') } },
        claims,
        own,
      ),
      'a jku': forge({ ...head, jku: 'http://127.0.0.1:9/jwks.json' }, claims, own),
      'a jku, signed with our key': forge({ ...head, jku: 'http://127.0.0.1:9/jwks.json' }, claims, secret),
      'another typ': forge({ ...head, typ: 'JWT' }, claims, secret),
      'another audience': forge(head, { ...claims, aud: 'another' }, secret),
      'another issuer': forge(head, { ...claims, iss: 'another' }, secret),
      'another person': forge(head, { ...claims, sub: claims.sid }, secret),
      'no business': forge(head, { ...claims, tid: null }, secret),
    };
    const verdicts: Record<string, unknown[]> = {};
    for (const [name, token] of Object.entries(forged)) {
      const api = app.as(token);
      const answers = [await api('GET', '/auth/me'), await api('GET', '/stations')];
      const socket = await screenOf(token).then(
        () => 'connected',
        (error: Error) => error.message,
      );
      verdicts[name] = [...answers.flatMap(seen), socket];
    }
    const refused = [401, 'unauthenticated', 401, 'unauthenticated', 'unauthenticated'];
    expect(verdicts).toEqual(Object.fromEntries(Object.keys(forged).map((name) => [name, refused])));
    const expired = forge(head, { ...claims, exp: Number(claims.iat) - 1 }, secret);
    expect(seen(await me(expired))).toEqual([401, 'token_expired']);
    await expect(screenOf(expired)).rejects.toThrow('token_expired');
  });

  test('T-58 AUTH-06 a role that a token claims gives nothing: what the database says counts', async () => {
    const tenant = await app.registerTenant();
    const cook = await tenant.staff('KITCHEN');
    const [head, claims] = partsOf(cook.token);
    const api = app.as(forge(head, { ...claims, role: 'SUPER_ADMIN' }, config().jwtSecret));
    expect(seen(await api('GET', '/admin/tenants'))).toEqual([403, 'forbidden']);
    expect(seen(await api('GET', '/users'))).toEqual([403, 'forbidden']);
    expect((await api('GET', '/auth/me')).body.data.user.role).toBe('KITCHEN');
  });
});

describe('T-58 what ends access bites at the next request, and cuts off', () => {
  test('T-58 AUTH-01 KDS-03 a refresh token used again cuts off its own session’s screens, no other’s', async () => {
    const tenant = await app.registerTenant();
    const [stolen, other] = [await login(tenant), await login(tenant)];
    const renewed = await refresh(cookieOf(stolen));
    const tokens = [stolen, renewed, other].map(({ body }) => body.data.accessToken as string);
    const [first, second, kept] = await Promise.all(tokens.map((token) => screenOf(token)));
    const at = Date.now();
    setClock({ now: () => new Date(at + 11_000) });
    expect(seen(await refresh(cookieOf(stolen)))).toEqual([401, 'refresh_reused']);
    await until('both are cut off', () => !first!.socket.connected && !second!.socket.connected, 5_000);
    for (const token of tokens.slice(0, 2)) {
      expect(seen(await me(token))).toEqual([401, 'unauthenticated']);
      await expect(screenOf(token)).rejects.toThrow('unauthenticated');
    }
    expect(seen(await refresh(cookieOf(renewed)))).toEqual([401, 'unauthenticated']);
    expect([kept!.socket.connected, (await me(tokens[2]!)).status]).toEqual([true, 200]);
  });

  test('T-58 AUTH-04 AUTH-06 whoever is put out is a 401 with the next request, screens and renewal included', async () => {
    const tenant = await app.registerTenant();
    const cashier = await tenant.staff('CASHIER');
    const signedIn = await login({ email: cashier.email, password: `${tenant.password}-cashier` });
    const screen = await screenOf(cashier.token);
    for (const path of ['/stations', '/auth/me']) expect((await cashier.api('GET', path)).status).toBe(200);
    expect((await tenant.api('PATCH', `/users/${cashier.userId}`, { active: false })).status).toBe(200);
    for (const path of ['/stations', '/auth/me', '/orders'])
      expect(seen(await cashier.api('GET', path))).toEqual([401, 'unauthenticated']);
    await until('the screen is cut off', () => !screen.socket.connected, 5_000);
    await expect(screenOf(cashier.token)).rejects.toThrow('unauthenticated');
    expect(seen(await refresh(cookieOf(signedIn)))).toEqual([401, 'unauthenticated']);
  });

  test('T-58 AUTH-04 AUTH-06 a changed role ends what was begun in the old one; the new one is a 403 for the rest', async () => {
    const tenant = await app.registerTenant();
    const person = await tenant.staff('ADMIN_TENANT');
    const password = `${tenant.password}-admin_tenant`;
    const signedIn = await login({ email: person.email, password });
    const screen = await screenOf(person.token);
    expect((await person.api('GET', '/users')).status).toBe(200);
    const changed = await tenant.api('PATCH', `/users/${person.userId}`, { role: 'KITCHEN' });
    expect(changed.status).toBe(200);
    expect(seen(await person.api('GET', '/users'))).toEqual([401, 'unauthenticated']);
    expect(seen(await refresh(cookieOf(signedIn)))).toEqual([401, 'unauthenticated']);
    await until('the screen is cut off', () => !screen.socket.connected, 5_000);
    const again = app.as((await login({ email: person.email, password })).body.data.accessToken as string);
    expect(seen(await again('GET', '/users'))).toEqual([403, 'forbidden']);
  });

  test('T-58 AUTH-06 a permission that is taken is a 403 with the next request, and the screen comes back without it', async () => {
    const tenant = await app.registerTenant();
    const person = await tenant.staff('SUPERVISOR');
    const screen = await screenOf(person.token, { reconnection: true });
    let connections = 1;
    screen.socket.on('connect', () => (connections += 1));
    const report = () => person.api('GET', `/reports/dashboard?outletId=${tenant.outletId}`);
    expect((await report()).status).toBe(200);
    const taken = await tenant.api('PATCH', `/users/${person.userId}`, { revokes: ['report:read'] });
    expect(taken.status).toBe(200);
    expect(seen(await report())).toEqual([403, 'forbidden']);
    await until('the screen came back', () => connections === 2);
  });
});

describe('T-58 SEC-02 an address that a client makes up', () => {
  const lying = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}`, forwarded: `for=198.51.100.${n}` });
  const wrong = (email: string, headers: Record<string, string>) =>
    app.api('POST', '/auth/login', { email, password: 'salah-sekali-ini' }, headers);

  test('T-58 AUTH-08 without a trusted proxy it is not looked at: neither by limits nor by what slows guessing', async () => {
    const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
    const left: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const answer = await wrong(tenant.email, lying(n));
      expect(answer.status).toBe(401);
      left.push(Number(answer.headers.get('ratelimit-remaining')));
    }
    // One count, taken from once by each of them.
    expect(left).toEqual(left.map((_, n) => left[0]! - n));
    expect((await wrong(tenant.email, lying(9))).status).toBe(429);
    expect((await wrong(other.email, lying(9))).status).toBe(401);
    const { body } = await tenant.api('GET', '/auth/sessions');
    expect(JSON.stringify(body.data)).not.toContain('198.51.100');
  });
});

describe('T-58 SEC-02 behind one trusted proxy', () => {
  let behind: TestApp;
  beforeAll(async () => {
    await app.stop();
    behind = app = await startTestApp({ trustProxy: 1 });
  });

  test('T-58 AUTH-08 what the client put before the proxy’s word is not looked at', async () => {
    const tenant = await behind.registerTenant();
    const wrong = (claimed: string, true_: string) =>
      behind.api(
        'POST',
        '/auth/login',
        { email: tenant.email, password: 'salah-sekali-ini' },
        { 'x-forwarded-for': `${claimed}, ${true_}` },
      );
    for (let n = 0; n < 5; n += 1) expect((await wrong(`198.51.100.${n}`, '203.0.113.7')).status).toBe(401);
    expect((await wrong('198.51.100.99', '203.0.113.7')).status).toBe(429);
    // Nobody rests for an address that another claimed to have.
    expect((await wrong('203.0.113.7', '203.0.113.8')).status).toBe(401);
    expect((await wrong('203.0.113.9', '198.51.100.1')).status).toBe(401);
  });
});
