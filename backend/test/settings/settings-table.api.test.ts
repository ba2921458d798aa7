import type { OrderDto, SettingsBody, SettingsDto, ShiftDto, ShiftReportDto } from '@meja/domain';
import { PICTURE, uploadAs } from '../factories/uploads';
import { twoFactorRow } from './two-factor-row';
import { startTestApp } from '../setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../setup';
import { routes } from '../../src/app/routes';
import { settingsBody } from '../../src/modules/tenants/settings.schema';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import type { Goods } from '../../src/modules/orders/__tests__/orders.fixtures';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** A business with a menu, and what a row needs to see what a setting does. */
interface Shop {
  tenant: TestTenant;
  goods: Goods;
  cashier: Caller;
  waiting?: string;
}

interface Row {
  /** Where the setting shows. */
  at: string;
  /** Settings that the row starts from. */
  given?: SettingsBody;
  /** What comes by an upload is there at first. */
  logo?: true;
  set: SettingsBody;
  observe: (shop: Shop) => Promise<unknown>;
  was: unknown;
  is: unknown;
}

const verdict = ({ status, body }: ApiAnswer) => [status, body.code, body.errors?.[0]?.path].filter(Boolean);
const data = <T>(answer: ApiAnswer): T => {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};

/** One bread of Rp15.500, with PBJT of 10 % on top as a new business has it. */
const bread = ({ tenant, goods }: Shop, more: object = {}) => ({
  outletId: tenant.outletId,
  type: 'TAKEAWAY',
  items: [{ productId: goods.bread, quantity: 1 }],
  ...more,
});
const place = async (shop: Shop, more: object = {}) =>
  data<OrderDto>(await shop.tenant.api('POST', '/orders', bread(shop, more)));
const quote = async (shop: Shop, more: object = {}) =>
  data<OrderDto>(await shop.tenant.api('POST', '/orders/quote', bread(shop, more)));
/** Half past twelve in Jakarta, yesterday: any hour of the day lets it be told. */
const noonYesterday = () => {
  const date = new Date(Date.now() - 86_400_000);
  return `${date.toISOString().slice(0, 10)}T05:30:00Z`;
};
const dayOf = async (shop: Shop) => {
  const occurredAt = noonYesterday();
  const { businessDate } = await place(shop, { occurredAt });
  return businessDate === occurredAt.slice(0, 10) ? 'that day' : 'the day before';
};
const receiptHas = (text: string) => async (shop: Shop) => {
  const { id } = await place(shop, { submit: true });
  const answer = await shop.tenant.api('GET', `/orders/${id}/receipt?format=html`);
  return answer.text.includes(text);
};
const OPEN_DAILY = Array(7).fill({ opens: '08:00', closes: '21:30' });
const onReceipt = (field: keyof SettingsDto, value: unknown, text = String(value)): Row => ({
  at: 'GET /orders/:id/receipt',
  set: { [field]: value },
  observe: receiptHas(text),
  was: false,
  is: true,
});
const menuSays =
  (field: string) =>
  async ({ tenant }: Shop) => {
    const answer = await tenant.api('GET', `/menu?outletId=${tenant.outletId}`);
    const menu = (answer.body.data ?? answer.body) as { currency: string; settings: Record<string, unknown> };
    return field === 'currency' ? menu.currency : menu.settings[field];
  };
const PPN = { code: 'PPN', name: 'PPN', kind: 'PPN' as const, rate: 1_100, inclusive: true };
const PB1 = { code: 'PB1', name: 'PB1', kind: 'PBJT' as const, rate: 1_000, inclusive: false };
const FREE = { code: 'FREE', name: 'Bebas', kind: 'NONE' as const, rate: 0, inclusive: false };
const totals = async (shop: Shop) => {
  const [order, priced] = [await place(shop), await quote(shop)];
  expect(priced.total).toBe(order.total);
  return order.total;
};
const asCashier = (send: (shop: Shop) => Promise<ApiAnswer>) => async (shop: Shop) =>
  verdict(await send(shop));

