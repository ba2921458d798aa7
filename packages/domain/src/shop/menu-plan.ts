import type { CategoryDto, ModifierGroupDto, ProductDto, StationDto, Unit } from '../dto';

/** A menu as it is told, before anything of it is made; names stand for what ids will. */
export interface MenuPlan {
  stations: readonly string[];
  groups: readonly GroupPlan[];
  categories: readonly CategoryPlan[];
}

export interface OptionPlan {
  name: string;
  price?: number;
  default?: true;
}

export interface GroupPlan {
  key: string;
  name: string;
  min: number;
  max: number;
  options: readonly OptionPlan[];
}

export interface ProductPlan {
  name: string;
  price: number;
  description?: string;
  /** Name of the station that prepares it, else its category's; none: nothing needs preparing. */
  station?: string;
  /** Keys of its option groups; with names of variants, a group that those alone offer. */
  groups?: readonly (string | readonly [key: string, variants: readonly string[]])[];
  variants?: readonly (readonly [name: string, price: number])[];
  barcode?: string;
  taxClass?: string;
  unit?: Unit;
}

export interface CategoryPlan {
  name: string;
  color?: string;
  /** Where its products are prepared that name no station of their own. */
  station?: string;
  products: readonly ProductPlan[];
}

const keyOf = (group: string | readonly [key: string, variants: readonly string[]]): string =>
  typeof group === 'string' ? group : group[0];

/** Asks the API as somebody, by whichever way; answers `data`. Throws where it is refused. */
export type Ask = <T>(method: string, path: string, body?: object) => Promise<T>;

export interface BuiltProduct {
  product: ProductDto;
  groups: ModifierGroupDto[];
}

export interface BuiltMenu {
  /** Ids by name. */
  stations: Map<string, string>;
  categories: Map<string, string>;
  /** By key. */
  groups: Map<string, ModifierGroupDto>;
  /** By name. */
  products: Map<string, BuiltProduct>;
}

/**
 * Makes what a plan tells through the API, in the order in which one thing needs another. `idOf` gives the id for a
 * thing's name ("product:Kopi Susu"): with ids that are always the same, building again finds everything there. Stations
 * that the business has already are taken as they are.
 */
export async function buildMenu(
  ask: Ask,
  plan: MenuPlan,
  idOf: (name: string) => string,
): Promise<BuiltMenu> {
  const stations = new Map(
    (await ask<StationDto[]>('GET', '/stations')).map((station) => [station.name, station.id] as const),
  );
  for (const [position, name] of plan.stations.entries()) {
    if (stations.has(name)) continue;
    const body = { id: idOf(`station:${name}`), name, position };
    stations.set(name, (await ask<StationDto>('POST', '/stations', body)).id);
  }
  const groups = new Map<string, ModifierGroupDto>();
  for (const { key, options, ...group } of plan.groups) {
    const body = {
      id: idOf(`group:${key}`),
      ...group,
      options: options.map(({ name, price = 0, default: isDefault = false }) => ({
        id: idOf(`option:${key}:${name}`),
        name,
        price,
        default: isDefault,
      })),
    };
    groups.set(key, await ask<ModifierGroupDto>('POST', '/modifier-groups', body));
  }
  const named = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name);
    if (found === undefined) throw new RangeError(`the plan names "${name}" and does not tell it`);
    return found;
  };
  const categories = new Map<string, string>();
  const products = new Map<string, BuiltProduct>();
  for (const [position, { products: goods, station: usual, ...category }] of plan.categories.entries()) {
    const body = { id: idOf(`category:${category.name}`), ...category, position };
    const { id: categoryId } = await ask<CategoryDto>('POST', '/categories', body);
    categories.set(category.name, categoryId);
    for (const [
      index,
      { name, station = usual, groups: told = [], variants, ...product },
    ] of goods.entries()) {
      const own = told.map((group) => named(groups, keyOf(group)));
      const variantIds = new Map(
        variants?.map(([variant]) => [variant, idOf(`variant:${name}:${variant}`)] as const),
      );
      const ties = told.flatMap((group, place) =>
        typeof group === 'string'
          ? []
          : [{ groupId: own[place]!.id, variantIds: group[1].map((variant) => named(variantIds, variant)) }],
      );
      const made = await ask<ProductDto>('POST', '/products', {
        id: idOf(`product:${name}`),
        name,
        ...product,
        categoryId,
        position: index,
        ...(station ? { stationId: named(stations, station) } : { needsPreparation: false }),
        ...(own.length > 0 && { modifierGroupIds: own.map(({ id }) => id) }),
        ...(ties.length > 0 && { modifierGroupVariants: ties }),
        ...(variants && {
          variants: variants.map(([variant, price]) => ({
            id: named(variantIds, variant),
            name: variant,
            price,
          })),
        }),
      });
      products.set(name, { product: made, groups: own });
    }
  }
  return { stations, categories, groups, products };
}
