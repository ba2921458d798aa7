import { mailsTo, tokenTo } from '../../../../test/factories/mail';
import { enableTwoFactor } from '../../../../test/factories/two-factor';
import { startProvider } from '../../../../test/oidc/provider';
import type { Fault, TestProvider } from '../../../../test/oidc/provider';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';
import { config, setConfig } from '../../../platform/config';

let provider: TestProvider;
let app: TestApp;
let tenant: TestTenant;
let people = 0;
/** Nobody has been at the provider by this name. */
const somebody = () => `orang-${(people += 1)}`;

beforeAll(async () => {
  provider = await startProvider();
  app = await startTestApp({ oidc: provider.settings });
});
beforeEach(async () => {
  tenant = await app.registerTenant();
});
afterEach(async () => {
  setClock();
  setConfig({ ...config(), oidc: provider.settings });
  await provider.fault(null);
});
afterAll(async () => {
  await app.stop();
  await provider.stop();
});

type Back = Awaited<ReturnType<TestProvider['visit']>>;
interface Flow {
  url: string;
  cookie: string;
}
const flowOf = ({ status, body, headers, text }: ApiAnswer): Flow => {
  if (status !== 200) throw new Error(`start answered ${status}: ${text}`);
  return { url: body.data.url as string, cookie: headers.getSetCookie()[0]!.split(';')[0]! };
};
const beginSignIn = async () => flowOf(await app.api('POST', '/auth/oidc/start'));
const beginLink = async ({ api, password }: Pick<TestTenant, 'api' | 'password'> = tenant) =>
  flowOf(await api('POST', '/auth/oidc/identity/start', { currentPassword: password }));
const login = (back: Back, cookie?: string) =>
  app.api('POST', '/auth/oidc/login', back, cookie ? { cookie } : {});
const link = (api: Caller, back: Back, cookie: string) =>
  api('POST', '/auth/oidc/identity', back, { cookie });

async function signIn(who: string): Promise<ApiAnswer> {
  const { url, cookie } = await beginSignIn();
  return login(await provider.visit(url, who), cookie);
}
async function linkAs(who: string, whose: Pick<TestTenant, 'api' | 'password'> = tenant): Promise<ApiAnswer> {
  const { url, cookie } = await beginLink(whose);
  return link(whose.api, await provider.visit(url, who), cookie);
}
async function linked(who = somebody()): Promise<string> {
  const answer = await linkAs(who);
  if (answer.status !== 200) throw new Error(`link answered ${answer.status}: ${answer.text}`);
  return who;
}
const seen = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);
const own = async (api: Caller) =>
  (await api('GET', '/auth/oidc/identity')).body.data as { name: string | null; identity: object | null };
const audited = async ({ api }: TestTenant) =>
  ((await api('GET', '/audit-log?limit=100')).body.data as { action: string; after: object | null }[]).map(
    ({ action, after }) => ({ action, after }),
  );

