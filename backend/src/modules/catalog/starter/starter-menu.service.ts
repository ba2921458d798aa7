import { foldName } from '@meja/domain';
import type { StarterMenuDto, StarterMenuKind } from '@meja/domain';
import type { CategoryPlan } from '@meja/domain/shop';
import { v7 as uuidv7 } from 'uuid';
import { audit } from '../../../platform/audit';
import { now } from '../../../platform/clock';
import type { Actor } from '../../../platform/context';
import { changeCatalog } from '../catalog-change';
import { createCategory } from '../categories.service';
import * as categories from '../categories.repository';
import { createModifierGroup } from '../modifier-groups.service';
import * as groups from '../modifier-groups.repository';
import { createProduct } from '../products.service';
import * as products from '../products.repository';
import { createStation } from '../stations.service';
import { listStations } from '../stations.repository';
import { BAKERY_MENU, CAFE_MENU, WARUNG_MENU } from './food-menus';
import { MINI_MARKET_MENU, SALON_MENU } from './shop-menus';
import { namedProducts } from './starter-menu.repository';
import type { StarterMenu } from './starter-menu.types';

/** Every starter menu, by its kind. */
export const STARTER_MENUS_BY_KIND: Readonly<Record<StarterMenuKind, StarterMenu>> = {
  CAFE: CAFE_MENU,
  WARUNG: WARUNG_MENU,
  BAKERY: BAKERY_MENU,
  MINI_MARKET: MINI_MARKET_MENU,
  SALON: SALON_MENU,
};

type Ids = Map<string, string>;
const idsByName = (rows: readonly { id: string; name: string }[]): Ids =>
  new Map(rows.map(({ id, name }) => [foldName(name), id]));

/** The id of what bears a name; where nothing does it is made, and counted in `made`. */
async function findOrMake(
  ids: Ids,
  made: Ids,
  name: string,
  make: () => Promise<{ id: string }>,
): Promise<string> {
  const known = ids.get(foldName(name));
  if (known) return known;
  const { id } = await make();
  ids.set(foldName(name), id);
  made.set(foldName(name), id);
  return id;
}

const namesOf = (menu: StarterMenu): string[] =>
  menu.categories.flatMap((category) => category.products.map(({ name }) => name));

/**
 * Adds a starter menu to what the business has: stations, options, categories and products that are not there by name.
 * Added once more it adds nothing.
 */
export async function addStarterMenu(
  tenantId: string,
  actor: Actor,
  kind: StarterMenuKind,
): Promise<StarterMenuDto> {
  const menu = STARTER_MENUS_BY_KIND[kind];
  return changeCatalog(tenantId, async () => {
    const stationIds = idsByName(await listStations());
    const groupIds = idsByName(await groups.listGroups());
    const categoryIds = idsByName(await categories.listCategories());
    const productIds = idsByName(await namedProducts(namesOf(menu)));
    const made: Record<'groups' | 'categories' | 'products' | 'stations', Ids> = {
      groups: new Map(),
      categories: new Map(),
      products: new Map(),
      stations: new Map(),
    };

    for (const { name, min, max, options } of menu.groups) {
      const body = {
        name,
        min,
        max,
        options: options.map(({ name: option, price = 0, default: usual = false }) => ({
          name: option,
          price,
          default: usual,
        })),
      };
      await findOrMake(groupIds, made.groups, name, () => createModifierGroup(tenantId, body));
    }

    const fill = async ({ name: category, color, station, products: list }: CategoryPlan) => {
      const needsPreparation = station !== undefined;
      const stationId = needsPreparation
        ? await findOrMake(stationIds, made.stations, station, () =>
            createStation(tenantId, { name: station }, actor),
          )
        : null;
      const categoryId = await findOrMake(categoryIds, made.categories, category, () =>
        createCategory(tenantId, { name: category, ...(color && { color }), needsPreparation }),
      );
      for (const { name, price, unit, groups: used = [], variants = [] } of list) {
        const variantIds = new Map(variants.map(([variant]) => [variant, uuidv7()]));
        const groupOf = (group: string) => groupIds.get(foldName(group))!;
        const body = {
          name,
          price,
          categoryId,
          stationId,
          ...(unit && { unit }),
          modifierGroupIds: used.map((group) => groupOf(typeof group === 'string' ? group : group[0])),
          modifierGroupVariants: used.flatMap((group) =>
            typeof group === 'string'
              ? []
              : [{ groupId: groupOf(group[0]), variantIds: group[1].map((name) => variantIds.get(name)!) }],
          ),
          variants: variants.map(([variant, own]) => ({
            id: variantIds.get(variant)!,
            name: variant,
            price: own,
          })),
        };
        await findOrMake(productIds, made.products, name, () => createProduct(tenantId, body));
      }
    };
    for (const category of menu.categories) await fill(category);

    const data: StarterMenuDto = {
      kind,
      products: made.products.size,
      categories: made.categories.size,
      modifierGroups: made.groups.size,
      stations: made.stations.size,
    };
    if (data.products)
      await audit({ action: 'starter_menu.add', entity: 'menu', entityId: null, after: data });
    return { data, changed: data.products > 0 };
  });
}

/**
 * Takes back what is still as the starter menu made it: products nobody changed, then options and categories that hold
 * nothing any more. What was changed or sold with is the owner's own; stations stay, for what else is made there.
 */
export async function removeStarterMenu(tenantId: string, kind: StarterMenuKind): Promise<StarterMenuDto> {
  const menu = STARTER_MENUS_BY_KIND[kind];
  return changeCatalog(tenantId, async () => {
    const at = now();
    const prices = new Map(
      menu.categories.flatMap((category) => category.products.map(({ name, price }) => [name, price])),
    );
    const untouched = (await namedProducts([...prices.keys()])).filter(
      ({ name, price, version }) => version === 1 && Number(price) === prices.get(name),
    );
    for (const { id } of untouched) {
      await products.removeVariants(id, at);
      await products.saveProduct(id, { deletedAt: at }, at);
      await products.replaceModifierGroups(id, []);
    }
    const groupNames = new Set(menu.groups.map(({ name }) => name));
    let modifierGroups = 0;
    for (const { id, name, version } of await groups.listGroups()) {
      if (!groupNames.has(name) || version !== 1 || (await groups.isAttached(id))) continue;
      await groups.saveGroup(id, { deletedAt: at });
      modifierGroups += 1;
    }
    const categoryNames = new Set(menu.categories.map(({ name }) => name));
    let emptied = 0;
    for (const { id, name, version } of await categories.listCategories()) {
      if (!categoryNames.has(name) || version !== 1) continue;
      if ((await categories.productsIn(id)).count || (await categories.categoriesIn(id)).count) continue;
      await categories.saveCategory(id, { deletedAt: at });
      emptied += 1;
    }
    const data: StarterMenuDto = {
      kind,
      products: untouched.length,
      categories: emptied,
      modifierGroups,
      stations: 0,
    };
    const changed = data.products + data.categories + data.modifierGroups > 0;
    if (changed) await audit({ action: 'starter_menu.remove', entity: 'menu', entityId: null, before: data });
    return { data, changed };
  });
}
