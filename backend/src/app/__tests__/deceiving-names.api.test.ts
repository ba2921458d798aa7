import { catalogFactory } from '../../../test/factories/catalog';
import { startTestApp } from '../../../test/setup';
import type { TestApp, TestTenant } from '../../../test/setup';

let app: TestApp;
let shop: TestTenant;
beforeAll(async () => {
  app = await startTestApp();
  shop = await app.registerTenant();
});
afterAll(() => app.stop());

const NAMES = [
  'Kopi\nSusu',
  'Kopi\u0000Susu',
  'Kopi\u0085Susu',
  'Kopi \u202eusuS',
  'Kopi\u2066Susu',
  'Kopi\u200fSusu',
];
const FAMILY = 'Keluarga 👨‍👩‍👧';

describe('names that deceive', () => {
  test('F-49 line breaks, controls and marks of direction are refused in whatever has a name', async () => {
    const { product } = catalogFactory(shop.api);
    const line = { productId: (await product()).id, quantity: 1 };
    const order = { outletId: shop.outletId, type: 'TAKEAWAY', items: [line] };
    const settings = (await shop.api('GET', '/settings')).body.data;
    const taxClass = (name: string) => [{ ...settings.taxClasses[0], name }];
    const named: [string, string, string, (name: string) => object][] = [
      ['PATCH', '/settings', 'businessName', (businessName) => ({ businessName })],
      ['PATCH', '/settings', 'taxClasses.0.name', (name) => ({ taxClasses: taxClass(name) })],
      ['PATCH', `/outlets/${shop.outletId}`, 'name', (name) => ({ name })],
      [
        'POST',
        '/users',
        'name',
        (name) => ({ name, email: 'budi@contoh.test', role: 'CASHIER', outletIds: [] }),
      ],
      ['POST', '/stations', 'name', (name) => ({ name })],
      ['POST', '/categories', 'name', (name) => ({ name })],
      ['POST', '/products', 'name', (name) => ({ name, price: 1000 })],
      [
        'POST',
        '/products',
        'variants.0.name',
        (name) => ({ name: 'Teh', price: 0, variants: [{ name, price: 1 }] }),
      ],
      [
        'POST',
        '/modifier-groups',
        'name',
        (name) => ({ name, min: 0, max: 1, options: [{ name: 'A', price: 0 }] }),
      ],
      [
        'POST',
        '/modifier-groups',
        'options.0.name',
        (name) => ({ name: 'G', min: 0, max: 1, options: [{ name, price: 0 }] }),
      ],
      ['POST', '/orders', 'queueName', (queueName) => ({ ...order, queueName })],
      ['POST', '/orders', 'tableName', (tableName) => ({ ...order, tableName, type: 'DINE_IN' })],
    ];
    for (const [method, path, field, body] of named) {
      for (const name of NAMES) {
        const answer = await shop.api(method, path, body(name));
        const seen = [method, path, field, name, answer.status, answer.body.errors];
        const issue = expect.objectContaining({ path: field, code: 'control_characters' });
        expect(seen).toEqual([method, path, field, name, 422, [issue]]);
      }
      const { status } = await shop.api(method, path, body(FAMILY));
      expect([method, path, field, status]).toEqual([method, path, field, method === 'POST' ? 201 : 200]);
    }
    const notes = await shop.api('POST', '/orders', { ...order, note: 'tanpa gula\r\nes sedikit' });
    expect([notes.status, notes.body.data.note]).toEqual([201, 'tanpa gula\r\nes sedikit']);
    for (const note of ['a\tb', 'a\u202eb', 'a\u0007b'])
      expect((await shop.api('POST', '/orders', { ...order, note })).status).toBe(422);
  });

  test('F-49 nobody opens a business under a deceiving name', async () => {
    const form = {
      businessName: 'Kedai',
      businessType: 'CAFE',
      ownerName: 'Rina',
      email: 'baru@contoh.test',
    };
    for (const field of ['businessName', 'ownerName', 'outletName']) {
      const body = { ...form, password: shop.password, [field]: NAMES[3] };
      const { status, body: problem } = await app.api('POST', '/auth/register', body);
      expect([field, status, problem.errors?.[0]?.path]).toEqual([field, 422, field]);
    }
  });
});
