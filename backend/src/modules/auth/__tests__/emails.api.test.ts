import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let tenant: TestTenant;
beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
});
afterAll(() => app.stop());

const login = (email: string, password = tenant.password) =>
  app.api('POST', '/auth/login', { email, password });
const register = (email: string) =>
  app.api('POST', '/auth/register', {
    businessName: 'Kedai Lain',
    businessType: 'CAFE',
    ownerName: 'Sari',
    email,
    password: tenant.password,
  });
const addStaff = (email: string) =>
  tenant.api('POST', '/users', { email, name: 'Budi', role: 'CASHIER', outletIds: [] });

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

/** Sets an address as an earlier version kept it. */
async function keepAsBefore(userId: string, email: string): Promise<void> {
  await app.sql('ALTER TABLE users DISABLE TRIGGER keep_email_form');
  await app.sql(
    `UPDATE users SET email = $2 WHERE id = (SELECT account_id FROM memberships WHERE user_id = $1)`,
    [userId, email],
  );
  await app.sql('ALTER TABLE users ENABLE TRIGGER keep_email_form');
}

describe('one form of an e-mail', () => {
  test('F-49 AUTH-01 an address written in another way is the same account at sign-in and taken at registration', async () => {
    const [local, domain] = tenant.email.split('@') as [string, string];
    const ways = [
      tenant.email.toUpperCase(),
      ` ${tenant.email}\u00a0`,
      fullWidth(tenant.email),
      `${local}@${fullWidth(domain)}`,
    ];
    for (const way of ways) {
      const signedIn = await login(way);
      expect([way, signedIn.status, signedIn.body.data?.user.email]).toEqual([way, 200, tenant.email]);
      const taken = await register(way);
      expect([way, taken.status, taken.body.code]).toEqual([way, 409, 'email_taken']);
      expect([way, (await addStaff(way)).status]).toEqual([way, 409]);
    }
  });

  test('F-49 a domain in its own script is kept as the DNS has it', async () => {
    const name = `kasir-${uuidv7()}`;
    expect((await addStaff(`${name}@Bücher.test`)).body.data.email).toBe(`${name}@xn--bcher-kva.test`);
    expect((await addStaff(`${name}@xn--bcher-kva.test`)).status).toBe(409);
  });

  test('F-49 unseen characters and mixed scripts are refused wherever an address is given', async () => {
    const deceiving = [
      tenant.email.replace('o', '\u043e'),
      tenant.email.replace('@c', '@\u0441'),
      tenant.email.replace('w', 'w\u200b'),
      `${tenant.email}\u2060`,
    ];
    for (const email of deceiving) {
      for (const answer of [await register(email), await addStaff(email)]) {
        expect([email, answer.status, answer.body.code]).toEqual([email, 422, 'validation_failed']);
        expect(answer.body.errors).toEqual([
          expect.objectContaining({ path: 'email', code: 'deceptive_email' }),
        ]);
      }
    }
  });

  test('F-49 the database keeps no second form', async () => {
    const write = (email: string) =>
      app.sql(`INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, 'x', 'x')`, [
        uuidv7(),
        email,
      ]);
    await expect(write(fullWidth(`a-${uuidv7()}@contoh.test`))).rejects.toMatchObject({ code: '23514' });
    await expect(write(`A-${uuidv7()}@contoh.test`)).rejects.toMatchObject({ code: '23514' });
    await expect(write(tenant.email)).rejects.toMatchObject({ code: '23505' });
  });

  test('F-49 accounts from before stay and sign in as they were kept', async () => {
    const [mixed, wide] = [await app.registerTenant(), await app.registerTenant()];
    const old = { mixed: mixed.email.replace('o', '\u043e'), wide: tenant.email.replace('o', 'ｏ') };
    await keepAsBefore(mixed.user.id, old.mixed);
    await keepAsBefore(wide.user.id, old.wide);
    for (const [email, who] of [
      [old.mixed, mixed],
      [old.wide, wide],
      [tenant.email, tenant],
    ] as const) {
      const signedIn = await login(email, who.password);
      expect([email, signedIn.status, signedIn.body.data?.user.id]).toEqual([email, 200, who.user.id]);
    }
    expect((await mixed.api('GET', '/auth/me')).body.data.user.email).toBe(old.mixed);
  });
});