describe('linking on purpose, then signing in', () => {
  test('AUTH-11 the sign-in page is told the provider’s name, or that there is none', async () => {
    expect((await app.api('GET', '/auth/oidc')).body.data).toEqual({ name: 'Penyedia' });
    setConfig({ ...config(), oidc: null });
    expect((await app.api('GET', '/auth/oidc')).body.data).toEqual({ name: null });
    expect(seen(await app.api('POST', '/auth/oidc/start'))).toEqual([404, 'not_found']);
    expect(await own(tenant.api)).toEqual({ name: null, identity: null });
  });

  test('AUTH-11 AUTH-09 an identity is linked from the profile with the password, and then signs in; both are in the log', async () => {
    const who = somebody();
    expect(seen(await signIn(who))).toEqual([403, 'identity_unknown']);
    const answer = await linkAs(who);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ email: `${who}@penyedia.test`, lastUsedAt: null });
    const entered = await signIn(who);
    expect([entered.status, entered.body.data.tenant.id]).toEqual([200, tenant.tenantId]);
    expect(entered.body.data.user.id).toBe(tenant.user.id);
    const cookies = entered.headers.getSetCookie().map((line) => line.replace(/=[^;]+/, ''));
    expect(cookies).toEqual([
      expect.stringMatching(/^meja_refresh;.*HttpOnly; SameSite=Strict/),
      expect.stringMatching(/^meja_device;/),
      expect.stringMatching(/^meja_oidc=?;.*Max-Age=0/),
    ]);
    expect((await app.as(entered.body.data.accessToken)('GET', '/auth/me')).status).toBe(200);
    expect((await own(tenant.api)).identity).toMatchObject({ lastUsedAt: expect.any(String) });
    expect(await audited(tenant)).toEqual(
      expect.arrayContaining([
        { action: 'auth.identity_link', after: { provider: 'Penyedia', email: `${who}@penyedia.test` } },
        { action: 'auth.sign_in', after: { provider: 'Penyedia' } },
      ]),
    );
  });

  test('AUTH-11 the same address at the provider opens no account, and tells of none', async () => {
    const who = somebody();
    const owner = await app.registerTenant({ email: `${who}@penyedia.test` });
    const known = await signIn(who);
    const unknown = await signIn(somebody());
    expect(seen(known)).toEqual([403, 'identity_unknown']);
    const { correlationId: _, ...told } = known.body;
    const { correlationId: __, ...same } = unknown.body;
    expect(told).toEqual(same);
    expect((await own(owner.api)).identity).toBeNull();
    expect((await owner.api('GET', '/auth/me')).status).toBe(200);
  });

  test('AUTH-11 linking wants the present password', async () => {
    const wrong = await tenant.api('POST', '/auth/oidc/identity/start', { currentPassword: 'bukan-ini-71' });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, 'currentPassword']);
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  test('AUTH-11 an identity opens one account, and an account has one of a provider', async () => {
    const who = await linked();
    const other = await app.registerTenant();
    expect(seen(await linkAs(who, other))).toEqual([409, 'identity_taken']);
    expect((await own(other.api)).identity).toBeNull();
    const second = await tenant.api('POST', '/auth/oidc/identity/start', {
      currentPassword: tenant.password,
    });
    expect(seen(second)).toEqual([409, 'identity_taken']);
    expect((await signIn(who)).body.data.tenant.id).toBe(tenant.tenantId);
  });

  test('AUTH-11 of two links at once to one account one stands, of the same identity both have', async () => {
    const [a, b] = [await beginLink(), await beginLink()];
    const backs = [await provider.visit(a.url, somebody()), await provider.visit(b.url, somebody())] as const;
    const answers = await Promise.all([
      link(tenant.api, backs[0], a.cookie),
      link(tenant.api, backs[1], b.cookie),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('AUTH-11 unlinked, it opens nothing any more; the owner is told of both by mail', async () => {
    await app.api('POST', '/auth/email/verify', { token: await tokenTo(app, tenant.email, '/verify') });
    const who = await linked();
    expect((await tenant.api('DELETE', '/auth/oidc/identity')).status).toBe(204);
    expect(seen(await signIn(who))).toEqual([403, 'identity_unknown']);
    expect(seen(await tenant.api('DELETE', '/auth/oidc/identity'))).toEqual([404, 'not_found']);
    expect((await audited(tenant)).map(({ action }) => action)).toContain('auth.identity_unlink');
    const subjects = (await mailsTo(app, tenant.email)).map(({ subject }) => subject);
    expect(subjects.slice(-2)).toEqual(['Akun Penyedia dihubungkan', 'Akun Penyedia diputuskan']);
  });

  test('AUTH-11 AUTH-03 who has a second factor is asked for its code all the same', async () => {
    const who = await linked();
    const { code } = await enableTwoFactor(tenant.api);
    const { status, body, headers } = await signIn(who);
    expect([status, body.data.twoFactorRequired, body.data.accessToken]).toEqual([200, true, undefined]);
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^meja_oidc=;/)]);
    const answer = await app.api('POST', '/auth/login/2fa', {
      challengeToken: body.data.challengeToken,
      code: code(1),
    });
    expect(answer.status).toBe(200);
  });

  test('T-59 AUTH-11 AUTH-01 a session by a provider ends like any other, and does not pass for a password', async () => {
    const entered = await signIn(await linked());
    expect(entered.headers.getSetCookie()[0]).toContain('Max-Age=604800');
    const api = app.as(entered.body.data.accessToken);
    const setUp = async (body?: object) => (await api('POST', '/auth/2fa/setup', body)).status;
    expect([await setUp(), await setUp({ currentPassword: tenant.password })]).toEqual([422, 200]);
    expect((await tenant.api('POST', '/auth/logout-all')).status).toBe(204);
    expect(seen(await api('GET', '/auth/me'))).toEqual([401, 'unauthenticated']);
  });

  test('AUTH-11 a disabled account’s identity is like one that nobody linked', async () => {
    const who = await linked();
    await app.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [tenant.email]);
    expect(seen(await signIn(who))).toEqual([403, 'identity_unknown']);
  });

  test('AUTH-11 AUTH-05 whoever takes the account over by a mailed link ends a stranger’s identity, too', async () => {
    const who = await linked();
    await app.api('POST', '/auth/password/forgot', { email: tenant.email });
    const token = await tokenTo(app, tenant.email, '/reset');
    const newPassword = 'jendela-biru-pagi-93';
    expect((await app.api('POST', '/auth/password/reset', { token, newPassword })).status).toBe(204);
    expect(seen(await signIn(who))).toEqual([403, 'identity_unknown']);
  });
});

