import { mailsTo, tokenTo } from '../../../../test/factories/mail';
import { beginTwoFactor, codeOf, enableTwoFactor } from '../../../../test/factories/two-factor';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
afterEach(() => setClock());

/** Each test begins hours after the one before: what one made wait is over in the next. */
const HOURS_MS = 3 * 3_600_000;
let start = Date.now();
const later = (seconds: number) => setClock({ now: () => new Date(start + seconds * 1000) });
beforeEach(() => {
  start += HOURS_MS;
  later(0);
});

const seen = ({ status, body }: ApiAnswer) => [status, body?.code, body?.errors?.[0]?.path].filter(Boolean);
const login = (tenant: TestTenant) =>
  app.api('POST', '/auth/login', { email: tenant.email, password: tenant.password });
async function challenge(tenant: TestTenant): Promise<string> {
  const { status, body, headers } = await login(tenant);
  expect([status, body.data.twoFactorRequired, body.data.accessToken]).toEqual([200, true, undefined]);
  expect(headers.getSetCookie()).toEqual([]);
  return body.data.challengeToken as string;
}
const answer = (challengeToken: string, code: string) =>
  app.api('POST', '/auth/login/2fa', { challengeToken, code });
const state = async (api: Caller) => (await api('GET', '/auth/2fa')).body.data as object;
const audited = async ({ api }: TestTenant) =>
  ((await api('GET', '/audit-log?limit=100')).body.data as { action: string }[]).map(({ action }) => action);

