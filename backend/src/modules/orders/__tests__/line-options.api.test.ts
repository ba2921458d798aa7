import { VARIANTS_AT_THE_TILL } from '@meja/domain/shop';
import type { KitchenTicketDto, MenuDto, OrderDto, PaidOrderDto, ReceiptModel } from '@meja/domain';
import { menuOf } from '../../../../test/factories/menu';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let tenant: TestTenant;
let shop: Awaited<ReturnType<typeof menuOf>>;
let hot: string;
let iced: string;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  tenant = await app.registerTenant();
  shop = await menuOf(tenant.api, VARIANTS_AT_THE_TILL);
  const menu = data<MenuDto>(await tenant.api('GET', `/menu?outletId=${tenant.outletId}`));
  [hot, iced] = menu.products.find(({ name }) => name === 'Kopi Susu')!.variants.map(({ id }) => id) as [
    string,
    string,
  ];
});
afterAll(() => app.stop());

function data<T = PaidOrderDto>(answer: ApiAnswer, status = 200): T {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
}
const place = (item: object, extra: object = {}) =>
  tenant.api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'DINE_IN',
    items: [{ productId: shop.product('Kopi Susu'), quantity: 1, ...item }],
    ...extra,
  });
const option = (group: string, name: string) => ({ optionId: shop.option(group, name) });
const told = (order: OrderDto) =>
  order.items[0]!.modifiers.map(({ name, quantity, isDefault }) => [name, quantity, isDefault]);

describe('T-22 options of a variant', () => {
  test('T-22 SELL-02 what does not apply to the variant is refused by name, and not required', async () => {
    const sugar = option('sugar', 'Tanpa gula');
    const refused = await place({ variantId: hot, modifiers: [sugar, option('ice', 'Es sedikit')] });
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [{ path: 'items.0.modifiers.1.optionId', code: 'option_of_other_variant' }],
    ]);
    expect(refused.body.errors[0].message).toBe(
      '“Es sedikit” tidak berlaku untuk varian “Panas”. Hapus pilihan ini, atau ganti variannya.',
    );
    const plain = data(await place({ variantId: hot, modifiers: [sugar] }), 201);
    expect(told(plain)).toEqual([['Tanpa gula', 1, false]]);
    expect(told(data(await place({ variantId: hot }), 201))).toEqual([['Gula normal', 1, true]]);
  });

  test('T-22 SELL-02 where it applies it is required, and usual where nothing is named', async () => {
    const missing = await place({ variantId: iced, modifiers: [option('sugar', 'Gula normal')] });
    expect([missing.status, missing.body.errors[0].code]).toEqual([422, 'modifier_selection_invalid']);
    expect(told(data(await place({ variantId: iced }), 201))).toEqual([
      ['Gula normal', 1, true],
      ['Es normal', 1, true],
    ]);
  });

  test('T-22 SELL-02 a line that becomes another variant keeps what applies and loses what does not', async () => {
    const modifiers = [option('sugar', 'Tanpa gula'), option('ice', 'Es sedikit')];
    const placed = data(await place({ variantId: iced, modifiers }), 201);
    const change = (body: object) =>
      tenant.api('PATCH', `/orders/${placed.id}/items/${placed.items[0]!.id}`, body);
    const warm = data(await change({ variantId: hot }));
    expect([told(warm), warm.subtotal]).toEqual([[['Tanpa gula', 1, false]], 20_000]);
    expect(told(data(await change({ variantId: iced })))).toEqual([
      ['Tanpa gula', 1, false],
      ['Es normal', 1, true],
    ]);
    const named = await change({ variantId: hot, modifiers });
    expect([named.status, named.body.errors[0].code]).toEqual([422, 'option_of_other_variant']);
  });
});

