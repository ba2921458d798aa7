import { v7 as uuidv7 } from 'uuid';
import { mailsTo, tokenTo } from '../../../../test/factories/mail';
import { enableTwoFactor } from '../../../../test/factories/two-factor';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';
import { config, setConfig } from '../../../platform/config';
import { resetLimiters } from '../../../platform/http';

const HOUR = 3_600_000;
const NEXT = 'jendela-biru-pagi-93';
let app: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  app = await startTestApp({ trustProxy: 1 });
});
beforeEach(async () => {
  tenant = await app.registerTenant();
});
afterEach(() => setClock());
afterAll(() => app.stop());

const forgot = (email: string, headers = {}) => app.api('POST', '/auth/password/forgot', { email }, headers);
const reset = (token: string, newPassword = NEXT) =>
  app.api('POST', '/auth/password/reset', { token, newPassword });
const login = (email: string, password: string) => app.api('POST', '/auth/login', { email, password });
const askedFor = async (email = tenant.email) => {
  await forgot(email);
  return tokenTo(app, email, '/reset');
};
const later = (ms: number) => {
  const at = Date.now() + ms;
  setClock({ now: () => new Date(at) });
};

describe('a forgotten password', () => {
  test('AUTH-05 is replaced by an e-mailed link; every session ends, the other links are void, the owner is told', async () => {
    const second = (await login(tenant.email, tenant.password)).body.data.accessToken as string;
    const [first, token] = [await askedFor(), await askedFor()];
    expect((await tenant.api('GET', '/auth/me')).status).toBe(200);
    expect((await reset(token)).status).toBe(204);
    for (const api of [tenant.api, app.as(second)]) expect((await api('GET', '/auth/me')).status).toBe(401);
    expect((await login(tenant.email, tenant.password)).status).toBe(401);
    expect((await login(tenant.email, NEXT)).status).toBe(200);
    const other = await reset(first, 'pintu-hijau-sore-27');
    expect([other.status, other.body.code]).toEqual([410, 'link_unusable']);
    const notices = (await mailsTo(app, tenant.email)).filter(
      ({ subject }) => subject === 'Kata sandi Anda diganti',
    );
    expect(notices).toHaveLength(1);
    const log = await app.sql<{ action: string; actor_id: string }>(
      "SELECT action, actor_id FROM audit_log WHERE tenant_id = $1 AND action = 'auth.password_reset'",
      [tenant.tenantId],
    );
    expect(log).toEqual([{ action: 'auth.password_reset', actor_id: tenant.user.id }]);
  });

  test('AUTH-05 a link works once, also at the same moment, and repeated as it was it has happened already', async () => {
    const token = await askedFor();
    const answers = await Promise.all([reset(token, NEXT), reset(token, 'pintu-hijau-sore-27')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
    const kept = answers[0].status === 204 ? NEXT : 'pintu-hijau-sore-27';
    expect((await reset(token, kept)).status).toBe(204);
    expect((await reset(token, 'pagar-kuning-siang-45')).status).toBe(410);
    expect((await login(tenant.email, kept)).status).toBe(200);
  });

  test('AUTH-05 a link works for an hour from when its mail was sent', async () => {
    const token = await askedFor();
    later(HOUR + 1000);
    expect((await reset(token)).status).toBe(410);
    setClock();
    later(HOUR - 60_000);
    expect((await reset(token)).status).toBe(204);
  });

  test('AUTH-05 a mail that waited three hours brings a link that works', async () => {
    await forgot(tenant.email);
    later(3 * HOUR);
    expect((await reset(await tokenTo(app, tenant.email, '/reset'))).status).toBe(204);
  });

  test('AUTH-05 a password that is weak or among the last five is refused, and the link is left', async () => {
    const [one, two, three, four] = [
      'kursi-rotan-teras-11',
      'lampu-kamar-biru-22',
      'sepeda-tua-merah-33',
      'payung-hujan-deras-44',
    ];
    for (const next of [one, two, three, four]) {
      const changed = await tenant.api('POST', '/auth/password', {
        currentPassword: next === one ? tenant.password : [one, two, three][[two, three, four].indexOf(next)],
        newPassword: next,
      });
      expect(changed.status).toBe(204);
    }
    const token = await askedFor();
    for (const used of [tenant.password, one, two, three]) {
      const refused = await reset(token, used);
      expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'password_used_before']);
    }
    expect((await reset(token, four)).body.errors[0].code).toBe('not_unique');
    expect((await reset(token, 'rahasia12345')).body.code).toBe('password_too_weak');
    expect((await reset(token, NEXT)).status).toBe(204);
    // Five have come after it by now.
    const again = await reset(await askedFor(), tenant.password);
    expect(again.status).toBe(204);
  });

  test('AUTH-05 /auth/password knows the last five, too', async () => {
    const change = (currentPassword: string, newPassword: string) =>
      tenant.api('POST', '/auth/password', { currentPassword, newPassword });
    expect((await change(tenant.password, NEXT)).status).toBe(204);
    const back = await change(NEXT, tenant.password);
    expect([back.status, back.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ path: 'newPassword', code: 'password_used_before' }),
    ]);
  });

  test('AUTH-08 who asks learns nothing: the same answer, the same work in the request, and only an owner gets mail', async () => {
    const nobody = `bukan-${uuidv7()}@contoh.test`;
    const before = (await app.sql('SELECT FROM emails')).length;
    const [known, unknown] = [await forgot(tenant.email), await forgot(nobody)];
    expect([known.status, unknown.status]).toEqual([202, 202]);
    expect(unknown.text).toBe(known.text);
    // Each leaves the same kind of row; whose address it is is looked up by who sends.
    expect((await app.sql('SELECT FROM emails')).length).toBe(before + 2);
    expect(await mailsTo(app, nobody)).toEqual([]);
    expect((await mailsTo(app, tenant.email)).filter(({ plain }) => plain.includes('/reset#'))).toHaveLength(
      1,
    );
  });

  test('AUTH-08 one address is written to a few times an hour, whoever asks, and the answer stays the same', async () => {
    setConfig({ ...config(), rateLimitMax: 3_600 });
    resetLimiters();
    try {
      const from = (network: string) => ({ 'x-forwarded-for': `203.0.113.${network}` });
      for (let time = 0; time < 6; time += 1)
        expect((await forgot(tenant.email.toUpperCase(), from('7'))).status).toBe(202);
      expect(
        (await mailsTo(app, tenant.email)).filter(({ plain }) => plain.includes('/reset#')),
      ).toHaveLength(3);
      const strangers: number[] = [];
      for (let time = 0; time < 20; time += 1)
        strangers.push((await forgot(`orang-${time}@contoh.test`, from('8'))).status);
      expect(strangers).toContain(429);
    } finally {
      setConfig({ ...config(), rateLimitMax: 1_000_000 });
      resetLimiters();
    }
  });

  test('AUTH-08 who was locked out by wrong tries comes in with the new password at once', async () => {
    for (let time = 0; time < 6; time += 1) await login(tenant.email, `salah-${time}-salah`);
    expect((await login(tenant.email, tenant.password)).status).toBe(429);
    expect((await reset(await askedFor())).status).toBe(204);
    expect((await login(tenant.email, NEXT)).status).toBe(200);
  });

  test('AUTH-05 no token is kept anywhere, and none opens by guessing or by another kind of link', async () => {
    const token = await askedFor();
    const tables = await app.sql<{ name: string }>(`
      SELECT quote_ident(table_name) AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'local_inbox'`);
    for (const { name } of tables) {
      const rows = await app.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
    }
    const [link] = await app.sql<{ token_hash: string }>(
      "SELECT token_hash FROM account_links WHERE kind = 'RESET' ORDER BY created_at DESC LIMIT 1",
    );
    const verify = await tokenTo(app, tenant.email, '/verify');
    for (const wrong of [link!.token_hash, token.slice(1), `${token}x`, verify, "' OR true --"])
      expect([wrong, (await reset(wrong)).status]).toEqual([wrong, 410]);
    expect((await app.api('POST', '/auth/email/verify', { token })).status).toBe(410);
  });

  test('AUTH-05 AUTH-08 the true owner of an address takes over an account that a stranger made with it', async () => {
    // The stranger registered with somebody else's address and is signed in.
    expect((await tenant.api('GET', '/auth/me')).body.data.user.emailVerified).toBe(false);
    expect((await reset(await askedFor())).status).toBe(204);
    expect((await tenant.api('GET', '/auth/me')).status).toBe(401);
    expect((await login(tenant.email, tenant.password)).status).toBe(401);
    const owner = await login(tenant.email, NEXT);
    expect(owner.body.data.user.emailVerified).toBe(true);
    // The link that was to prove the address for the stranger opens nothing any more.
    const mails = (await mailsTo(app, tenant.email)).filter(({ plain }) => plain.includes('/verify#'));
    for (const { token } of mails)
      expect((await app.api('POST', '/auth/email/verify', { token })).status).toBe(410);
  });

  test('AUTH-05 AUTH-10 a key that a stranger made works no more once the address has its owner; one’s own outlives a reset', async () => {
    const made = async (api = tenant.api) => {
      const answer = await api('POST', '/api-keys', { name: 'Toko daring', scopes: ['order:read'] });
      return { 'x-api-key': answer.body.data.key as string };
    };
    const orders = async (key: Record<string, string>) =>
      (await app.api('GET', `/orders?outletId=${tenant.outletId}`, undefined, key)).status;
    const strangers = await made();
    expect(await orders(strangers)).toBe(200);
    expect((await reset(await askedFor())).status).toBe(204);
    expect(await orders(strangers)).toBe(401);
    const own = await made(app.as((await login(tenant.email, NEXT)).body.data.accessToken));
    expect((await reset(await askedFor(), `${NEXT}-lagi`)).status).toBe(204);
    expect(await orders(own)).toBe(200);
  });

  test('AUTH-03 AUTH-05 a stranger’s second factor does not keep the true owner out; one’s own is asked for after a reset', async () => {
    await enableTwoFactor(tenant.api);
    expect((await reset(await askedFor())).status).toBe(204);
    const owner = await login(tenant.email, NEXT);
    expect(owner.body.data.accessToken).toEqual(expect.any(String));
    const api = app.as(owner.body.data.accessToken);
    await enableTwoFactor(api);
    expect((await reset(await askedFor(), `${NEXT}-lagi`)).status).toBe(204);
    expect((await login(tenant.email, `${NEXT}-lagi`)).body.data).toMatchObject({ twoFactorRequired: true });
  });

  test('AUTH-05 a disabled account gets no mail, and its link is worth nothing', async () => {
    const token = await askedFor();
    await app.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [tenant.email]);
    expect((await reset(token)).status).toBe(410);
    const before = (await mailsTo(app, tenant.email)).length;
    expect((await forgot(tenant.email)).status).toBe(202);
    expect(await mailsTo(app, tenant.email)).toHaveLength(before);
  });

  test('AUTH-08 a page of another site can ask for nothing', async () => {
    expect((await forgot(tenant.email, { origin: 'https://jahat.example' })).body.code).toBe(
      'origin_refused',
    );
  });
});