describe('setting it up', () => {
  test('AUTH-03 it asks for nothing until a code proves the authenticator; recovery codes come once', async () => {
    const tenant = await app.registerTenant();
    expect(seen(await tenant.api('POST', '/auth/2fa/enable', { code: '123456' }))).toEqual([
      409,
      'two_factor_not_enabled',
    ]);
    const first = await beginTwoFactor(tenant.api);
    expect((await login(tenant)).body.data.accessToken).toEqual(expect.any(String));
    const { secret, code, otpauthUrl } = await beginTwoFactor(tenant.api);
    expect(otpauthUrl).toContain(`secret=${secret}`);
    for (const wrong of [first.code(), '12345', 'abcde-fghij'])
      expect(seen(await tenant.api('POST', '/auth/2fa/enable', { code: wrong }))).toEqual([
        422,
        'validation_failed',
        'code',
      ]);
    const enabled = await tenant.api('POST', '/auth/2fa/enable', { code: code() });
    expect(enabled.status).toBe(200);
    expect(new Set(enabled.body.data.recoveryCodes).size).toBe(10);
    expect(await state(tenant.api)).toEqual({ enabled: true, required: false, recoveryCodesLeft: 10 });
    expect(seen(await tenant.api('POST', '/auth/2fa/setup'))).toEqual([409, 'two_factor_enabled']);
    expect(await audited(tenant)).toContain('auth.two_factor_enable');
  });

  test('T-59 AUTH-03 five minutes after the sign-in it takes the password, however the session is renewed', async () => {
    const tenant = await app.registerTenant();
    const signedIn = await login(tenant);
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const setUp = (api: Caller, body?: object) => api('POST', '/auth/2fa/setup', body);
    const required = [422, 'validation_failed', 'currentPassword'];
    later(299);
    expect((await setUp(app.as(signedIn.body.data.accessToken))).status).toBe(200);
    later(301);
    const renewed = await app.api('POST', '/auth/refresh', undefined, { cookie });
    const stale = app.as(renewed.body.data.accessToken);
    for (const body of [undefined, {}]) {
      const refused = await setUp(stale, body);
      expect([...seen(refused), refused.body.errors[0].code]).toEqual([...required, 'required']);
    }
    expect(seen(await setUp(stale, { currentPassword: 'bukan-kata-sandi-71' }))).toEqual(required);
    const begun = await setUp(stale, { currentPassword: tenant.password });
    expect(begun.body.data.secret).toEqual(expect.any(String));
    // A wrong one is wrong also where none would be asked for.
    const fresh = app.as((await login(tenant)).body.data.accessToken);
    expect(seen(await setUp(fresh, { currentPassword: 'bukan-kata-sandi-71' }))).toEqual(required);
    expect((await setUp(fresh)).status).toBe(200);
  });

  test('T-59 AUTH-03 guessing the password there is slowed like elsewhere', async () => {
    const tenant = await app.registerTenant();
    const guess = (currentPassword: string) => tenant.api('POST', '/auth/2fa/setup', { currentPassword });
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect((await guess('bukan-kata-sandi-71')).status).toBe(422);
    const rested = await guess(tenant.password);
    expect([rested.status, rested.headers.get('retry-after')]).toEqual([429, '30']);
  });

  test('T-59 AUTH-03 AUTH-07 another business, or a session of which no proof is known, makes nobody’s sign-in fresh', async () => {
    const [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
    const person = { email: tenant.email, name: 'Rina', role: 'SUPERVISOR', outletIds: [] };
    const { temporaryPassword: code } = (await other.api('POST', '/users', person)).body.data;
    expect((await tenant.api('POST', '/auth/join', { code })).status).toBe(200);
    const switchTo = async (api: Caller, tenantId: string) => {
      const { status, body } = await api('POST', '/auth/switch-tenant', { tenantId });
      expect(status).toBe(200);
      return app.as(body.data.accessToken);
    };
    const setUp = async (api: Caller) => seen(await api('POST', '/auth/2fa/setup'));
    const there = await switchTo(tenant.api, other.tenantId);
    expect(await setUp(there)).toEqual([200]);
    later(301);
    const back = await switchTo(there, tenant.tenantId);
    expect(await setUp(back)).toEqual([422, 'validation_failed', 'currentPassword']);
    const fresh = app.as((await login(tenant)).body.data.accessToken);
    // As the version before left them.
    await app.sql('UPDATE sessions SET proved_at = NULL WHERE tenant_id = $1', [tenant.tenantId]);
    expect(await setUp(fresh)).toEqual([422, 'validation_failed', 'currentPassword']);
  });

  test('AUTH-03 recovery codes are renewed with password and code: shown once, the old ones void, told by mail', async () => {
    const tenant = await app.registerTenant();
    const proof = (code: string, password = tenant.password) =>
      tenant.api('POST', '/auth/2fa/recovery-codes', { password, code });
    expect(seen(await proof('123456'))).toEqual([409, 'two_factor_not_enabled']);
    const { code, recoveryCodes: old } = await enableTwoFactor(tenant.api);
    await app.api('POST', '/auth/email/verify', { token: await tokenTo(app, tenant.email, '/verify') });
    expect(seen(await proof(code(1), 'bukan-kata-sandi-71'))).toEqual([422, 'validation_failed', 'password']);
    expect(seen(await proof('000000'))).toEqual([422, 'validation_failed', 'code']);
    const renewed = await proof(code(1));
    expect(renewed.status).toBe(200);
    const codes = renewed.body.data.recoveryCodes as string[];
    expect([new Set(codes).size, codes.filter((one) => old.includes(one))]).toEqual([10, []]);
    expect(await state(tenant.api)).toEqual({ enabled: true, required: false, recoveryCodesLeft: 10 });
    expect(seen(await answer(await challenge(tenant), old[0]!))).toEqual([401, 'wrong_two_factor_code']);
    expect((await answer(await challenge(tenant), codes[0]!)).status).toBe(200);
    // A code of theirs proves as well as the authenticator's; of many at once one does.
    const many = await Promise.all(Array.from({ length: 5 }, () => proof(codes[1]!)));
    expect(many.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422]);
    expect(await audited(tenant)).toContain('auth.recovery_codes_renew');
    const mails = await mailsTo(app, tenant.email);
    expect(mails.filter(({ subject }) => subject === 'Kode pemulihan Anda diganti')).toHaveLength(2);
  });

  test('AUTH-03 neither secret nor codes stand anywhere in the database, nor in what is replayed', async () => {
    const tenant = await app.registerTenant();
    const key = { 'idempotency-key': 'satu' };
    const begun = await tenant.api('POST', '/auth/2fa/setup', undefined, key);
    const { secret } = begun.body.data as { secret: string };
    const again = await tenant.api('POST', '/auth/2fa/setup', undefined, key);
    expect(again.body.data).toEqual({ secret: null, otpauthUrl: null });
    const enabled = await tenant.api('POST', '/auth/2fa/enable', { code: codeOf(secret) });
    const { recoveryCodes } = enabled.body.data as { recoveryCodes: string[] };
    const tables = await app.sql<{ name: string }>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const { name } of tables) {
      const rows = await app.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      for (const told of [secret, Buffer.from(secret).toString('hex'), ...recoveryCodes])
        expect([name, rows.some(({ row }) => row.includes(told))]).toEqual([name, false]);
    }
  });

  test('AUTH-03 it is taken away with password and code, and the sign-in asks for none again', async () => {
    const tenant = await app.registerTenant();
    const { code } = await enableTwoFactor(tenant.api);
    const disable = (password: string, typed: string) =>
      tenant.api('POST', '/auth/2fa/disable', { password, code: typed });
    expect(seen(await disable('bukan-ini-sandinya', code(1)))).toEqual([
      422,
      'validation_failed',
      'password',
    ]);
    expect(seen(await disable(tenant.password, code()))).toEqual([422, 'validation_failed', 'code']);
    expect((await disable(tenant.password, code(1))).status).toBe(204);
    expect((await login(tenant)).body.data.accessToken).toEqual(expect.any(String));
    expect(seen(await disable(tenant.password, code(1)))).toEqual([409, 'two_factor_not_enabled']);
    expect(
      await app.sql('SELECT 1 FROM recovery_codes c JOIN users u ON u.id = c.user_id WHERE u.email = $1', [
        tenant.email,
      ]),
    ).toEqual([]);
    expect(await audited(tenant)).toEqual(
      expect.arrayContaining(['auth.two_factor_disable', 'auth.two_factor_failed']),
    );
  });
});

