import { foldName } from '../text';

interface Station {
  id: string;
  /** null: serves every outlet. */
  outletId: string | null;
  name: string;
}

interface Category {
  id: string;
  parentId: string | null;
  needsPreparation: boolean;
}

interface Product {
  stationId: string | null;
  categoryId: string | null;
  /** null: as its category says. */
  needsPreparation: boolean | null;
}

/** Whether a product is to be prepared: it has a station, or says so itself, else its category and those above it say. */
function needsPreparation(product: Product, categories: ReadonlyMap<string, Category>): boolean {
  if (product.stationId !== null) return true;
  if (product.needsPreparation !== null) return product.needsPreparation;
  let id = product.categoryId;
  for (let depth = 0; id !== null && depth < 50; depth += 1) {
    const category = categories.get(id);
    if (!category) return true;
    if (!category.needsPreparation) return false;
    id = category.parentId;
  }
  return true;
}

/**
 * Chooses where an outlet's kitchen prepares a product: the station chosen for the product in this outlet, else the
 * product's own, or where that is another outlet's the one of the same name here, else the outlet's first station; null
 * where nothing needs preparing or the outlet has no station. `stations` are the tenant's, in their order.
 */
export function stationChooser(
  stations: readonly Station[],
  categories: readonly Category[],
  outletId: string,
): (product: Product, chosenHere?: string | null) => string | null {
  const here = stations.filter((station) => station.outletId === null || station.outletId === outletId);
  const ids = new Set(here.map(({ id }) => id));
  const byName = new Map([...here].reverse().map(({ id, name }) => [foldName(name), id]));
  const names = new Map(stations.map(({ id, name }) => [id, foldName(name)]));
  const byId = new Map(categories.map((category) => [category.id, category]));
  const standsFor = (id: string | null | undefined): string | null =>
    !id ? null : ids.has(id) ? id : (byName.get(names.get(id) ?? '') ?? null);
  return (product, chosenHere) => {
    if (!needsPreparation(product, byId)) return null;
    return standsFor(chosenHere) ?? standsFor(product.stationId) ?? here[0]?.id ?? null;
  };
}