/** Every setting with every route it concerns: what is seen there before and after it is changed. */
const TABLE: Record<Exclude<keyof SettingsDto, 'version'>, Row[]> = {
  businessName: [
    onReceipt('businessName', 'Kedai Baru'),
    {
      at: 'GET /auth/me',
      set: { businessName: 'Kedai Baru' },
      observe: async ({ tenant }) =>
        data<{ tenant: { name: string } }>(await tenant.api('GET', '/auth/me')).tenant.name,
      was: 'Kedai Contoh',
      is: 'Kedai Baru',
    },
  ],
  // Chosen once, at registration: no setting that could fail to hold.
  businessType: [
    {
      at: 'PATCH /settings',
      set: {},
      observe: async ({ tenant }) =>
        verdict(await tenant.api('PATCH', '/settings', { businessType: 'RETAIL' })),
      was: [422, 'validation_failed', 'businessType'],
      is: [422, 'validation_failed', 'businessType'],
    },
  ],
  address: [onReceipt('address', 'Jalan Braga 8')],
  phone: [onReceipt('phone', '022 420 0000')],
  npwp: [onReceipt('npwp', '0012345678901234')],
  logoUrl: [
    { ...onReceipt('receiptHeader', '<img'), logo: true, set: { logoUrl: null }, was: true, is: false },
  ],
  receiptHeader: [onReceipt('receiptHeader', 'Buka setiap hari')],
  openingHours: [onReceipt('openingHours', OPEN_DAILY, 'Setiap hari 08.00–21.30')],
  receiptFooter: [onReceipt('receiptFooter', 'Sampai jumpa lagi')],
  timeZone: [
    {
      at: 'POST /orders',
      given: { businessDayCutoff: '13:30' },
      set: { timeZone: 'Asia/Jayapura' },
      observe: dayOf,
      was: 'the day before',
      is: 'that day',
    },
    {
      at: 'GET /menu',
      set: { timeZone: 'Asia/Makassar' },
      observe: menuSays('timeZone'),
      was: 'Asia/Jakarta',
      is: 'Asia/Makassar',
    },
  ],
  businessDayCutoff: [
    {
      at: 'POST /orders',
      set: { businessDayCutoff: '13:00' },
      observe: dayOf,
      was: 'that day',
      is: 'the day before',
    },
  ],
  locale: [
    {
      at: 'GET /orders/:id/receipt',
      set: { locale: 'en-US' },
      observe: receiptHas('15,500'),
      was: false,
      is: true,
    },
  ],
  currency: [
    { at: 'GET /menu', set: { currency: 'USD' }, observe: menuSays('currency'), was: 'IDR', is: 'USD' },
    {
      at: 'GET /orders/:id/receipt',
      set: { currency: 'MYR' },
      observe: async (shop) => {
        const { id } = await place(shop, { submit: true });
        return data<{ currency: string }>(await shop.tenant.api('GET', `/orders/${id}/receipt`)).currency;
      },
      was: 'IDR',
      is: 'MYR',
    },
  ],
  taxClasses: [
    {
      at: 'POST /orders, POST /orders/quote',
      given: { taxClasses: [PB1], defaultTaxClass: 'PB1' },
      set: { taxClasses: [{ ...PB1, rate: 500 }] },
      observe: totals,
      was: 17_050,
      is: 16_275,
    },
  ],
  defaultTaxClass: [
    {
      at: 'POST /orders, POST /orders/quote',
      given: { taxClasses: [PB1, PPN, FREE], defaultTaxClass: 'PB1' },
      set: { defaultTaxClass: 'FREE' },
      observe: totals,
      was: 17_050,
      is: 15_500,
    },
  ],
  serviceCharge: [
    {
      at: 'POST /orders, POST /orders/quote',
      given: { taxClasses: [FREE], defaultTaxClass: 'FREE' },
      set: { serviceCharge: { rate: 1_000, orderTypes: ['TAKEAWAY'], taxed: false } },
      observe: totals,
      was: 15_500,
      is: 17_050,
    },
  ],
  cashRounding: [
    {
      at: 'POST /orders',
      given: { taxClasses: [FREE], defaultTaxClass: 'FREE', cashRounding: null },
      set: { cashRounding: { unit: 1_000, mode: 'UP' } },
      observe: async (shop) => (await place(shop)).cashDueTotal,
      was: 15_500,
      is: 16_000,
    },
    {
      at: 'POST /orders/:id/payments',
      given: { taxClasses: [FREE], defaultTaxClass: 'FREE', cashRounding: null },
      set: { cashRounding: { unit: 1_000, mode: 'UP' } },
      observe: async (shop) => {
        const { id } = await place(shop);
        const paid = await shop.tenant.api('POST', `/orders/${id}/payments`, {
          method: 'CASH',
          amount: 16_000,
          tendered: 16_000,
        });
        return paid.status === 201 ? data<OrderDto>(paid).rounding : verdict(paid);
      },
      // What is over is change.
      was: 0,
      is: 500,
    },
  ],
  nonCashRounding: [
    {
      at: 'POST /orders/:id/payments',
      given: { taxClasses: [FREE], defaultTaxClass: 'FREE', nonCashRounding: null },
      set: { nonCashRounding: { unit: 1_000, mode: 'UP' } },
      observe: async (shop) => {
        const { id } = await place(shop);
        const paid = await shop.tenant.api('POST', `/orders/${id}/payments`, {
          method: 'QRIS',
          amount: 16_000,
        });
        return paid.status === 201 ? data<OrderDto>(paid).rounding : verdict(paid);
      },
      was: [422, 'payment_exceeds_due'],
      is: 500,
    },
  ],
  requireOpenShift: ['POST /orders', 'POST /orders/:id/payments'].map((at) => ({
    at,
    given: { requireOpenShift: false },
    set: { requireOpenShift: true },
    observe: async (shop) => {
      const payment = { method: 'CASH', amount: 17_100, tendered: 20_000 };
      if (at === 'POST /orders') {
        return (
          verdict(await shop.tenant.api('POST', '/orders', bread(shop, { payments: [payment] })))[1] ??
          'taken'
        );
      }
      // One is kept that was opened while nothing was required.
      const orderId = shop.waiting ?? (await place(shop)).id;
      shop.waiting ??= (await place(shop)).id;
      return verdict(await shop.tenant.api('POST', `/orders/${orderId}/payments`, payment))[1] ?? 'taken';
    },
    was: 'taken',
    is: 'shift_not_open',
  })),
  requireTwoFactor: [twoFactorRow],
  blindCount: [
    {
      at: 'GET /shifts/:id/report',
      given: { blindCount: false },
      set: { blindCount: true },
      observe: async ({ tenant, cashier }) => {
        const { outletId } = tenant;
        const known = await cashier('GET', `/shifts/current?outletId=${outletId}`);
        const shift =
          data<ShiftDto | null>(known) ??
          data<ShiftDto>(await cashier('POST', '/shifts/open', { outletId, openingFloat: 100_000 }));
        const path = `/shifts/${shift.id}/report`;
        return [await cashier('GET', path), await tenant.api('GET', path)].map(
          (answer) => verdict(answer)[1] ?? data<ShiftReportDto>(answer).expectedCash,
        );
      },
      was: [100_000, 100_000],
      is: ['forbidden', 100_000],
    },
  ],
  // Stock is not counted yet: nothing can go below nothing, and nothing may claim to be counted.
  allowNegativeStock: [
    {
      at: 'POST /products',
      set: { allowNegativeStock: true },
      observe: async ({ tenant }) =>
        verdict(await tenant.api('POST', '/products', { name: 'Beras', price: 15_000, trackStock: true })),
      was: [422, 'validation_failed', 'trackStock'],
      is: [422, 'validation_failed', 'trackStock'],
    },
  ],
  discountLimits: [
    ...[
      [
        'POST /orders',
        (shop: Shop) =>
          shop.cashier('POST', '/orders', bread(shop, { discount: { type: 'PERCENT', value: 1_000 } })),
      ],
      [
        'POST /orders/quote',
        (shop: Shop) =>
          shop.cashier('POST', '/orders/quote', bread(shop, { discount: { type: 'PERCENT', value: 1_000 } })),
      ],
      [
        'POST /orders, of a line',
        (shop: Shop) =>
          shop.cashier('POST', '/orders', {
            ...bread(shop),
            items: [
              { productId: shop.goods.bread, quantity: 1, discount: { type: 'PERCENT', value: 1_000 } },
            ],
          }),
      ],
      [
        'PATCH /orders/:id',
        async (shop: Shop) =>
          shop.cashier('PATCH', `/orders/${(await place(shop)).id}`, {
            discount: { type: 'PERCENT', value: 1_000 },
          }),
      ],
      [
        'POST /orders/:id/items',
        async (shop: Shop) =>
          shop.cashier('POST', `/orders/${(await place(shop)).id}/items`, {
            items: [
              { productId: shop.goods.bread, quantity: 1, discount: { type: 'PERCENT', value: 2_500 } },
            ],
          }),
      ],
      [
        'PATCH /orders/:id/items/:itemId',
        async (shop: Shop) => {
          const { id, items } = await place(shop);
          return shop.cashier('PATCH', `/orders/${id}/items/${items[0]!.id}`, {
            discount: { type: 'PERCENT', value: 1_000 },
          });
        },
      ],
    ].map(([at, send]) => ({
      at: at as string,
      given: {
        discountLimits: {
          SUPERVISOR: { percent: null, amount: null },
          CASHIER: { percent: 5_000, amount: null },
        },
      },
      set: {
        discountLimits: {
          SUPERVISOR: { percent: null, amount: null },
          CASHIER: { percent: 500, amount: null },
        },
      },
      observe: async (shop: Shop) => {
        const seen = await asCashier(send as (shop: Shop) => Promise<ApiAnswer>)(shop);
        return seen[1] ?? 'taken';
      },
      was: 'taken',
      is: 'approval_required',
    })),
  ],
  lateSaleWindowHours: [
    {
      at: 'POST /orders',
      given: { lateSaleWindowHours: 48 },
      set: { lateSaleWindowHours: 1 },
      observe: async (shop) =>
        (await place(shop, { occurredAt: new Date(Date.now() - 7_200_000).toISOString() })).flags,
      was: [],
      is: ['late'],
    },
  ],
  orderTypes: [
    ...['POST /orders', 'POST /orders/quote'].map((at) => ({
      at,
      set: { orderTypes: ['DINE_IN' as const] },
      observe: async (shop: Shop) =>
        verdict(await shop.tenant.api('POST', at.slice(5), bread(shop))).slice(1),
      was: [],
      is: ['validation_failed', 'type'],
    })),
    {
      at: 'PATCH /orders/:id',
      set: { orderTypes: ['TAKEAWAY', 'DINE_IN'] },
      observe: async (shop) =>
        verdict(await shop.tenant.api('PATCH', `/orders/${(await place(shop)).id}`, { type: 'DELIVERY' }))[1],
      was: undefined,
      is: 'validation_failed',
    },
    {
      at: 'GET /menu',
      set: { orderTypes: ['DINE_IN'] },
      observe: menuSays('orderTypes'),
      was: ['DINE_IN', 'TAKEAWAY', 'DELIVERY'],
      is: ['DINE_IN'],
    },
  ],
  paymentMethods: [
    ...['POST /orders', 'POST /orders/:id/payments'].map((at) => ({
      at,
      set: { paymentMethods: ['CASH' as const] },
      observe: async (shop: Shop) => {
        const payment = { method: 'QRIS', amount: 17_050 };
        const answer =
          at === 'POST /orders'
            ? await shop.tenant.api('POST', '/orders', bread(shop, { payments: [payment] }))
            : await shop.tenant.api('POST', `/orders/${(await place(shop)).id}/payments`, payment);
        return verdict(answer)[1];
      },
      was: undefined,
      is: 'validation_failed',
    })),
  ],
};