describe('what comes back and proves nothing', () => {
  const REFUSED = [400, 'oidc_refused'];

  test('AUTH-11 nothing that is derived of a flow stands in the database', async () => {
    const { url, cookie } = await beginSignIn();
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    const rows = await app.sql<{ row: string }>('SELECT t::text AS row FROM identity_flows t');
    for (const secret of [asked.get('state')!, asked.get('nonce')!, cookie.split('=')[1]!])
      expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
  });

  test('AUTH-11 another browser’s answer is refused: without its cookie, with one’s own, with its state changed', async () => {
    const who = await linked();
    const victim = await beginSignIn();
    const attacker = await beginSignIn();
    const back = await provider.visit(victim.url, who);
    expect(seen(await login(back))).toEqual(REFUSED);
    expect(seen(await login(back, attacker.cookie))).toEqual(REFUSED);
    const other = await beginSignIn();
    const state = new URL(other.url).searchParams.get('state')!;
    // State fits the cookie, yet the code was asked for by another browser’s verifier.
    expect(seen(await login({ ...back, state }, other.cookie))).toEqual(REFUSED);
  });

  test('AUTH-11 a flow and a code work once, also at the same moment', async () => {
    const who = await linked();
    const { url, cookie } = await beginSignIn();
    const back = await provider.visit(url, who);
    const answers = await Promise.all(Array.from({ length: 5 }, () => login(back, cookie)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
    expect(seen(await login(back, cookie))).toEqual(REFUSED);
  });

  test('AUTH-11 a flow is for what it was begun for: signing in links nothing, linking signs nobody in', async () => {
    const who = somebody();
    const toSignIn = await beginSignIn();
    const back = await provider.visit(toSignIn.url, who);
    expect(seen(await link(tenant.api, back, toSignIn.cookie))).toEqual(REFUSED);
    const other = await linked();
    await tenant.api('DELETE', '/auth/oidc/identity');
    const toLink = await beginLink();
    expect(seen(await login(await provider.visit(toLink.url, other), toLink.cookie))).toEqual(REFUSED);
    expect((await own(tenant.api)).identity).toBeNull();
  });

  test('AUTH-11 what one account began to link, another can’t end', async () => {
    const { url, cookie } = await beginLink();
    const other = await app.registerTenant();
    expect(seen(await link(other.api, await provider.visit(url, somebody()), cookie))).toEqual(REFUSED);
    expect((await own(other.api)).identity).toBeNull();
  });

  test('AUTH-11 whoever takes longer than ten minutes begins again', async () => {
    const who = await linked();
    const { url, cookie } = await beginSignIn();
    const back = await provider.visit(url, who);
    const at = Date.now() + 10 * 60_000 + 1000;
    setClock({ now: () => new Date(at) });
    expect(seen(await login(back, cookie))).toEqual(REFUSED);
  });

  test.each<Fault>(['nonce', 'audience', 'issuer', 'expired', 'none', 'hmac', 'another key'])(
    'AUTH-11 an ID token that lies is refused: %s',
    async (fault) => {
      const who = await linked();
      const { url, cookie } = await beginSignIn();
      const back = await provider.visit(url, who);
      await provider.fault(fault);
      const answer = await login(back, cookie);
      expect(seen(answer)).toEqual(REFUSED);
      expect(answer.headers.getSetCookie()).toEqual([]);
      await provider.fault(null);
      expect((await signIn(who)).status).toBe(200);
    },
  );

  test('AUTH-11 an answer that names another provider is refused (RFC 9207)', async () => {
    const who = await linked();
    const { url, cookie } = await beginSignIn();
    const back = await provider.visit(url, who);
    expect(seen(await login({ ...back, iss: 'https://elsewhere.test' }, cookie))).toEqual(REFUSED);
  });

  test('AUTH-11 a page of another site can’t begin or end one', async () => {
    const headers = { origin: 'https://jahat.test' };
    expect(seen(await app.api('POST', '/auth/oidc/start', undefined, headers))).toEqual([
      403,
      'origin_refused',
    ]);
    const back = { code: 'x', state: 'x' };
    expect(seen(await app.api('POST', '/auth/oidc/login', back, headers))).toEqual([403, 'origin_refused']);
  });
});

describe('a provider that is away', () => {
  test('AUTH-11 is said so, before and after one went there; the password still works, and it is asked again', async () => {
    const who = await linked();
    const { url, cookie } = await beginSignIn();
    const back = await provider.visit(url, who);
    await provider.fault('broken');
    const broken = await login(back, cookie);
    expect([seen(broken), broken.body.title]).toEqual([[503, 'oidc_unavailable'], 'Penyedia tidak menjawab']);
    await provider.fault(null);
    const elsewhere = await startProvider();
    await elsewhere.stop();
    setConfig({ ...config(), oidc: elsewhere.settings });
    expect(seen(await app.api('POST', '/auth/oidc/start'))).toEqual([503, 'oidc_unavailable']);
    const { email, password } = tenant;
    expect((await app.api('POST', '/auth/login', { email, password })).status).toBe(200);
    setConfig({ ...config(), oidc: provider.settings });
    expect((await signIn(who)).status).toBe(200);
  });
});