describe('T-34 the usual is remembered with the line', () => {
  const boba = (modifiers: object[], extra: object = {}) =>
    place({ productId: shop.product('Es Boba'), modifiers }, extra);
  const usual = () => [
    option('sugar', 'Gula normal'),
    option('ice', 'Es normal'),
    option('milk', 'Susu segar'),
  ];

  test('T-34 line, ticket and receipt know what departs; what was left out costs and counts nothing', async () => {
    const modifiers = [...usual().slice(1), option('sugar', 'Gula sedikit'), option('extras', 'Krim')];
    const placed = data(await boba(modifiers, { submit: true }), 201);
    expect(placed.subtotal).toBe(29_000);
    expect(told(placed)).toEqual([
      ['Gula sedikit', 1, false],
      ['Es normal', 1, true],
      ['Susu segar', 1, true],
      ['Boba', 0, true],
      ['Krim', 1, false],
    ]);
    const tickets = data<KitchenTicketDto[]>(
      await tenant.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`),
    );
    expect(tickets[0]!.items[0]!.modifiers).toEqual([
      { name: 'Gula sedikit', quantity: 1, isDefault: false },
      { name: 'Es normal', quantity: 1, isDefault: true },
      { name: 'Susu segar', quantity: 1, isDefault: true },
      { name: 'Boba', quantity: 0, isDefault: true },
      { name: 'Krim', quantity: 1, isDefault: false },
    ]);
    const receipt = data<ReceiptModel>(await tenant.api('GET', `/orders/${placed.id}/receipt`));
    expect(receipt.lines[0]!.modifiers).toEqual([
      { name: 'Gula sedikit', quantity: 1, price: 0 },
      { name: 'Boba', quantity: 0, price: 0 },
      { name: 'Krim', quantity: 1, price: 4_000 },
    ]);
    const page = await tenant.api('GET', `/orders/${placed.id}/receipt?format=html`);
    expect(page.text).toContain('Tanpa Boba');
    expect(page.text).not.toMatch(/Es normal|Susu segar/);
  });

  test('T-34 a menu whose usual is another tomorrow changes no order of today', async () => {
    const placed = data(await boba([...usual(), option('extras', 'Boba')]), 201);
    expect(told(placed).every(([, quantity, isDefault]) => quantity === 1 && isDefault)).toBe(true);
    const sugar = data<{ options: { id: string; name: string; price: number }[] }>(
      await tenant.api('GET', `/modifier-groups/${shop.group('sugar')}`),
    );
    const options = sugar.options.map(({ id, name, price }) => ({
      id,
      name,
      price,
      default: name === 'Tanpa gula',
    }));
    data(await tenant.api('PATCH', `/modifier-groups/${shop.group('sugar')}`, { options }));
    const read = data<OrderDto>(await tenant.api('GET', `/orders/${placed.id}`));
    expect(read.items).toEqual(placed.items);
    const later = data(await boba([...usual(), option('extras', 'Boba')]), 201);
    expect(told(later)[0]).toEqual(['Gula normal', 1, false]);
  });

  test('T-34 lines written before it was remembered list all they have', async () => {
    const placed = data(await boba([...usual(), option('extras', 'Boba')]), 201);
    await app.sql(
      `UPDATE order_items SET modifiers =
         (SELECT jsonb_agg(m - 'isDefault') FROM jsonb_array_elements(modifiers) m) WHERE order_id = $1`,
      [placed.id],
    );
    const read = data<OrderDto>(await tenant.api('GET', `/orders/${placed.id}`));
    expect(told(read).map(([, , isDefault]) => isDefault)).toEqual([false, false, false, false]);
    const more = data(
      await tenant.api('PATCH', `/orders/${placed.id}/items/${placed.items[0]!.id}`, { quantity: 2 }),
    );
    expect(more.items[0]).toMatchObject({ quantity: 2, total: 50_000 });
  });

  test('T-34 SELL-02 another quantity keeps what was left out; the usual thing comes back when it is named', async () => {
    const placed = data(await boba(usual()), 201);
    expect(told(placed).at(-1)).toEqual(['Boba', 0, true]);
    const change = async (body: object) =>
      data(await tenant.api('PATCH', `/orders/${placed.id}/items/${placed.items[0]!.id}`, body));
    expect(told(await change({ quantity: 3 })).at(-1)).toEqual(['Boba', 0, true]);
    expect(told(await change({ modifiers: [...usual(), option('extras', 'Boba')] })).at(-1)).toEqual([
      'Boba',
      1,
      true,
    ]);
  });
});
