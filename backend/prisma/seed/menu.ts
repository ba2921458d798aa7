import type { ModifierGroupDto, ProductDto } from '@meja/domain';
import { buildMenu } from '@meja/domain/shop';
import type { Demo, Member } from './caller';
import { ean13, idOf } from './determinism';
import type { DemoBusiness } from './types';

export interface MenuEntry {
  product: ProductDto;
  weight: number;
  groups: ModifierGroupDto[];
}

/** The demo's week is sold at once and is no late sale of anybody's. */
const SEEDED_HOURS = 240;

/** Makes settings and menu; made again, it finds everything there. */
export async function makeMenu(
  demo: Demo,
  owner: Member,
  business: DemoBusiness,
  begun: Date,
): Promise<MenuEntry[]> {
  await demo(owner, 'PATCH', '/settings', {
    ...business.settings,
    lateSaleWindowHours: SEEDED_HOURS,
  });
  const weights = new Map<string, number>();
  const categories = business.categories.map(({ products, ...category }) => ({
    ...category,
    products: products.map(({ weight = 1, barcode, ...product }) => {
      weights.set(product.name, weight);
      return { ...product, ...(barcode && { barcode: ean13(barcode) }) };
    }),
  }));
  const { products } = await buildMenu(
    (method, path, body) => demo(owner, method, path, body),
    { stations: business.stations, groups: business.groups, categories },
    (name) => idOf(begun, `${business.key}:${name}`),
  );
  return [...products].map(([name, built]) => ({ ...built, weight: weights.get(name)! }));
}