describe('signing in', () => {
  test('AUTH-03 a password alone gives no session; with the code it does, and the code works once', async () => {
    const tenant = await app.registerTenant();
    const { code } = await enableTwoFactor(tenant.api);
    const token = await challenge(tenant);
    expect(seen(await answer(token, code()))).toEqual([401, 'wrong_two_factor_code']);
    const entered = await answer(token, code(1));
    expect([entered.status, entered.body.data.user.email]).toEqual([200, tenant.email]);
    expect((await app.as(entered.body.data.accessToken)('GET', '/auth/me')).status).toBe(200);
    later(30);
    // The same code, and the same challenge with a fresh one.
    expect(seen(await answer(await challenge(tenant), code()))).toEqual([401, 'wrong_two_factor_code']);
    expect(seen(await answer(token, code(1)))).toEqual([401, 'challenge_ended']);
    expect(await audited(tenant)).toContain('auth.two_factor_failed');
  });

  test('AUTH-03 of fifty who send one code at once, one comes in', async () => {
    const tenant = await app.registerTenant();
    const { code } = await enableTwoFactor(tenant.api);
    const tokens = await Promise.all(Array.from({ length: 50 }, () => challenge(tenant)));
    const answers = await Promise.all(tokens.map((token) => answer(token, code(1))));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 401, 429].includes(status))).toBe(true);
  });

  test('AUTH-03 the step itself is taken by one of fifty', async () => {
    const tenant = await app.registerTenant();
    await enableTwoFactor(tenant.api);
    const [row] = await app.sql<{ id: string; step: string }>(
      'SELECT u.id, f.last_step AS step FROM two_factors f JOIN users u ON u.id = f.user_id WHERE u.email = $1',
      [tenant.email],
    );
    const { takeStep } = await import('../two-factor.repository');
    const taken = await Promise.all(
      Array.from({ length: 50 }, () => takeStep(row!.id, Number(row!.step) + 1)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await takeStep(row!.id, Number(row!.step))).toBe(false);
  });

  test('AUTH-03 a recovery code opens once', async () => {
    const tenant = await app.registerTenant();
    const { recoveryCodes } = await enableTwoFactor(tenant.api);
    const typed = recoveryCodes[3]!.toUpperCase().replace('-', ' ');
    expect((await answer(await challenge(tenant), typed)).status).toBe(200);
    expect(seen(await answer(await challenge(tenant), typed))).toEqual([401, 'wrong_two_factor_code']);
    expect(await state(tenant.api)).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await audited(tenant)).toContain('auth.recovery_code');
  });

  test('AUTH-03 a challenge is one account’s, for five minutes and five tries', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    await enableTwoFactor(one.api);
    const { code } = await enableTwoFactor(two.api);
    const token = await challenge(one);
    expect(seen(await answer(token, code(1)))).toEqual([401, 'wrong_two_factor_code']);
    expect(seen(await answer('bukan-token', code(1)))).toEqual([401, 'challenge_ended']);
    const own = await challenge(two);
    later(301);
    expect(seen(await answer(own, code()))).toEqual([401, 'challenge_ended']);
    later(0);
    for (let attempt = 0; attempt < 4; attempt += 1) await answer(token, '000000');
    later(3_700);
    expect(seen(await answer(token, '000000'))).toEqual([401, 'challenge_ended']);
  });

  test('AUTH-03 AUTH-08 wrong codes make one wait, whichever challenge they are for and however right the password', async () => {
    const tenant = await app.registerTenant();
    const { code } = await enableTwoFactor(tenant.api);
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(seen(await answer(await challenge(tenant), '000000'))).toEqual([401, 'wrong_two_factor_code']);
    const rested = await answer(await challenge(tenant), code(1));
    expect([rested.status, rested.headers.get('retry-after')]).toEqual([429, '30']);
    later(31);
    expect((await answer(await challenge(tenant), code(1))).status).toBe(200);
  });

  test('AUTH-03 who was disabled between password and code stays out', async () => {
    const tenant = await app.registerTenant();
    const { code } = await enableTwoFactor(tenant.api);
    const token = await challenge(tenant);
    await app.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [tenant.email]);
    expect(seen(await answer(token, code(1)))).toEqual([401, 'challenge_ended']);
  });
});