test('F-16 every setting there is stands in the table with at least one route', () => {
  const names = Object.keys(settingsBody.json.properties as object).filter((name) => name !== 'version');
  expect(Object.keys(TABLE).sort()).toEqual(names.sort());
  expect(Object.entries(TABLE).filter(([, rows]) => rows.length === 0)).toEqual([]);
});

const ROWS = Object.entries(TABLE).flatMap(([name, rows]) => rows.map((row) => ({ name, ...row })));

test.each(ROWS)('F-16 $name holds at $at', async ({ given, logo, set, observe, was, is }) => {
  const tenant = await app.registerTenant();
  const shop: Shop = { tenant, goods: await stockMenu(tenant), cashier: (await tenant.staff('CASHIER')).api };
  const change = async (settings: SettingsBody) => data(await tenant.api('PATCH', '/settings', settings));
  if (given) await change(given);
  if (logo) data(await uploadAs(tenant.api, '/settings/logo', PICTURE));
  // The currency is fixed by the first sale: it is looked at before and after in two businesses.
  if (set.currency === undefined) expect(await observe(shop)).toEqual(was);
  await change(set);
  expect(await observe(shop)).toEqual(is);
});

/** What an outlet sets for itself, with each route it concerns. */
const OUTLET_TABLE: Record<
  string,
  { at: string; set: object; observe: (shop: Shop) => Promise<unknown>; was: unknown; is: unknown }[]
