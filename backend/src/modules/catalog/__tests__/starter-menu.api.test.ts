import { groupsFor, STARTER_MENUS } from '@meja/domain';
import type { KitchenTicketDto, MenuDto, OrderDto, ProductDto, StarterMenuDto } from '@meja/domain';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const menuOf = async (tenant: TestTenant) =>
  data<MenuDto>(await tenant.api('GET', `/menu?outletId=${tenant.outletId}`));
const add = async (tenant: TestTenant, kind: string) =>
  data<StarterMenuDto>(await tenant.api('POST', '/starter-menu', { kind }));

describe('a menu to begin with', () => {
  test.each(STARTER_MENUS)('T-38 %s: what is on it can be chosen and sold, in whole rupiah', async (kind) => {
    const tenant = await app.registerTenant({ businessType: 'CAFE' });
    const added = await add(tenant, kind);
    const menu = await menuOf(tenant);
    expect(added.products).toBeGreaterThanOrEqual(10);
    expect([menu.products.length, menu.categories.length]).toEqual([added.products, added.categories]);
    expect(menu.modifierGroups).toHaveLength(added.modifierGroups);
    for (const product of menu.products) {
      const prices = [product.price, ...product.variants.map(({ price }) => price)];
      expect(prices.filter((price) => price < 1_000 || price % 500 !== 0)).toEqual([]);
      const [variant] = product.variants;
      const groups = groupsFor(
        product,
        variant?.id ?? null,
        new Map(menu.modifierGroups.map((group) => [group.id, group])),
      );
      const usual = groups.map(({ min, options }) => [min, options.filter((one) => one.default).length]);
      expect(usual.filter(([min, chosen]) => min !== chosen)).toEqual([]);
      const order = await tenant.api('POST', '/orders', {
        outletId: tenant.outletId,
        type: 'TAKEAWAY',
        submit: true,
        items: [
          {
            productId: product.id,
            quantity: 1,
            ...(variant && { variantId: variant.id }),
            modifiers: groups.flatMap(({ options }) =>
              options.filter((one) => one.default).map(({ id }) => ({ optionId: id, quantity: 1 })),
            ),
          },
        ],
      });
      expect({ name: product.name, status: order.status, says: order.body.errors }).toMatchObject({
        name: product.name,
        status: 201,
      });
      expect(data<OrderDto>(order, 201).items[0]!.stationId).toBe(product.stationId);
    }
  });

  test('T-38 T-07 what is cooked reaches a screen, what stands on a shelf does not', async () => {
    const tenant = await app.registerTenant({ businessType: 'BAKERY' });
    await add(tenant, 'BAKERY');
    const menu = await menuOf(tenant);
    const named = (name: string) => menu.products.find((product) => product.name === name)!;
    expect(named('Roti cokelat').stationId).toBeNull();
    const placed = data<OrderDto>(
      await tenant.api('POST', '/orders', {
        outletId: tenant.outletId,
        type: 'TAKEAWAY',
        submit: true,
        items: [
          { productId: named('Roti cokelat').id, quantity: 1 },
          { productId: named('Kopi hitam').id, quantity: 1 },
        ],
      }),
      201,
    );
    const board = data<KitchenTicketDto[]>(
      await tenant.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`),
    );
    expect(board.filter(({ orderId }) => orderId === placed.id).flatMap(({ items }) => items)).toEqual([
      expect.objectContaining({ name: 'Kopi hitam' }),
    ]);
  });

  test('T-38 added again, also at once, it adds nothing; what bears the name already stays as it is', async () => {
    const tenant = await app.registerTenant({ businessType: 'CAFE' });
    const own = data<ProductDto>(
      await tenant.api('POST', '/products', { name: 'Kopi tubruk', price: 12_000 }),
      201,
    );
    const both = await Promise.all([add(tenant, 'CAFE'), add(tenant, 'CAFE')]);
    const menu = await menuOf(tenant);
    expect(menu.products).toHaveLength(both[0].products + both[1].products + 1);
    expect(both.map(({ products }) => products)).toContain(0);
    expect(await add(tenant, 'CAFE')).toMatchObject({ products: 0, categories: 0, modifierGroups: 0 });
    expect(menu.products.find(({ id }) => id === own.id)!.price).toBe(12_000);
  });

  test('T-38 taken back it takes what nobody changed, and the rest can be added again', async () => {
    const tenant = await app.registerTenant({ businessType: 'CAFE' });
    const added = await add(tenant, 'CAFE');
    const rice = (await menuOf(tenant)).products.find(({ name }) => name === 'Mi goreng')!;
    const change = await tenant.api('PATCH', `/products/${rice.id}`, { price: 31_000 });
    expect(change.status).toBe(200);
    const removed = data<StarterMenuDto>(await tenant.api('DELETE', '/starter-menu', { kind: 'CAFE' }));
    expect(removed).toMatchObject({
      products: added.products - 1,
      categories: added.categories - 1,
      modifierGroups: added.modifierGroups,
    });
    const left = await menuOf(tenant);
    expect(left.products.map(({ name, price }) => [name, price])).toEqual([['Mi goreng', 31_000]]);
    expect(left.categories.map(({ name }) => name)).toEqual(['Makanan']);
    expect(data<StarterMenuDto>(await tenant.api('DELETE', '/starter-menu', { kind: 'CAFE' })).products).toBe(
      0,
    );
    expect((await add(tenant, 'CAFE')).products).toBe(added.products - 1);
  });

  test('T-38 AUTH-06 a cashier adds no menu, and an unknown kind is refused', async () => {
    const tenant = await app.registerTenant();
    const { api } = await tenant.staff('CASHIER');
    expect((await api('POST', '/starter-menu', { kind: 'CAFE' })).status).toBe(403);
    expect((await tenant.api('POST', '/starter-menu', { kind: 'BENGKEL' })).status).toBe(422);
  });
});
