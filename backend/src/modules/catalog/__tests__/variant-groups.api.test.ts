import type { MenuDto, ProductDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { catalogFactory } from '../../../../test/factories/catalog';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { forgetMenus } from '../menu/menu-snapshot';

let app: TestApp;
let shop: TestTenant;
let make: ReturnType<typeof catalogFactory>;

beforeAll(async () => {
  app = await startTestApp();
  shop = await app.registerTenant();
  make = catalogFactory(shop.api);
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};

const VARIANTS = ['Panas', 'Es', 'Blender'];

/** Coffee in three variants, with sugar for all and ice for all but the hot one. */
async function coffeeOf(api: ReturnType<typeof catalogFactory>) {
  const [sugar, ice] = [
    await api.modifierGroup(),
    await api.modifierGroup({ name: 'Es batu', min: 1, options: [{ name: 'Es normal', price: 0 }] }),
  ];
  const [hot, iced, blended] = [uuidv7(), uuidv7(), uuidv7()] as [string, string, string];
  const body = {
    id: uuidv7(),
    variants: VARIANTS.map((name, index) => ({ id: [hot, iced, blended][index], name, price: 20_000 })),
    modifierGroupIds: [ice.id, sugar.id],
    modifierGroupVariants: [{ groupId: ice.id, variantIds: [blended, iced] }],
  };
  const product = await api.product(body);
  return { product, body, sugar, ice, hot, iced, blended };
}

const patch = (id: string, body: object) => shop.api('PATCH', `/products/${id}`, body);
const tiesOf = (product: ProductDto) =>
  product.modifierGroupVariants.map(({ groupId, variantIds }) => [groupId, variantIds]);
const menuProduct = async (id: string) =>
  data<MenuDto>(await shop.api('GET', `/menu?outletId=${shop.outletId}`)).products.find(
    (entry) => entry.id === id,
  )!;

describe('T-22 option groups tied to variants', () => {
  test('T-22 CAT-02 a tie is answered, read again and in the menu; told once more it is the same product', async () => {
    const { product, body, ice, iced, blended } = await coffeeOf(make);
    expect(tiesOf(product)).toEqual([[ice.id, [iced, blended]]]);
    expect(data<ProductDto>(await shop.api('GET', `/products/${product.id}`))).toEqual(product);
    expect(await menuProduct(product.id)).toMatchObject({
      modifierGroupIds: product.modifierGroupIds,
      modifierGroupVariants: product.modifierGroupVariants,
    });
    const again = await shop.api('POST', '/products', { ...body, name: product.name, price: product.price });
    expect([again.status, again.body.data.version]).toEqual([201, 1]);
    const other = { ...body, name: product.name, price: product.price, modifierGroupVariants: [] };
    expect((await shop.api('POST', '/products', other)).status).toBe(409);
  });

  test('T-22 a change of the ties is a new version of product and menu; none is none', async () => {
    const { product, ice, iced, sugar } = await coffeeOf(make);
    const before = data<MenuDto>(await shop.api('GET', `/menu?outletId=${shop.outletId}`)).version;
    const ties = [{ groupId: ice.id, variantIds: [iced] }];
    const tied = data<ProductDto>(await patch(product.id, { modifierGroupVariants: ties }));
    expect([tied.version, tiesOf(tied)]).toEqual([2, [[ice.id, [iced]]]]);
    const menu = data<MenuDto>(await shop.api('GET', `/menu?outletId=${shop.outletId}`));
    expect(menu.version).toBeGreaterThan(before);
    expect(data<ProductDto>(await patch(product.id, { modifierGroupVariants: ties })).version).toBe(2);
    const named = data<ProductDto>(await patch(product.id, { modifierGroupIds: [sugar.id, ice.id] }));
    expect([named.modifierGroupIds, tiesOf(named)]).toEqual([[sugar.id, ice.id], [[ice.id, [iced]]]]);
    const free = data<ProductDto>(await patch(product.id, { modifierGroupVariants: [] }));
    expect([free.modifierGroupIds, tiesOf(free)]).toEqual([[sugar.id, ice.id], []]);
  });

  test('T-22 a removed variant leaves its ties, and a group that only it offered leaves the product', async () => {
    const { product, ice, sugar, hot, iced, blended } = await coffeeOf(make);
    const keep = (...ids: string[]) => ({
      variants: product.variants
        .filter(({ id }) => ids.includes(id))
        .map(({ id, name, price }) => ({ id, name, price })),
    });
    const two = data<ProductDto>(await patch(product.id, keep(hot, iced)));
    expect([two.modifierGroupIds, tiesOf(two)]).toEqual([[ice.id, sugar.id], [[ice.id, [iced]]]]);
    const one = data<ProductDto>(await patch(product.id, keep(hot)));
    expect([one.modifierGroupIds, tiesOf(one)]).toEqual([[sugar.id], []]);
    expect((await menuProduct(product.id)).modifierGroupIds).toEqual([sugar.id]);
    // A removed variant can't be tied to again, be it this product's own.
    const refused = await patch(product.id, {
      modifierGroupIds: [ice.id, sugar.id],
      modifierGroupVariants: [{ groupId: ice.id, variantIds: [blended] }],
    });
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [{ path: 'modifierGroupVariants.0.variantIds.0', code: 'unknown_reference' }],
    ]);
  });

  test('T-22 a variant removed by a process of the version before offers nothing, and its group no one', async () => {
    const { product, sugar, iced, blended } = await coffeeOf(make);
    await app.sql("SELECT set_config('app.tenant_id', $1, false)", [shop.tenantId]);
    await app.sql('UPDATE product_variants SET deleted_at = now() WHERE id = ANY($1)', [[iced, blended]]);
    const read = data<ProductDto>(await shop.api('GET', `/products/${product.id}`));
    expect([read.modifierGroupIds, tiesOf(read)]).toEqual([[sugar.id], []]);
    forgetMenus();
    expect(await menuProduct(product.id)).toMatchObject({
      modifierGroupIds: [sugar.id],
      modifierGroupVariants: [],
    });
  });

  test('T-22 ISO-02 variants of another product and of another business, other groups and repetitions are refused', async () => {
    const { product, ice, sugar, iced } = await coffeeOf(make);
    const other = await coffeeOf(make);
    const stranger = await coffeeOf(catalogFactory((await app.registerTenant()).api));
    const refuse = async (modifierGroupVariants: object[], path: string, code = 'unknown_reference') => {
      const answer = await patch(product.id, { modifierGroupVariants });
      expect([answer.status, answer.body.errors]).toMatchObject([422, [{ path, code }]]);
    };
    const at = 'modifierGroupVariants.0.variantIds';
    await refuse([{ groupId: ice.id, variantIds: [iced, other.iced] }], `${at}.1`);
    await refuse([{ groupId: ice.id, variantIds: [stranger.iced] }], `${at}.0`);
    await refuse([{ groupId: ice.id, variantIds: [iced, iced] }], `${at}.1`, 'repeated');
    await refuse([{ groupId: ice.id, variantIds: [] }], at, 'too_few');
    await refuse([{ groupId: other.ice.id, variantIds: [iced] }], 'modifierGroupVariants.0.groupId');
    await refuse([{ groupId: stranger.ice.id, variantIds: [iced] }], 'modifierGroupVariants.0.groupId');
    const twice = [sugar, sugar].map(({ id }) => ({ groupId: id, variantIds: [iced] }));
    await refuse(twice, 'modifierGroupVariants.1.groupId', 'repeated');
    expect(data<ProductDto>(await shop.api('GET', `/products/${product.id}`))).toEqual(product);
  });

  test('T-22 ISO-02 the database itself holds a tie to a variant of the same product', async () => {
    const [one, two] = [await coffeeOf(make), await coffeeOf(make)];
    await expect(
      app.sql(
        `INSERT INTO product_modifier_group_variants (tenant_id, product_id, group_id, variant_id)
         VALUES ($1, $2, $3, $4)`,
        [shop.tenantId, one.product.id, one.sugar.id, two.iced],
      ),
    ).rejects.toThrow(/foreign key/);
  });
});
