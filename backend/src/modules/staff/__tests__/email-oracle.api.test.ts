import { v7 as uuidv7 } from 'uuid';
import { watchHashing } from '../../../../test/factories/hashing';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';

const SUPER = { email: 'penjaga@meja.test', password: 'layar-dapur-terang-55' };

let app: TestApp;
let elsewhere: TestTenant;
beforeAll(async () => {
  app = await startTestApp({ superAdmin: SUPER });
  const { ensureSuperAdmin } = await import('../../auth');
  await ensureSuperAdmin();
  elsewhere = await app.registerTenant({ ownerName: 'Nama asli' });
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.stop());

const body = (email: string, more: object = {}) => ({
  email,
  name: 'Nama ketikan',
  role: 'CASHIER',
  outletIds: [],
  ...more,
});

/** Somebody who came in, chose a password and left again. */
async function whoLeft(tenant: TestTenant): Promise<string> {
  const { userId, email } = await tenant.staff('KITCHEN');
  expect((await tenant.api('DELETE', `/users/${userId}`)).status).toBe(204);
  return email;
}

/** Somebody another business has, or had. */
async function whoWorks(there: TestTenant, leave: boolean): Promise<string> {
  const { email, userId } = await there.staff('CASHIER');
  if (leave) await there.api('DELETE', `/users/${userId}`);
  return email;
}

const KINDS: Record<string, (tenant: TestTenant) => Promise<string>> = {
  'an address of nobody': async () => `baru-${uuidv7()}@contoh.test`,
  'the owner of another business': async () => elsewhere.email,
  'the staff of another business': () => whoWorks(elsewhere, false),
  'who left another business': () => whoWorks(elsewhere, true),
  'an address that another business waits for': async () => {
    const email = `tunggu-${uuidv7()}@contoh.test`;
    await elsewhere.api('POST', '/users', body(email));
    return email;
  },
  'the service’s own administrator': async () => SUPER.email,
  'who left this business': whoLeft,
};

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;
const HASH = /[0-9a-f]{64}/g;
const CURSOR = /"nextCursor":"[^"]+"/g;
const CODE = /[a-z2-9]{4}(-[a-z2-9]{4}){3}/g;

interface Seen {
  step: string;
  status: number;
  headers: string[];
  text: string;
  hashed: number;
}

/** Everything an administrator can do with a person who has not come in, as it looks with what must differ taken out. */
async function walk(tenant: TestTenant, email: string, meanwhile: () => Promise<unknown>): Promise<Seen[]> {
  const hashing = watchHashing();
  const hashes = () => hashing.tasks().length;
  const seen: Seen[] = [];
  const ids: string[] = [];
  async function step(name: string, call: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
    const before = hashes();
    const answer = await call();
    const hashed = hashes() - before;
    const text = [...ids, email, tenant.outletId].reduce(
      (left, known, index) => left.replaceAll(known, `<known ${index < ids.length ? 'id' : index}>`),
      answer.text,
    );
    seen.push({
      step: name,
      status: answer.status,
      headers: [...answer.headers.keys(), answer.headers.get('etag') ?? ''],
      text: text
        .replace(UUID, '<id>')
        .replace(TIME, '<time>')
        .replace(HASH, '<hash>')
        .replace(CODE, '<code>')
        // Sealed for its tenant: every business has another.
        .replace(CURSOR, '"nextCursor":"<cursor>"'),
      hashed,
    });
    return answer;
  }
  for (const round of ['first', 'again']) {
    const id = uuidv7();
    ids.push(id);
    const path = `/users/${id}`;
    const { api, outletId } = tenant;
    const made = await step(`${round} POST`, () => api('POST', '/users', body(email, { id, pin: '482915' })));
    expect([made.status, made.body.data?.id, made.body.data?.status]).toEqual([201, id, 'PENDING']);
    await step(`${round} POST twice`, () => api('POST', '/users', body(email)));
    await step(`${round} GET`, () => api('GET', path));
    await step(`${round} list`, () => api('GET', '/users'));
    await meanwhile();
    await step(`${round} name`, () => api('PATCH', path, { name: 'Nama baru' }));
    await step(`${round} role`, () => api('PATCH', path, { role: 'SUPERVISOR' }));
    await step(`${round} pin`, () => api('PATCH', path, { pin: '719263' }));
    await step(`${round} places`, () => api('PATCH', path, { outletIds: [outletId] }));
    await step(`${round} grants`, () => api('PATCH', path, { grants: ['staff:read'] }));
    await step(`${round} activity`, () => api('PATCH', path, { active: false }));
    await step(`${round} new code`, () => api('POST', `${path}/temporary-password`));
    await step(`${round} log`, () => api('GET', '/audit-log?limit=50'));
    await step(`${round} DELETE`, () => api('DELETE', path));
    await step(`${round} gone`, () => api('GET', path));
  }
  hashing.end();
  return seen;
}

