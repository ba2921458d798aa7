import type { MenuCategoryDto, MenuDto, MenuModifierGroupDto, MenuProductDto } from '@meja/domain';
import { allGroupsOf, foldName, requiresWholeQuantity } from '@meja/domain';

/** Key of products that belong to no category. */
export const NO_CATEGORY = '';

/** A product found by one of its codes; `variantId` where the code is a variant's. */
export interface ScanHit {
  product: MenuProductDto;
  variantId: string | null;
}

export interface MenuIndex {
  menu: MenuDto;
  /** Only those with something to sell, in their order. Products of none are under `NO_CATEGORY`. */
  categories: MenuCategoryDto[];
  byCategory: Map<string, MenuProductDto[]>;
  categoryOf: Map<string, MenuCategoryDto>;
  groups: Map<string, MenuModifierGroupDto>;
  codes: Map<string, ScanHit>;
  words: { product: MenuProductDto; text: string }[];
}

const byPosition = (a: { position: number; name: string }, b: { position: number; name: string }): number =>
  a.position - b.position || a.name.localeCompare(b.name, 'id');

/** Prepares a menu for the till: categories in order, products by category, codes and words to search. */
export function indexMenu(menu: MenuDto): MenuIndex {
  const categoryOf = new Map(menu.categories.map((category) => [category.id, category]));
  const inMenuOrder = [...menu.categories].sort(byPosition).map(({ id }) => id);
  const placeOf = (product: MenuProductDto): number => {
    const place = product.categoryId ? inMenuOrder.indexOf(product.categoryId) : -1;
    return place < 0 ? inMenuOrder.length : place;
  };
  const products = [...menu.products].sort((a, b) => placeOf(a) - placeOf(b) || byPosition(a, b));
  const byCategory = new Map<string, MenuProductDto[]>();
  for (const product of products) {
    const key = product.categoryId ?? NO_CATEGORY;
    byCategory.set(key, [...(byCategory.get(key) ?? []), product]);
  }
  const codes = new Map<string, ScanHit>();
  const note = (code: string | null, hit: ScanHit): void => {
    if (code) codes.set(foldName(code), hit);
  };
  for (const product of products) {
    note(product.sku, { product, variantId: null });
    note(product.barcode, { product, variantId: null });
    for (const variant of product.variants) {
      note(variant.sku, { product, variantId: variant.id });
      note(variant.barcode, { product, variantId: variant.id });
    }
  }
  return {
    menu,
    categories: menu.categories.filter((category) => byCategory.has(category.id)).sort(byPosition),
    byCategory,
    categoryOf,
    groups: new Map(menu.modifierGroups.map((group) => [group.id, group])),
    codes,
    words: products.map((product) => ({
      product,
      text: foldName(
        [product.name, product.sku, product.barcode, ...product.variants.map(({ name }) => name)].join(' '),
      ),
    })),
  };
}

/** Products whose words hold every word of the query; those whose name begins with it come first. */
export function searchMenu(index: MenuIndex, query: string): MenuProductDto[] {
  const wanted = foldName(query).split(/\s+/).filter(Boolean);
  const first = wanted[0];
  if (!first) return [];
  const found = index.words.filter(({ text }) => wanted.every((word) => text.includes(word)));
  const rank = (text: string): number => (text.startsWith(first) ? 0 : text.includes(` ${first}`) ? 1 : 2);
  return found.sort((a, b) => rank(a.text) - rank(b.text)).map(({ product }) => product);
}

/** Whether the cashier has something to choose before the product can be a line. */
export function needsChoice(index: MenuIndex, product: MenuProductDto): boolean {
  return (
    product.variants.length > 0 ||
    allGroupsOf(product, index.groups).length > 0 ||
    !requiresWholeQuantity(product.unit)
  );
}

/** Whether anything of a product can be sold now. */
export function isSellable(product: MenuProductDto): boolean {
  return (
    product.available &&
    (product.variants.length === 0 || product.variants.some((variant) => variant.available))
  );
}

/** The lowest price of a product, and whether variants cost more. */
export function priceFrom(product: MenuProductDto): { price: number; isFrom: boolean } {
  if (product.variants.length === 0) return { price: product.price, isFrom: false };
  const prices = product.variants.map((variant) => variant.price);
  const price = Math.min(...prices);
  return { price, isFrom: prices.some((value) => value !== price) };
}
