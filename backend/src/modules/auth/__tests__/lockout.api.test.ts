import bcrypt from 'bcrypt';
import { watchHashing } from '../../../../test/factories/hashing';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ trustProxy: 1 });
});
afterAll(() => app.stop());
afterEach(() => setClock());

/** Each test's people sit at addresses of their own. */
let network = 0;
let start = Date.now();
const later = (seconds: number) => setClock({ now: () => new Date(start + seconds * 1000) });
beforeEach(() => {
  network += 1;
  start = Date.now();
  later(0);
});
const at = (host: number) => `10.${network}.${host >> 8}.${host & 255}`;
const HOME = 1;

interface From {
  host?: number;
  cookie?: string;
}
const WRONG = 'salah-sekali-ini';

const login = (email: string, password = WRONG, { host = HOME, cookie }: From = {}) =>
  app.api(
    'POST',
    '/auth/login',
    { email, password },
    { 'x-forwarded-for': at(host), ...(cookie && { cookie }) },
  );
const fail = async (email: string, times: number, from: From = {}) => {
  for (let attempt = 0; attempt < times; attempt += 1) await login(email, WRONG, from);
};
const seen = ({ status, headers }: ApiAnswer) => [status, headers.get('retry-after')];
const comparable = ({ status, body }: ApiAnswer) => {
  const { correlationId: _id, ...rest } = body as Record<string, unknown>;
  return { status, ...rest };
};
/** The device's cookie that an answer sets, as a browser sends it back. */
const deviceOf = ({ headers }: ApiAnswer) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .find((cookie) => cookie.startsWith('meja_device='))!;

