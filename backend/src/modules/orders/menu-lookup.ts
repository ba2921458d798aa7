import type {
  MenuDto,
  MenuModifierGroupDto,
  MenuModifierOptionDto,
  MenuProductDto,
  MenuVariantDto,
} from '@meja/domain';

/** What placing an order asks of a menu, indexed once per version of it. */
export interface MenuLookup {
  menu: MenuDto;
  products: ReadonlyMap<string, MenuProductDto>;
  groups: ReadonlyMap<string, MenuModifierGroupDto>;
  stationNames: ReadonlyMap<string, string>;
}

const lookups = new WeakMap<MenuDto, MenuLookup>();

/** The indexes of a menu document, kept as long as the document itself. */
export function menuLookup(menu: MenuDto): MenuLookup {
  let found = lookups.get(menu);
  if (!found) {
    found = {
      menu,
      products: new Map(menu.products.map((product) => [product.id, product])),
      groups: new Map(menu.modifierGroups.map((group) => [group.id, group])),
      stationNames: new Map(menu.stations.map((station) => [station.id, station.name])),
    };
    lookups.set(menu, found);
  }
  return found;
}

export type { MenuModifierGroupDto, MenuModifierOptionDto, MenuProductDto, MenuVariantDto };