> = {
  name: [
    {
      at: 'GET /orders/:id/receipt',
      set: { name: 'Cabang Dago' },
      observe: receiptHas('Cabang Dago'),
      was: false,
      is: true,
    },
  ],
  code: [
    {
      at: 'GET /outlets/:id',
      set: { code: 'DGO' },
      observe: async ({ tenant }) =>
        data<{ code: string }>(await tenant.api('GET', `/outlets/${tenant.outletId}`)).code === 'DGO',
      was: false,
      is: true,
    },
  ],
  address: [
    {
      at: 'GET /orders/:id/receipt',
      set: { address: 'Jalan Dago 12' },
      observe: receiptHas('Jalan Dago 12'),
      was: false,
      is: true,
    },
  ],
  phone: [
    {
      at: 'GET /orders/:id/receipt',
      set: { phone: '022 250 0000' },
      observe: receiptHas('022 250 0000'),
      was: false,
      is: true,
    },
  ],
  timeZone: [
    {
      at: 'GET /menu',
      set: { timeZone: 'Asia/Jayapura' },
      observe: menuSays('timeZone'),
      was: 'Asia/Jakarta',
      is: 'Asia/Jayapura',
    },
  ],
  active: ['POST /orders', 'POST /orders/quote', 'POST /shifts/open'].map((at) => ({
    at,
    set: { active: false },
    observe: async (shop: Shop) => {
      const body =
        at === 'POST /shifts/open' ? { outletId: shop.tenant.outletId, openingFloat: 0 } : bread(shop);
      return verdict(await shop.tenant.api('POST', at.slice(5), body))[1] ?? 'taken';
    },
    was: 'taken',
    is: 'outlet_inactive',
  })),
};

test('F-16 everything that can be changed of an outlet stands in its table', () => {
  const route = routes.find(({ method, path }) => method === 'patch' && path === '/outlets/:id')!;
  const names = Object.keys(route.body!.json.properties as object).filter((name) => name !== 'version');
  expect(Object.keys(OUTLET_TABLE).sort()).toEqual(names.sort());
});

test.each(Object.entries(OUTLET_TABLE).flatMap(([name, rows]) => rows.map((row) => ({ name, ...row }))))(
  'F-16 an outlet’s $name holds at $at',
  async ({ set, observe, was, is }) => {
    const tenant = await app.registerTenant();
    const shop: Shop = { tenant, goods: await stockMenu(tenant), cashier: tenant.api };
    expect(await observe(shop)).toEqual(was);
    data(await tenant.api('PATCH', `/outlets/${tenant.outletId}`, set));
    expect(await observe(shop)).toEqual(is);
  },
);
