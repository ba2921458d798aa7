import { v7 as uuidv7 } from 'uuid';
import { mailsTo, sendMails, tokenTo } from '../../../../test/factories/mail';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

const DAY = 24 * 3_600_000;
let app: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  tenant = await app.registerTenant();
});
afterEach(() => setClock());
afterAll(() => app.stop());

const verify = (token: string) => app.api('POST', '/auth/email/verify', { token });
const me = async (api = tenant.api) => (await api('GET', '/auth/me')).body.data.user;
const proved = async (who = tenant) => {
  expect((await verify(await tokenTo(app, who.email, '/verify'))).status).toBe(200);
};
const someone = () => `orang-${uuidv7()}@contoh.test`;
const change = (email: string, currentPassword = tenant.password) =>
  tenant.api('POST', '/auth/email', { email, currentPassword });

describe('an address is proved', () => {
  test('AUTH-01 registration sends a link; until it is used everything works and me says so', async () => {
    expect(tenant.user).toMatchObject({ emailVerified: false, language: 'id' });
    expect((await tenant.api('GET', '/outlets')).status).toBe(200);
    const token = await tokenTo(app, tenant.email, '/verify');
    const answer = await verify(token);
    expect([answer.status, answer.body.data]).toEqual([200, { email: tenant.email }]);
    expect(await me()).toMatchObject({ emailVerified: true });
    // A lost answer: the same once more.
    expect((await verify(token)).status).toBe(200);
    const log = await app.sql("SELECT FROM audit_log WHERE tenant_id = $1 AND action = 'auth.email_verify'", [
      tenant.tenantId,
    ]);
    expect(log).toHaveLength(1);
  });

  test('AUTH-01 the link works for three days and can be sent again', async () => {
    const token = await tokenTo(app, tenant.email, '/verify');
    const at = Date.now() + 3 * DAY + 1000;
    setClock({ now: () => new Date(at) });
    expect((await verify(token)).body.code).toBe('link_unusable');
    setClock();
    const before = (await mailsTo(app, tenant.email)).length;
    const resent = await tenant.api('POST', '/auth/email/resend', {});
    expect([resent.status, resent.body.data]).toEqual([202, { email: tenant.email }]);
    expect(await mailsTo(app, tenant.email)).toHaveLength(before + 1);
    await proved();
    expect((await tenant.api('POST', '/auth/email/resend', {})).status).toBe(202);
    expect(await mailsTo(app, tenant.email)).toHaveLength(before + 1);
  });

  test('AUTH-01 who came in by a code has an address that is still to be proved', async () => {
    const { email, api } = await tenant.staff('CASHIER');
    expect(await me(api)).toMatchObject({ emailVerified: false });
    const token = await tokenTo(app, email, '/verify');
    expect((await verify(token)).status).toBe(200);
    expect(await me(api)).toMatchObject({ emailVerified: true });
  });

  test('AUTH-01 an account from before is not proved, and keeps working', async () => {
    await app.sql('UPDATE users SET email_verified_at = NULL, locale = DEFAULT WHERE email = $1', [
      tenant.email,
    ]);
    expect(
      (await app.api('POST', '/auth/login', { email: tenant.email, password: tenant.password })).status,
    ).toBe(200);
  });
});

describe('an invitation is told by mail', () => {
  const invite = async (email: string) => {
    const made = await tenant.api('POST', '/users', { email, name: 'Sari', role: 'CASHIER', outletIds: [] });
    expect(made.status).toBe(201);
    return made.body.data as { id: string; temporaryPassword: string };
  };
  const invitations = async (email: string) =>
    (await mailsTo(app, email)).filter(({ subject }) => subject.includes('mengundang'));

  test('AUTH-01 AUTH-07 the same to a new address and to one with an account, without the code', async () => {
    await proved();
    const other = await app.registerTenant();
    const fresh = someone();
    const codes = [await invite(fresh), await invite(other.email)].map(
      ({ temporaryPassword }) => temporaryPassword,
    );
    const [[toFresh], [toOther]] = [await invitations(fresh), await invitations(other.email)];
    expect(toFresh!.subject).toBe(toOther!.subject);
    expect(toFresh!.plain).toBe(toOther!.plain);
    expect(toFresh!.plain).toContain(tenant.tenant!.name);
    for (const code of codes) expect(`${toFresh!.html}${toOther!.html}`).not.toContain(code);
    expect(toFresh!.token).toBe('');
  });

  test('AUTH-01 an account that nobody proved writes to nobody', async () => {
    const fresh = someone();
    await invite(fresh);
    expect(await invitations(fresh)).toEqual([]);
  });

  test('AUTH-01 a person who was removed meanwhile is not written to', async () => {
    await proved();
    const fresh = someone();
    const { id } = await invite(fresh);
    expect((await tenant.api('DELETE', `/users/${id}`)).status).toBe(204);
    expect(await invitations(fresh)).toEqual([]);
  });

  test('AUTH-08 one address gets five of them in a day', async () => {
    const fresh = someone();
    await proved();
    for (let time = 0; time < 7; time += 1) {
      const { id } = await invite(fresh);
      await sendMails();
      await tenant.api('DELETE', `/users/${id}`);
    }
    expect(await invitations(fresh)).toHaveLength(5);
  });
});

