import type {
  MenuDto,
  MenuModifierGroupDto,
  MenuModifierOptionDto,
  MenuProductDto,
  MenuVariantDto,
} from '@meja/domain';

/** What is looked up in a menu, indexed once per document of it. */
export interface MenuIndex {
  menu: MenuDto;
  products: ReadonlyMap<string, MenuProductDto>;
  groups: ReadonlyMap<string, MenuModifierGroupDto>;
  stationNames: ReadonlyMap<string, string>;
  /** Made when they are first asked for. */
  variants: () => ReadonlyMap<string, { product: MenuProductDto; variant: MenuVariantDto }>;
  options: () => ReadonlyMap<string, { group: MenuModifierGroupDto; option: MenuModifierOptionDto }>;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const indexes = new WeakMap<MenuDto, MenuIndex>();

/** The indexes of a menu document, kept as long as the document itself. */
export function menuIndex(menu: MenuDto): MenuIndex {
  let found = indexes.get(menu);
  if (!found) {
    found = {
      menu,
      products: new Map(menu.products.map((product) => [product.id, product])),
      groups: new Map(menu.modifierGroups.map((group) => [group.id, group])),
      stationNames: new Map(menu.stations.map((station) => [station.id, station.name])),
      variants: once(
        () =>
          new Map(
            menu.products.flatMap((product) =>
              product.variants.map((variant) => [variant.id, { product, variant }] as const),
            ),
          ),
      ),
      options: once(
        () =>
          new Map(
            menu.modifierGroups.flatMap((group) =>
              group.options.map((option) => [option.id, { group, option }] as const),
            ),
          ),
      ),
    };
    indexes.set(menu, found);
  }
  return found;
}