describe('a business that asks a role for it', () => {
  test('AUTH-03 who must and has none may do nothing but set it up; then everything is open at once', async () => {
    const tenant = await app.registerTenant();
    const cashier = await tenant.staff('CASHIER');
    const kitchen = await tenant.staff('KITCHEN');
    const other = await app.registerTenant();
    const otherCashier = await other.staff('CASHIER');
    const outlets = (api: Caller) => api('GET', '/outlets');
    expect((await outlets(cashier.api)).status).toBe(200);
    expect((await tenant.api('PATCH', '/settings', { requireTwoFactor: ['CASHIER'] })).status).toBe(200);
    expect(seen(await outlets(cashier.api))).toEqual([403, 'two_factor_setup_required']);
    const { body } = await cashier.api('GET', '/auth/me');
    expect(body.data.mustSetUpTwoFactor).toBe(true);
    expect(await state(cashier.api)).toEqual({ enabled: false, required: true, recoveryCodesLeft: 0 });
    const password = 'kopi-tubruk-hangat-71-cashier';
    const signedIn = await app.api('POST', '/auth/login', { email: cashier.email, password });
    expect(signedIn.body.data.mustSetUpTwoFactor).toBe(true);
    for (const free of [kitchen.api, otherCashier.api, tenant.api])
      expect((await outlets(free)).status).toBe(200);

    await enableTwoFactor(cashier.api);
    expect((await outlets(cashier.api)).status).toBe(200);
    expect((await cashier.api('GET', '/auth/me')).body.data.mustSetUpTwoFactor).toBeUndefined();
    expect((await tenant.api('PATCH', '/settings', { requireTwoFactor: ['KITCHEN'] })).status).toBe(200);
    expect(seen(await outlets(kitchen.api))).toEqual([403, 'two_factor_setup_required']);
    expect((await tenant.api('PATCH', '/settings', { requireTwoFactor: [] })).status).toBe(200);
    expect((await outlets(kitchen.api)).status).toBe(200);
  });
});
