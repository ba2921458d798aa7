import { orderToPrice, priceOrder, takenOptions } from '@meja/domain';
import type { OrderDto, PaidOrderDto, SettingsDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { stockMenu } from './orders.fixtures';
import type { Goods } from './orders.fixtures';

let app: TestApp;
let tenant: TestTenant;
let goods: Goods;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
});
afterAll(() => app.stop());

const data = <T = PaidOrderDto>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const sugar = () => ({ optionId: goods.sugarLess });
const shot = () => ({ optionId: goods.extraShot });
const place = async (items: object[], extra: object = {}): Promise<OrderDto> =>
  data(
    await tenant.api('POST', '/orders', { outletId: tenant.outletId, type: 'DINE_IN', items, ...extra }),
    201,
  );
const read = async (id: string): Promise<OrderDto> => data(await tenant.api('GET', `/orders/${id}`));
const change = (order: OrderDto, body: object, at = 0): Promise<ApiAnswer> =>
  tenant.api('PATCH', `/orders/${order.id}/items/${order.items[at]!.id}`, body);
const setProduct = async (id: string, body: object): Promise<void> => {
  data(await tenant.api('PATCH', `/products/${id}`, body));
};
const settings = async (): Promise<SettingsDto> => data(await tenant.api('GET', '/settings'));
const setSettings = async (body: object): Promise<void> => {
  data(await tenant.api('PATCH', '/settings', body));
};

describe('F-07 a line keeps its price', () => {
  test('F-07 SELL-03 note, seat, course and discount of a line, and all of the order’s head, price nothing anew', async () => {
    const placed = await place([{ productId: goods.bread, quantity: 1 }]);
    await setProduct(goods.bread, { price: 25_000 });
    for (const body of [
      { note: 'pedas' },
      { seat: 2 },
      { course: 1 },
      { quantity: 1 },
      { modifiers: [] },
      {},
    ]) {
      const answer = data(await change(placed, body));
      expect([answer.total, answer.items[0]!.unitPrice, answer.repriced]).toEqual([
        17_050,
        15_500,
        undefined,
      ]);
    }
    const cheaper = data(await change(placed, { discount: { type: 'AMOUNT', value: 500 } }));
    expect([cheaper.subtotal, cheaper.total, cheaper.repriced]).toEqual([15_500, 16_500, undefined]);
    const head = { note: 'cepat', tableName: '7', type: 'TAKEAWAY' };
    expect(data(await tenant.api('PATCH', `/orders/${placed.id}`, head))).toMatchObject({ total: 16_500 });
    expect(data(await tenant.api('POST', `/orders/${placed.id}/submit`))).toMatchObject({ total: 16_500 });
    const paid = await tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'CARD',
      amount: 16_500,
    });
    expect(data(paid, 201)).toMatchObject({ paymentStatus: 'PAID', items: [{ unitPrice: 15_500 }] });
  });

  test('F-07 SELL-02 another quantity, option or variant prices the line anew and says so; the others stay', async () => {
    const placed = await place([
      { productId: goods.bread, quantity: 1 },
      { productId: goods.bread, quantity: 1 },
    ]);
    await setProduct(goods.bread, { price: 20_000 });
    const more = data(await change(placed, { quantity: 2 }));
    expect(more.items.map(({ unitPrice }) => unitPrice)).toEqual([20_000, 15_500]);
    const itemId = placed.items[0]!.id;
    expect(more.repriced).toEqual([{ itemId, name: 'Roti Bakar', before: 15_500, after: 20_000 }]);
    expect(await read(placed.id)).toEqual({ ...more, change: undefined, repriced: undefined });
    const same = data(await change(placed, { quantity: 3 }));
    expect([same.subtotal, same.repriced]).toEqual([75_500, undefined]);
  });

  test('F-07 SELL-03 added items and lines taken off leave the prices of the others', async () => {
    const placed = await place([{ productId: goods.bread, quantity: 1 }]);
    await setProduct(goods.bread, { price: 20_000 });
    const items = [{ productId: goods.bread, quantity: 1 }];
    const added = data(await tenant.api('POST', `/orders/${placed.id}/items`, { items }), 201);
    expect(added.items.map(({ unitPrice }) => unitPrice)).toEqual([15_500, 20_000]);
    const off = data(await tenant.api('DELETE', `/orders/${placed.id}/items/${added.items[1]!.id}`));
    expect([off.subtotal, off.items.length]).toEqual([15_500, 1]);
  });
});