describe('lock-out', () => {
  test('AUTH-08 a wrong password and an unknown e-mail answer alike, also once they rest', async () => {
    const tenant = await app.registerTenant();
    const unknown = `tiada-${tenant.tenantId}@contoh.test`;
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const known = comparable(await login(tenant.email));
      expect(known).toMatchObject({ status: 401, code: 'invalid_credentials' });
      expect(comparable(await login(unknown))).toEqual(known);
    }
    const resting = await login(tenant.email);
    expect([...seen(resting), resting.body.code]).toEqual([429, '30', 'rate_limited']);
    expect(comparable(await login(unknown))).toEqual(comparable(resting));
  });

  test('AUTH-08 the delay grows with each failure and ends with a success', async () => {
    const tenant = await app.registerTenant();
    await fail(tenant.email, 5);
    expect(seen(await login(tenant.email, tenant.password))).toEqual([429, '30']);
    later(31);
    expect((await login(tenant.email)).status).toBe(401);
    expect(seen(await login(tenant.email, tenant.password))).toEqual([429, '60']);
    later(31 + 61);
    expect((await login(tenant.email, tenant.password)).status).toBe(200);
    expect((await login(tenant.email)).status).toBe(401);
    expect((await login(tenant.email, tenant.password)).status).toBe(200);
  });

  test('AUTH-08 forty guesses at once are not forty tries', async () => {
    const tenant = await app.registerTenant();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => login(tenant.email.toUpperCase(), `tebakan-nomor-${index}`)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  test('AUTH-08 one account’s rest is not another’s', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    await fail(one.email, 5);
    expect((await login(one.email, one.password)).status).toBe(429);
    expect((await login(two.email, two.password)).status).toBe(200);
  });

  test('AUTH-08 the tables tell neither who was tried nor on which device', async () => {
    const tenant = await app.registerTenant();
    await fail(tenant.email, 1);
    const device = deviceOf(await login(tenant.email, tenant.password)).split('=')[1]!;
    const rows = await Promise.all(
      ['sign_in_attempts', 'known_devices'].map((table) => app.sql(`SELECT * FROM ${table}`)),
    );
    for (const secret of ['contoh.test', at(HOME), device, tenant.user.id])
      expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('F-49 AUTH-08 a known e-mail, an unknown and a disabled one cost the same work', async () => {
    const [tenant, gone] = [await app.registerTenant(), await app.registerTenant()];
    await app.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [gone.email]);
    const hashing = watchHashing();
    const work = async (email: string, password = WRONG) => {
      hashing.clear();
      const { status } = await login(email, password);
      return [status, hashing.compared().map((hash) => bcrypt.getRounds(hash))];
    };
    const known = await work(tenant.email);
    expect(known).toEqual([401, [expect.any(Number)]]);
    expect(await work(`x${tenant.email}`)).toEqual(known);
    expect(await work(gone.email, gone.password)).toEqual(known);
    hashing.end();
  });
});

describe('strangers', () => {
  const STRANGER = 7;

  test('F-49 AUTH-08 five wrong tries of a stranger don’t lock the owner out, at home nor on the road', async () => {
    const tenant = await app.registerTenant();
    await fail(tenant.email, 5, { host: STRANGER });
    expect(seen(await login(tenant.email, tenant.password, { host: STRANGER }))).toEqual([429, '30']);
    expect((await login(tenant.email, tenant.password)).status).toBe(200);
    expect((await login(tenant.email, tenant.password, { host: 99 })).status).toBe(200);
  });

  test('F-49 a device that signed in once goes on, even behind the stranger’s own address', async () => {
    const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
    const first = await login(tenant.email, tenant.password);
    const cookie = deviceOf(first);
    expect(first.headers.getSetCookie().find((line) => line.startsWith(cookie))).toMatch(
      /^meja_device=[\w-]{43}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Strict$/,
    );
    await fail(tenant.email, 5, { host: HOME });
    await fail(other.email, 5, { host: HOME });
    expect((await login(tenant.email, tenant.password)).status).toBe(429);
    const again = await login(tenant.email, tenant.password, { cookie });
    expect([again.status, deviceOf(again)]).toEqual([200, cookie]);
    // The same device is a stranger to another account, and one that was made up is to all.
    expect((await login(other.email, other.password, { cookie })).status).toBe(429);
    const madeUp = `meja_device=${'A'.repeat(43)}`;
    expect((await login(tenant.email, tenant.password, { cookie: madeUp })).status).toBe(429);
    // A known device rests after its own failures, and only it does.
    await fail(tenant.email, 5, { cookie });
    expect(seen(await login(tenant.email, tenant.password, { cookie }))).toEqual([429, '30']);
    expect((await login(tenant.email, tenant.password, { host: 2 })).status).toBe(200);
  });

  test('F-49 whoever is signed in changes the password whatever strangers try; only their own failures count', async () => {
    const tenant = await app.registerTenant();
    await fail(tenant.email, 6, { host: STRANGER });
    const change = (currentPassword: string, newPassword: string) =>
      tenant.api('POST', '/auth/password', { currentPassword, newPassword });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await change(WRONG, 'teh-manis-dingin-82')).body.errors[0].path).toBe('currentPassword');
    }
    expect(seen(await change(tenant.password, 'teh-manis-dingin-82'))).toEqual([429, '30']);
    expect((await login(tenant.email, tenant.password)).status).toBe(200);
    later(31);
    expect((await change(tenant.password, 'teh-manis-dingin-82')).status).toBe(204);
  });

  test('F-49 one password tried on two hundred accounts is stopped at its address, nowhere else', async () => {
    const tenant = await app.registerTenant();
    const answers: number[] = [];
    for (let user = 0; user < 200; user += 1)
      answers.push((await login(`orang-${user}-${network}@contoh.test`, WRONG, { host: STRANGER })).status);
    expect(answers.filter((status) => status === 401)).toHaveLength(50);
    expect(answers.slice(50)).toEqual(Array(150).fill(429));
    expect(seen(await login(tenant.email, tenant.password, { host: STRANGER }))).toEqual([429, '30']);
    expect((await login(tenant.email, tenant.password)).status).toBe(200);
  });

  test('F-49 two hundred passwords from as many addresses are slowed, and the right one is never shut out', async () => {
    const tenant = await app.registerTenant();
    const cookie = deviceOf(await login(tenant.email, tenant.password));
    let tried = 0;
    for (let host = 1_000; host < 1_200; host += 1)
      tried += Number((await login(tenant.email, `tebakan-${host}`, { host })).status === 401);
    expect(tried).toBe(20);
    // Known devices and addresses go on at once.
    expect((await login(tenant.email, tenant.password, { cookie, host: 50 })).status).toBe(200);
    expect((await login(tenant.email, tenant.password)).status).toBe(200);
    // The owner's new telephone, elsewhere, waits its turn once.
    const place = await login(tenant.email, tenant.password, { host: 60 });
    expect(seen(place)).toEqual([429, '1']);
    later(2);
    expect((await login(tenant.email, tenant.password, { host: 60 })).status).toBe(200);
    // Those who come back take longer with every failure.
    for (let host = 1_100; host < 1_112; host += 1) await login(tenant.email, WRONG, { host });
    const slower = await login(tenant.email, tenant.password, { host: 70 });
    expect(seen(slower)).toEqual([429, '300']);
    later(2 + 301);
    expect((await login(tenant.email, tenant.password, { host: 70 })).status).toBe(200);
  });

  test('F-49 an unknown e-mail waits its turn like a known one', async () => {
    const unknown = `tiada-${network}@contoh.test`;
    for (let host = 2_000; host < 2_020; host += 1)
      expect((await login(unknown, WRONG, { host })).status).toBe(401);
    expect(seen(await login(unknown, WRONG, { host: 2_500 }))).toEqual([429, '1']);
  });
});