test.each(Object.keys(KINDS).slice(1))(
  'F-40 AUTH-07 nothing that is done with %s differs from what is done with an address of nobody',
  async (kind) => {
    const walks: Seen[][] = [];
    for (const name of ['an address of nobody', kind]) {
      const tenant = await app.registerTenant();
      const third = await app.registerTenant();
      const email = await KINDS[name]!(tenant);
      const meanwhile = async () => {
        // Another business adds and removes the same person.
        const made = await third.api('POST', '/users', body(email));
        expect(made.status).toBe(201);
        await third.api('DELETE', `/users/${made.body.data.id}`);
      };
      walks.push(await walk(tenant, email, kind.endsWith('administrator') ? async () => {} : meanwhile));
    }
    // A tenant's own log may remember whom it had; nothing else does.
    const own = kind === 'who left this business';
    const told = walks.map((seen) => seen.filter(({ step }) => !(own && /log$/.test(step))));
    expect(told[1]).toEqual(told[0]);
  },
);

test('F-40 AUTH-07 a person of two businesses has a name, a role and an id in each', async () => {
  const [one, two] = [await app.registerTenant(), await app.registerTenant()];
  const id = uuidv7();
  const made = (await two.api('POST', '/users', body(one.email, { id, role: 'SUPERVISOR' }))).body.data;
  expect((await one.api('POST', '/auth/join', { code: made.temporaryPassword })).status).toBe(200);
  const shown = (await two.api('GET', `/users/${id}`)).body.data;
  expect(shown).toMatchObject({ id, name: 'Nama ketikan', role: 'SUPERVISOR', status: 'ACTIVE' });
  expect((await two.api('PATCH', `/users/${id}`, { name: 'Panggilan di sini' })).status).toBe(200);
  expect((await one.api('GET', '/auth/me')).body.data.user).toMatchObject({ id: one.user.id, name: 'Rina' });
  expect((await one.api('PATCH', `/users/${id}`, { name: 'Bukan di sini' })).status).toBe(404);
  const entered = await one.api('POST', '/auth/switch-tenant', { tenantId: two.tenantId });
  expect(entered.body.data.user).toMatchObject({ id, name: 'Panggilan di sini' });

  // Taken out of one, they go on in the other, which sees nothing of it.
  expect((await two.api('DELETE', `/users/${id}`)).status).toBe(204);
  const back = await app.api('POST', '/auth/login', { email: one.email, password: one.password });
  expect(back.body.data.tenant.id).toBe(one.tenantId);
  const anew = (await two.api('POST', '/users', body(one.email))).body.data;
  expect(anew).toMatchObject({ status: 'PENDING', lastSeenAt: null });
  const api = app.as(back.body.data.accessToken);
  expect((await api('GET', '/auth/me')).body.data.tenants).toHaveLength(1);
  expect((await api('POST', '/auth/join', { code: made.temporaryPassword })).status).toBe(422);
});

test('F-40 ISO-01 an id chosen as another tenant’s person has it opens nothing of theirs', async () => {
  const [one, two] = [await app.registerTenant(), await app.registerTenant()];
  const theirs = await one.staff('CASHIER');
  const email = `kembar-${uuidv7()}@contoh.test`;
  const made = (await two.api('POST', '/users', body(email, { id: theirs.userId }))).body.data;
  expect(made).toMatchObject({ id: theirs.userId, email, lastSeenAt: null });
  expect((await two.api('PATCH', `/users/${made.id}`, { role: 'KITCHEN' })).status).toBe(200);
  expect((await two.api('DELETE', `/users/${made.id}`)).status).toBe(204);
  expect((await theirs.api('GET', '/auth/me')).status).toBe(200);
  expect((await one.api('GET', `/users/${theirs.userId}`)).body.data.email).toBe(theirs.email);
});

test('F-40 the database lets no tenant read an account, nor join one by itself', async () => {
  const rights = await app.sql<{ what: string }>(`
    SELECT column_name AS what FROM information_schema.column_privileges
    WHERE grantee = 'meja_app' AND table_name = 'users' ORDER BY 1`);
  expect(rights.map(({ what }) => what)).toEqual(['disabled_at', 'id', 'must_change_password']);
  const writes = await app.sql<{ what: string }>(`
    SELECT DISTINCT column_name AS what FROM information_schema.column_privileges
    WHERE grantee = 'meja_app' AND table_name = 'memberships' AND privilege_type IN ('INSERT', 'UPDATE')`);
  expect(writes.map(({ what }) => what)).not.toContain('account_id');
});
