import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp } from '../../../../test/setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const business = (more: object = {}) => ({
  businessName: 'Kedai Senja',
  businessType: 'CAFE',
  ownerName: 'Rina',
  email: `rina-${uuidv7()}@contoh.test`,
  password: 'kopi-tubruk-hangat-71',
  ...more,
});
const register = (body: unknown) => app.api('POST', '/auth/register', body);
const countTenants = async () =>
  (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM tenants'))[0]!.n;

describe('registration', () => {
  test('SAAS-01 opens a business: owner, first outlet, 14 days of trial, signed in', async () => {
    const body = business({ outletName: 'Senja Kemang' });
    const { status, body: answer, headers } = await register(body);
    expect(status).toBe(201);
    expect(headers.getSetCookie()[0]).toContain('meja_refresh=');
    expect(answer.data).toMatchObject({
      expiresIn: 900,
      user: { email: body.email, name: 'Rina', role: 'ADMIN_TENANT', outletIds: [] },
      tenant: { name: 'Kedai Senja', businessType: 'CAFE' },
      outlet: { name: 'Senja Kemang' },
    });
    const api = app.as(answer.data.accessToken);
    const me = (await api('GET', '/auth/me')).body.data;
    expect(me.subscription).toMatchObject({ plan: 'TRIAL', status: 'TRIAL', allowsSelling: true });
    const days = (Date.parse(me.subscription.endsAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(13.99);
    expect(days).toBeLessThanOrEqual(14);
    expect(me.tenants).toEqual([{ ...answer.data.tenant, role: 'ADMIN_TENANT' }]);
    expect(me.permissions).toContain('settings:manage');
    expect(me.permissions).not.toContain('platform:tenants');
    const outlets = (await api('GET', '/outlets')).body.data;
    expect(outlets).toEqual([
      expect.objectContaining({ id: answer.data.outlet.id, code: '01', active: true }),
    ]);
  });

  test('SAAS-08 a food business starts with PBJT 10 % exclusive, cash rounding to 100 and a kitchen', async () => {
    const tenant = await app.registerTenant({ businessType: 'RESTAURANT' });
    const { data } = (await tenant.api('GET', '/settings')).body;
    expect(data).toMatchObject({
      currency: 'IDR',
      timeZone: 'Asia/Jakarta',
      locale: 'id-ID',
      businessDayCutoff: '04:00',
      taxClasses: [{ code: 'PBJT', kind: 'PBJT', rate: 1000, inclusive: false }],
      defaultTaxClass: 'PBJT',
      serviceCharge: null,
      cashRounding: { unit: 100, mode: 'NEAREST' },
      nonCashRounding: null,
      requireOpenShift: false,
      allowNegativeStock: false,
      version: 1,
    });
    const stations = await app.sql('SELECT name FROM stations WHERE tenant_id = $1', [tenant.tenantId]);
    expect(stations).toEqual([{ name: 'Dapur' }]);
  });

  test('SAAS-08 a shop starts with PPN 12 % of 11/12, inclusive, and no kitchen', async () => {
    const tenant = await app.registerTenant({ businessType: 'RETAIL' });
    const { data } = (await tenant.api('GET', '/settings')).body;
    expect(data.taxClasses).toEqual([
      { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: true, dpp: 'ELEVEN_TWELFTHS' },
    ]);
    expect(await app.sql('SELECT FROM stations WHERE tenant_id = $1', [tenant.tenantId])).toHaveLength(0);
  });

  test.each([
    ['CAFE', { collects: true, inclusive: false }, 16_500, 1_500],
    ['CAFE', { collects: true, inclusive: true }, 15_000, 1_364],
    ['RESTAURANT', { collects: false, inclusive: false }, 15_000, 0],
    ['RETAIL', { collects: false, inclusive: true }, 15_000, 0],
    ['OTHER', { collects: true, inclusive: false }, 16_500, 1_500],
  ])(
    'T-08 a business (%s) that answers %j sells Rp15.000 for %i',
    async (businessType, tax, total, taxTotal) => {
      const answer = await register(business({ businessType, tax }));
      expect(answer.status).toBe(201);
      const api = app.as(answer.body.data.accessToken);
      const product = (await api('POST', '/products', { name: 'Nasi goreng', price: 15_000 })).body.data;
      const quote = await api('POST', '/orders/quote', {
        outletId: answer.body.data.outlet.id,
        type: 'TAKEAWAY',
        items: [{ productId: product.id, quantity: 1 }],
      });
      expect(quote.status).toBe(200);
      expect(quote.body.data).toMatchObject({ total, taxTotal });
      const { data } = (await api('GET', '/settings')).body;
      expect(data.taxClasses[0].code).toBe(data.defaultTaxClass);
      const { kind } = data.taxClasses[0];
      const changed = await api('PATCH', '/settings', {
        taxClasses: data.taxClasses.map((entry: object) => ({ ...entry, inclusive: true })),
      });
      expect([changed.status, kind === 'NONE']).toEqual([200, !tax.collects]);
    },
  );

  test('T-08 half an answer about tax is refused and opens nothing', async () => {
    const before = await countTenants();
    const { status, body } = await register(business({ tax: { collects: true } }));
    expect([status, body.errors[0].path]).toEqual([422, 'tax.inclusive']);
    expect(await countTenants()).toBe(before);
  });

  test.each(['tenantId', 'role', 'plan', 'isSuperAdmin', 'id', 'permissions'])(
    'AUTH-06 a body naming %s is refused and nothing is stored',
    async (field) => {
      const before = await countTenants();
      const { status, body } = await register(business({ [field]: uuidv7() }));
      expect(status).toBe(422);
      expect(body.errors).toEqual([expect.objectContaining({ path: field, code: 'unknown_field' })]);
      expect(await countTenants()).toBe(before);
    },
  );

  test('AUTH-05 a common password, the business’s name and one of 11 characters are refused', async () => {
    for (const password of ['rahasia12345', 'Kedai-Senja1', 'kedaisenja99']) {
      const { status, body } = await register(business({ password }));
      expect([status, body.code]).toEqual([422, 'password_too_weak']);
      expect(body.errors[0].path).toBe('password');
    }
    const short = await register(business({ password: 'xk7vq2mm9pz' }));
    expect([short.status, short.body.errors[0].code]).toEqual([422, 'too_short']);
  });

  test.each([
    ['common', 'rahasia12345', 'paling sering dipakai', 'people use most'],
    ['personal', 'kedaisenja99', 'hampir sama dengan nama', 'nearly your name'],
  ])('T-29 a password that is %s is told so, in both languages', async (_rule, password, id, en) => {
    for (const [language, words] of [
      ['id', id],
      ['en', en],
    ] as const) {
      const answer = await app.api('POST', '/auth/register', business({ password }), {
        'accept-language': language,
      });
      expect(answer.status).toBe(422);
      expect(answer.body.errors[0]).toMatchObject({ path: 'password', code: 'password_too_weak' });
      expect(answer.body.errors[0].message).toContain(words);
      expect(answer.body.detail).toContain(words);
    }
  });

  test('SAAS-01 an e-mail is registered once, also when it comes twice at the same moment', async () => {
    const body = business();
    const before = await countTenants();
    const answers = await Promise.all([
      register(body),
      register({ ...body, email: body.email.toUpperCase() }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('email_taken');
    expect((await register(body)).body.code).toBe('email_taken');
    expect(await countTenants()).toBe(before + 1);
  });

  test('SAAS-01 every error of a body is told at once', async () => {
    const { status, body } = await register({
      businessType: 'BANK',
      email: 'x',
      password: 5,
      ownerName: ' ',
    });
    expect(status).toBe(422);
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(
      ['businessName', 'businessType', 'email', 'ownerName', 'password'].sort(),
    );
  });

  test('AUTH-09 the answer and the log keep the password to themselves', async () => {
    const body = business();
    const { text } = await register(body);
    expect(text).not.toContain(body.password);
    const log = JSON.stringify(await app.sql('SELECT * FROM audit_log'));
    expect(log).toContain('auth.register');
    expect(log).not.toContain(body.password);
  });
});
