import { startTestApp } from '../../../../test/setup';
import type { TestApp } from '../../../../test/setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const PBJT = { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false };
const PPN = { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: true, dpp: 'ELEVEN_TWELFTHS' };

describe('settings', () => {
  test('SAAS-08 what the body names changes, the rest stays, and the log has both', async () => {
    const tenant = await app.registerTenant();
    const before = (await tenant.api('GET', '/settings')).body.data;
    const changes = {
      businessName: 'Kedai Baru',
      npwp: '01.234.567.8-901.000',
      taxClasses: [PBJT, PPN],
      serviceCharge: { rate: 500, orderTypes: ['DINE_IN'], taxed: true },
      nonCashRounding: { unit: 1, mode: 'DOWN' },
      receiptHeader: 'Jl. Kemang 1\nJakarta',
    };
    const answer = await tenant.api('PATCH', '/settings', changes, { 'if-match': '"1"' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(answer.body.data).toEqual({ ...before, ...changes, version: 2 });
    expect((await tenant.api('GET', '/settings')).body.data).toEqual(answer.body.data);
    expect((await tenant.api('GET', '/auth/me')).body.data.tenant.name).toBe('Kedai Baru');

    const { data } = (await tenant.api('GET', '/audit-log?action=settings')).body;
    expect(data[0]).toMatchObject({
      action: 'settings.change',
      actorId: tenant.user.id,
      before: { businessName: 'Kedai Contoh', serviceCharge: null, npwp: null },
      after: { businessName: 'Kedai Baru', serviceCharge: changes.serviceCharge },
    });
    expect(data[0].after).not.toHaveProperty('timeZone');
  });

  test('F-14 SAAS-08 the currency changes until something is sold, then stays: 409 names it, and receipts keep theirs', async () => {
    const tenant = await app.registerTenant();
    const yen = await tenant.api('PATCH', '/settings', { currency: 'JPY' });
    expect([yen.status, yen.body.data.currency]).toEqual([200, 'JPY']);
    const product = (await tenant.api('POST', '/products', { name: 'Matcha', price: 1_850 })).body.data;
    const placed = await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      items: [{ productId: product.id, quantity: 1 }],
      payments: [{ method: 'CARD', amount: 2_035 }],
    });
    expect([placed.status, placed.body.data.pricingSettings.currency]).toEqual([201, 'JPY']);
    const refused = await tenant.api('PATCH', '/settings', { currency: 'IDR', receiptHeader: 'Halo' });
    expect([refused.status, refused.body.code]).toEqual([409, 'in_use']);
    expect(refused.body.errors).toMatchObject([{ path: 'currency', code: 'has_sales' }]);
    expect(refused.body.errors[0].message).toContain('JPY');
    const kept = (await tenant.api('GET', '/settings')).body.data;
    expect([kept.currency, kept.receiptHeader]).toEqual(['JPY', null]);
    expect((await tenant.api('PATCH', '/settings', { currency: 'JPY' })).status).toBe(200);

    const printed = await tenant.api('GET', `/orders/${placed.body.data.id}/receipt?format=escpos&width=32`);
    expect(printed.text).toContain('JPY 2.035');
    expect(printed.text.split('TOTAL')[1]).not.toContain('?');
  });

  test.each<[string, object, string, string]>([
    ['an unknown default class', { defaultTaxClass: 'PPH' }, 'defaultTaxClass', 'unknown_reference'],
    ['the default class taken away', { taxClasses: [PPN] }, 'defaultTaxClass', 'unknown_reference'],
    ['one code twice', { taxClasses: [PBJT, PBJT] }, 'taxClasses.1.code', 'repeated'],
    ['no class', { taxClasses: [] }, 'taxClasses', 'too_few'],
    ['a rate over 100 %', { taxClasses: [{ ...PBJT, rate: 10_001 }] }, 'taxClasses.0.rate', 'too_large'],
    ['a negative rate', { taxClasses: [{ ...PBJT, rate: -1 }] }, 'taxClasses.0.rate', 'too_small'],
    ['PBJT over 10 %', { taxClasses: [{ ...PBJT, rate: 1001 }] }, 'taxClasses.0.rate', 'too_large'],
    ['half a rate', { taxClasses: [{ ...PBJT, rate: 0.5 }] }, 'taxClasses.0.rate', 'invalid_type'],
    [
      '11/12 for PBJT',
      { taxClasses: [{ ...PBJT, dpp: 'ELEVEN_TWELFTHS' }] },
      'taxClasses.0.dpp',
      'not_allowed',
    ],
    ['an unknown zone', { timeZone: 'Asia/Atlantis' }, 'timeZone', 'invalid_time_zone'],
    ['an offset for a zone', { timeZone: '+07:00' }, 'timeZone', 'invalid_time_zone'],
    ['an unknown currency', { currency: 'XYZ' }, 'currency', 'invalid_value'],
    ['a cutoff past midnight', { businessDayCutoff: '24:00' }, 'businessDayCutoff', 'invalid_format'],
    ['rounding to 0', { cashRounding: { unit: 0, mode: 'NEAREST' } }, 'cashRounding.unit', 'too_small'],
    [
      'another rounding',
      { cashRounding: { unit: 100, mode: 'HALF' } },
      'cashRounding.mode',
      'invalid_option',
    ],
    ['an NPWP of 3 digits', { npwp: '123' }, 'npwp', 'invalid_format'],
    ['another business type', { businessType: 'RETAIL' }, 'businessType', 'not_allowed'],
    ['an order type twice', { orderTypes: ['DINE_IN', 'DINE_IN'] }, 'orderTypes.1', 'repeated'],
    ['another tenant', { tenantId: '0190a000-0000-7000-8000-000000000000' }, 'tenantId', 'unknown_field'],
  ])('SAAS-08 refuses %s and changes nothing', async (_, body, path, code) => {
    const tenant = await app.registerTenant();
    const answer = await tenant.api('PATCH', '/settings', { receiptHeader: 'X', ...body });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path, code }));
    expect((await tenant.api('GET', '/settings')).body.data).toMatchObject({
      receiptHeader: null,
      version: 1,
    });
  });

  test('SAAS-08 of two changes to one version the second is told', async () => {
    const tenant = await app.registerTenant();
    const answers = await Promise.all([
      tenant.api('PATCH', '/settings', { requireOpenShift: true, version: 1 }),
      tenant.api('PATCH', '/settings', { allowNegativeStock: true, version: 1 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await tenant.api('GET', '/settings')).body.data.version).toBe(2);
  });

  test('SAAS-08 a class a product carries can’t be taken away', async () => {
    const tenant = await app.registerTenant();
    await tenant.api('PATCH', '/settings', { taxClasses: [PBJT, PPN] });
    const made = await tenant.api('POST', '/products', {
      name: 'Kopi bubuk',
      price: 50_000,
      taxClass: 'PPN',
      categoryId: null,
    });
    expect(made.status).toBe(201);
    const refused = await tenant.api('PATCH', '/settings', { taxClasses: [PBJT] });
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'taxClasses']);
  });

  test('AUTH-06 staff below the admin neither read nor change settings', async () => {
    const tenant = await app.registerTenant();
    for (const role of ['SUPERVISOR', 'CASHIER', 'KITCHEN'] as const) {
      const { api } = await tenant.staff(role);
      expect((await api('GET', '/settings')).status).toBe(403);
      expect((await api('PATCH', '/settings', { requireOpenShift: true })).status).toBe(403);
    }
  });

  test('ISO-03 settings are the token’s business’s alone', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    await one.api('PATCH', '/settings', { receiptHeader: 'Rahasia dapur' });
    expect((await two.api('GET', '/settings')).text).not.toContain('Rahasia dapur');
  });
});
