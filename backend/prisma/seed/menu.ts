import type { CategoryDto, ModifierGroupDto, ProductDto, StationDto } from '@meja/domain';
import type { Demo, Member } from './caller';
import { ean13, idOf } from './determinism';
import type { DemoBusiness, DemoProduct } from './types';

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
  const id = (name: string) => idOf(begun, `${business.key}:${name}`);
  await demo(owner, 'PATCH', '/settings', {
    ...business.settings,
    lateSaleWindowHours: SEEDED_HOURS,
  });

  const stations = new Map<string, string>();
  for (const station of await demo<StationDto[]>(owner, 'GET', '/stations'))
    stations.set(station.name, station.id);
  for (const [position, name] of business.stations.entries()) {
    if (stations.has(name)) continue;
    const made = await demo<StationDto>(owner, 'POST', '/stations', {
      id: id(`station:${name}`),
      name,
      position,
    });
    stations.set(name, made.id);
  }

  const groups = new Map<string, ModifierGroupDto>();
  for (const { key, options, ...group } of business.groups) {
    const body = {
      id: id(`group:${key}`),
      ...group,
      options: options.map((option) => ({
        id: id(`option:${key}:${option.name}`),
        name: option.name,
        price: option.price ?? 0,
        default: option.default ?? false,
      })),
    };
    groups.set(key, await demo<ModifierGroupDto>(owner, 'POST', '/modifier-groups', body));
  }

  const entries: MenuEntry[] = [];
  for (const [position, { products, ...category }] of business.categories.entries()) {
    const body = { id: id(`category:${category.name}`), ...category, position };
    const { id: categoryId } = await demo<CategoryDto>(owner, 'POST', '/categories', body);
    for (const [index, product] of products.entries()) {
      const made = await demo<ProductDto>(owner, 'POST', '/products', {
        ...productBody(product, id),
        categoryId,
        position: index,
        ...(product.station ? { stationId: stations.get(product.station) } : { needsPreparation: false }),
        ...(product.groups && { modifierGroupIds: product.groups.map((key) => groups.get(key)!.id) }),
      });
      const own = (product.groups ?? []).map((key) => groups.get(key)!);
      entries.push({ product: made, weight: product.weight ?? 1, groups: own });
    }
  }
  return entries;
}

function productBody(product: DemoProduct, id: (name: string) => string): object {
  const { name, price, description, taxClass, unit } = product;
  return {
    id: id(`product:${name}`),
    name,
    price,
    ...(description && { description }),
    ...(taxClass && { taxClass }),
    ...(unit && { unit }),
    ...(product.barcode && { barcode: ean13(product.barcode) }),
    ...(product.variants && {
      variants: product.variants.map(([variant, variantPrice]) => ({
        id: id(`variant:${name}:${variant}`),
        name: variant,
        price: variantPrice,
      })),
    }),
  };
}
