import type { Pieces } from '../../../lib/in-pieces';
import type { CodeKind } from './codes';
import type { EmptyCells } from './empty-cells';
import { NameFinder } from './name-finder';
import type { ImportRow, RowIssue } from './parse-rows';
import { draftsOf, issueOf } from './product-drafts';
import type { Draft, RowRef } from './product-drafts';
import type { CatalogWrites, StoredCatalog } from './stored';
import type { UnchangedProduct } from './unchanged-rows';

export interface PriceChange {
  productId: string;
  name: string;
  before: number;
  after: number;
}

export interface ImportPlan {
  writes: CatalogWrites;
  /** In rows of the file. */
  created: number;
  updated: number;
  issues: RowIssue[];
  priceChanges: PriceChange[];
}

const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);
const codeKey = (kind: CodeKind, value: string) => `${kind}:${kind === 'sku' ? value.toLowerCase() : value}`;

/** A code leads to one product or variant. Drafts that take one that is taken are refused, the first keeps it. */
function* refuseTakenCodes(
  drafts: readonly Draft[],
  stored: StoredCatalog,
  issues: RowIssue[],
): Pieces<Draft[]> {
  const changing = drafts.filter(({ isUnchanged }) => !isUnchanged);
  const inFile = new Set(changing.flatMap(({ before }) => (before ? [before.id] : [])));
  const owners = new Map<string, 'stored' | 'file'>();
  const own = (entry: { sku: string | null; barcode: string | null }, owner: 'stored' | 'file') => {
    if (entry.sku) owners.set(codeKey('sku', entry.sku), owner);
    if (entry.barcode) owners.set(codeKey('barcode', entry.barcode), owner);
  };
  stored.products.filter(({ id }) => !inFile.has(id)).forEach((entry) => own(entry, 'stored'));
  stored.variants.filter((entry) => !inFile.has(entry.product_id)).forEach((entry) => own(entry, 'stored'));

  const kept: Draft[] = [];
  for (const draft of drafts) {
    yield;
    if (draft.isUnchanged) {
      kept.push(draft);
      continue;
    }
    const mine = new Set<string>();
    const found: RowIssue[] = [];
    const claim = (kind: CodeKind, value: string | null, row: RowRef) => {
      if (!value) return;
      const key = codeKey(kind, value);
      const owner = owners.get(key);
      if (owner || mine.has(key))
        found.push(issueOf(row, kind, owner === 'stored' ? 'not_unique' : 'repeated', value));
      mine.add(key);
    };
    const [first] = draft.rows;
    claim('sku', draft.product.sku, first!);
    claim('barcode', draft.product.barcode, first!);
    for (const variant of draft.variants) {
      const row = draft.rows.find(({ variantId }) => variantId === variant.id) ?? first!;
      claim('sku', variant.sku, row);
      claim('barcode', variant.barcode, row);
    }
    issues.push(...found);
    if (found.length) continue;
    own(draft.product, 'file');
    draft.variants.forEach((variant) => own(variant, 'file'));
    kept.push(draft);
  }
  return kept;
}

function priceChangesOf({ before, product, variants, variantsBefore }: Draft): PriceChange[] {
  if (!before) return [];
  const old = new Map(variantsBefore.map(({ id, price }) => [id, price]));
  const own = { productId: product.id, name: product.name, before: before.price, after: product.price };
  return [
    own,
    ...variants.flatMap(({ id, name, price }) =>
      old.has(id)
        ? [{ productId: product.id, name: `${product.name} ${name}`, before: old.get(id)!, after: price }]
        : [],
    ),
  ].filter((change) => change.before !== change.after);
}

/**
 * What an import would write: rows grouped into products, matched to those that are there by SKU, else by name;
 * categories and stations made as needed. Pure but for the new ids.
 */
export function* planImport(
  rows: readonly ImportRow[],
  unchanged: readonly UnchangedProduct[],
  stored: StoredCatalog,
  empty: EmptyCells,
): Pieces<ImportPlan> {
  const issues: RowIssue[] = [];
  const finder = new NameFinder(stored.categories, stored.stations);
  const work = { finder, empty, issues };
  const all = yield* draftsOf(rows, unchanged, stored, work);
  const drafts = yield* refuseTakenCodes(all, stored, issues);
  const known = new Map(stored.variants.map((variant) => [variant.id, variant]));
  const variants = drafts.flatMap((draft) => draft.variants);
  const countRows = (some: Draft[]) => some.reduce((sum, draft) => sum + draft.rows.length, 0);
  const usedCategories = neededCategories(finder, drafts);
  const usedStations = new Set(drafts.map(({ product }) => product.station_id));
  return {
    writes: {
      categories: finder.newCategories.filter(({ id }) => usedCategories.has(id)),
      stations: finder.newStations.filter(({ id }) => usedStations.has(id)),
      newProducts: drafts.filter(({ before }) => !before).map(({ product }) => product),
      changedProducts: drafts
        .filter(
          ({ before, product, variants: own, variantsBefore }) =>
            before && !(isSame(before, product) && isSame(own, variantsBefore)),
        )
        .map(({ product }) => product),
      newVariants: variants.filter(({ id }) => !known.has(id)),
      changedVariants: variants.filter(
        (variant) => known.has(variant.id) && !isSame(known.get(variant.id)!, variant),
      ),
    },
    created: countRows(drafts.filter(({ before }) => !before)),
    updated: countRows(drafts.filter(({ before }) => before)),
    issues,
    priceChanges: drafts.flatMap(priceChangesOf),
  };
}

/** New categories that a product is in, and all above them: a refused row leaves no empty category behind. */
function neededCategories({ newCategories }: NameFinder, drafts: readonly Draft[]): Set<string> {
  const parents = new Map(newCategories.map(({ id, parent_id }) => [id, parent_id]));
  const needed = new Set<string>();
  for (const { product } of drafts) {
    for (
      let id = product.category_id;
      id && parents.has(id) && !needed.has(id);
      id = parents.get(id) ?? null
    ) {
      needed.add(id);
    }
  }
  return needed;
}