describe('F-17 a line of which the menu no longer knows', () => {
  const gone: [string, () => Promise<unknown>][] = [
    ['product is removed', () => tenant.api('DELETE', `/products/${goods.coffee}`)],
    ['product is not sold', () => setProduct(goods.coffee, { active: false })],
    [
      'product is sold out here',
      () =>
        tenant.api('PUT', `/products/${goods.coffee}/availability`, {
          outletId: tenant.outletId,
          available: false,
        }),
    ],
    ['options are gone', () => setProduct(goods.coffee, { modifierGroupIds: [] })],
  ];
  test.each(gone)(
    'F-17 SELL-02 whose %s is annotated, made less and taken off, at its price',
    async (_what, lose) => {
      const placed = await place([
        { productId: goods.coffee, quantity: 3, modifiers: [sugar(), shot()] },
        { productId: goods.bread, quantity: 1 },
      ]);
      await lose();
      for (const body of [{ note: 'tanpa es' }, { seat: 1 }, { course: 2 }]) {
        expect(data(await change(placed, body))).toMatchObject({ subtotal: 105_500 });
      }
      const less = data(await change(placed, { quantity: 2 }));
      expect([less.subtotal, less.repriced]).toEqual([75_500, undefined]);
      const plain = data(await change(placed, { modifiers: [sugar()] }));
      expect([plain.subtotal, takenOptions(plain.items[0]!.modifiers).length]).toEqual([65_500, 1]);
      for (const body of [{ quantity: 5 }, { modifiers: [sugar(), shot()] }]) {
        expect([409, 422]).toContain((await change(placed, body)).status);
      }
      expect((await change(placed, { quantity: 0.5 })).body.errors).toMatchObject([
        { path: 'quantity', code: 'whole_quantity_required' },
      ]);
      const off = data(await tenant.api('DELETE', `/orders/${placed.id}/items/${placed.items[0]!.id}`));
      expect(off.subtotal).toBe(15_500);
    },
  );

  test('F-17 SELL-02 what the menu still offers keeps its rules: a required choice cannot be left out', async () => {
    const placed = await place([{ productId: goods.coffee, quantity: 1, modifiers: [sugar()] }]);
    const refused = await change(placed, { modifiers: [] });
    expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'modifier_selection_invalid']);
  });
});

describe('F-08 F-09 settings change while a bill is open', () => {
  const PPN = { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: false };
  const sell = async (price: number, taxClass: string): Promise<string> => {
    const id = uuidv7();
    data(await tenant.api('POST', '/products', { id, name: `Barang ${price}`, price, taxClass }), 201);
    return id;
  };

  test('F-08 SELL-03 an open bill takes goods of a class added since, at the price of a new order', async () => {
    const tea = await sell(5_000, (await settings()).defaultTaxClass);
    const placed = await place([{ productId: tea, quantity: 1 }]);
    await setSettings({ taxClasses: [...(await settings()).taxClasses, PPN] });
    const goodsOfPpn = await sell(30_000, 'PPN');
    const items = [{ productId: goodsOfPpn, quantity: 1 }];
    const added = data(await tenant.api('POST', `/orders/${placed.id}/items`, { items }), 201);
    expect(added.total).toBe(5_000 + 500 + 30_000 + 3_300);
    expect(added.items[1]!.taxDefinition).toEqual(PPN);
    const anew = await place([{ productId: tea, quantity: 1 }, ...items]);
    expect([anew.total, anew.taxes]).toEqual([added.total, added.taxes]);
  });

  test('F-08 SELL-03 a class whose rate changes leaves what is on the bill, and taxes what comes after', async () => {
    const placed = await place([{ productId: goods.bread, quantity: 1 }]);
    const { taxClasses } = await settings();
    await setSettings({ taxClasses: taxClasses.map((one) => ({ ...one, rate: 500 })) });
    const items = [{ productId: goods.bread, quantity: 1 }];
    const added = data(await tenant.api('POST', `/orders/${placed.id}/items`, { items }), 201);
    expect(added.taxes.map(({ rate, amount }) => [rate, amount]).sort()).toEqual([
      [1000, 1_550],
      [500, 775],
    ]);
    const noted = data(await change(added, { note: 'hangat' }));
    expect(noted.total).toBe(31_000 + 1_550 + 775);
    const receipt = data<{ totals: { label: string }[] }>(
      await tenant.api('GET', `/orders/${placed.id}/receipt?format=json`),
    );
    expect(receipt.totals.map(({ label }) => label)).toEqual(expect.arrayContaining(['PB1 10%', 'PB1 5%']));
  });

  test('F-09 SELL-03 the order’s document says what it is priced by, and priced from it alone gives its totals', async () => {
    await setSettings({ serviceCharge: { rate: 500, orderTypes: ['DINE_IN'], taxed: true } });
    const placed = await place([{ productId: goods.bread, quantity: 3 }], {
      discount: { type: 'PERCENT', value: 333 },
    });
    const before = await settings();
    await setSettings({
      taxClasses: [...before.taxClasses.map((one) => ({ ...one, inclusive: true })), PPN],
      serviceCharge: { rate: 1000, orderTypes: ['DINE_IN', 'TAKEAWAY'], taxed: false },
      cashRounding: { unit: 1000, mode: 'UP' },
    });
    await setProduct(goods.beans, { taxClass: 'PPN' });
    const items = [
      { productId: goods.beans, quantity: '0.333' },
      { productId: goods.bread, quantity: 1 },
    ];
    const added = data(await tenant.api('POST', `/orders/${placed.id}/items`, { items }), 201);
    const document = await read(placed.id);
    const { currency, taxClasses, defaultTaxClass, serviceCharge, cashRounding, nonCashRounding } = before;
    expect(document.pricingSettings).toEqual({
      currency,
      taxClasses,
      defaultTaxClass,
      serviceCharge,
      cashRounding,
      nonCashRounding,
    });
    const { bill, total, remaining } = priceOrder(orderToPrice(document));
    expect([total, remaining]).toEqual([added.total, added.dueTotal]);
    expect([bill.taxes, bill.steps, bill.serviceCharge]).toEqual([
      document.taxes,
      document.steps,
      document.serviceCharge,
    ]);
    const cash = await tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'CASH',
      amount: document.cashDueTotal,
    });
    const paid = data(cash, 201);
    expect(paid).toMatchObject({ paymentStatus: 'PAID', total: document.cashDueTotal });
    expect(paid.total % 100).toBe(0);
  });
});