describe('one’s own address is changed', () => {
  test('AUTH-11 by the link at the new one; the old one is told, and its links are void', async () => {
    await proved();
    const [old, next] = [tenant.email, someone()];
    await app.api('POST', '/auth/password/forgot', { email: old });
    const resetToken = await tokenTo(app, old, '/reset');
    const asked = await change(next);
    expect([asked.status, asked.body.data]).toEqual([202, { email: next }]);
    expect((await me()).email).toBe(old);
    const token = await tokenTo(app, next, '/verify');
    expect((await verify(token)).body.data).toEqual({ email: next });
    expect(await me()).toMatchObject({ email: next, emailVerified: true });
    expect((await verify(token)).status).toBe(200);
    expect((await app.api('POST', '/auth/login', { email: next, password: tenant.password })).status).toBe(
      200,
    );
    expect((await app.api('POST', '/auth/login', { email: old, password: tenant.password })).status).toBe(
      401,
    );
    const told = (await mailsTo(app, old)).at(-1)!;
    expect([told.subject, told.plain.includes(next)]).toEqual(['Email akun Anda diganti', true]);
    const late = await app.api('POST', '/auth/password/reset', {
      token: resetToken,
      newPassword: 'jendela-biru-pagi-93',
    });
    expect(late.status).toBe(410);
    const staff = (await tenant.api('GET', '/users')).body.data as { email: string }[];
    expect(staff.map(({ email }) => email)).toEqual([next]);
    const [log] = await app.sql<{ before: object; after: object }>(
      "SELECT before, after FROM audit_log WHERE tenant_id = $1 AND action = 'auth.email_change'",
      [tenant.tenantId],
    );
    expect(log).toEqual({ before: { email: old }, after: { email: next } });
  });

  test('AUTH-11 AUTH-08 an address with an account answers the same and gets nothing', async () => {
    const other = await app.registerTenant();
    await mailsTo(app, other.email);
    const asked = await change(other.email);
    expect([asked.status, asked.body.data]).toEqual([202, { email: other.email }]);
    expect((await mailsTo(app, other.email)).filter(({ subject }) => subject.includes('baru'))).toEqual([]);
  });

  test('AUTH-11 an address that was taken in between is not taken over', async () => {
    const next = someone();
    await change(next);
    const token = await tokenTo(app, next, '/verify');
    const other = await app.registerTenant({ email: next });
    const answer = await verify(token);
    expect([answer.status, answer.body.code]).toEqual([409, 'email_taken']);
    expect((await me(other.api)).email).toBe(next);
    expect((await me()).email).toBe(tenant.email);
  });

  test('AUTH-11 only with the password, and a changed password calls it off', async () => {
    const next = someone();
    const wrong = await change(next, 'bukan-kata-sandi-ini');
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, 'currentPassword']);
    await change(next);
    const token = await tokenTo(app, next, '/verify');
    const changed = await tenant.api('POST', '/auth/password', {
      currentPassword: tenant.password,
      newPassword: 'jendela-biru-pagi-93',
    });
    expect(changed.status).toBe(204);
    expect((await verify(token)).status).toBe(410);
    expect((await me()).email).toBe(tenant.email);
  });
});

describe('a profile', () => {
  test('AUTH-11 name and language are one’s own; another business keeps the name it gave', async () => {
    const other = await app.registerTenant();
    const made = await other.api('POST', '/users', {
      email: tenant.email,
      name: 'Kasir malam',
      role: 'CASHIER',
      outletIds: [],
    });
    await tenant.api('POST', '/auth/join', { code: made.body.data.temporaryPassword });
    const changed = await tenant.api('PATCH', '/auth/profile', { name: 'Rina Wati', language: 'en' });
    expect([changed.status, changed.body.data]).toEqual([
      200,
      expect.objectContaining({ name: 'Rina Wati', language: 'en', email: tenant.email }),
    ]);
    expect(await me()).toMatchObject({ name: 'Rina Wati', language: 'en' });
    const here = (await tenant.api('GET', '/users')).body.data as { name: string }[];
    const there = (await other.api('GET', '/users')).body.data as { name: string }[];
    expect(here.map(({ name }) => name)).toEqual(['Rina Wati']);
    expect(there.map(({ name }) => name)).toContain('Kasir malam');
    await tenant.api('POST', '/auth/email/resend', {});
    expect((await mailsTo(app, tenant.email)).at(-1)!.subject).toBe('Confirm your email');
  });
});
