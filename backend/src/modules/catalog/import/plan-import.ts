import { v7 as uuidv7 } from 'uuid';
import { NameFinder } from './name-finder';
import type { ImportRow, RowIssue, VariantCells } from './parse-rows';
import { ProductMatcher } from './product-matcher';
import { variantsByProduct } from './stored';
import type { CatalogWrites, StoredCatalog, StoredProduct, StoredVariant } from './stored';

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

/** One product of the file: what it is to become, and the rows that say so. */
interface Draft {
  product: StoredProduct;
  before: StoredProduct | null;
  rows: ImportRow[];
  variants: StoredVariant[];
  variantsBefore: StoredVariant[];
}

const defined = <T>(value: T | undefined, otherwise: T): T => (value === undefined ? otherwise : value);
const issue = (
  row: ImportRow,
  column: RowIssue['column'],
  code: RowIssue['code'],
  value: string | null,
): RowIssue => ({
  row: row.line,
  column,
  code,
  value,
});

function newProduct(row: ImportRow, position: number): StoredProduct {
  return {
    id: uuidv7(),
    name: row.name,
    category_id: null,
    station_id: null,
    price: row.price,
    sku: null,
    barcode: null,
    tax_class: null,
    unit: 'PIECE',
    description: null,
    active: true,
    position,
  };
}

function applyRow(product: StoredProduct, row: ImportRow, finder: NameFinder): StoredProduct {
  const stationId = row.station ? finder.station(row.station) : row.station;
  const categoryId = row.category ? finder.category(row.category) : row.category;
  return {
    ...product,
    name: row.name,
    price: row.price,
    category_id: defined(categoryId, product.category_id),
    station_id: defined(stationId, product.station_id),
    sku: defined(row.sku, product.sku),
    barcode: defined(row.barcode, product.barcode),
    tax_class: defined(row.taxClass, product.tax_class),
    unit: row.unit ?? product.unit,
    description: defined(row.description, product.description),
    active: row.active ?? product.active,
  };
}

function applyVariant(draft: Draft, cells: VariantCells): void {
  const at = draft.variants.findIndex(({ name }) => name.toLowerCase() === cells.name.toLowerCase());
  const known = draft.variants[at];
  const variant: StoredVariant = {
    id: known?.id ?? uuidv7(),
    product_id: draft.product.id,
    name: cells.name,
    price: cells.price,
    sku: defined(cells.sku, known?.sku ?? null),
    barcode: defined(cells.barcode, known?.barcode ?? null),
    position: known?.position ?? draft.variants.length,
  };
  if (known) draft.variants[at] = variant;
  else draft.variants.push(variant);
}

const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** Rows of one product come together; the second row of a product without variants says the same thing twice. */
function draftsOf(
  rows: readonly ImportRow[],
  stored: StoredCatalog,
  finder: NameFinder,
  issues: RowIssue[],
): Draft[] {
  const matcher = new ProductMatcher(stored.products, finder);
  const variantsOf = variantsByProduct(stored.variants);
  const drafts = new Map<string, Draft>();
  let position = stored.products.reduce((max, row) => Math.max(max, row.position), -1) + 1;
  for (const row of rows) {
    const key = row.sku
      ? `sku:${row.sku.toLowerCase()}`
      : `name:${(row.category ?? []).join('>')}:${row.name}`.toLowerCase();
    const open = drafts.get(key);
    if (open) {
      const isRepeated =
        !row.variant ||
        open.rows.some(({ variant }) => variant?.name.toLowerCase() === row.variant!.name.toLowerCase());
      if (isRepeated) {
        const column = row.variant ? 'variant' : row.sku ? 'sku' : 'name';
        issues.push(issue(row, column, 'repeated', row.variant?.name ?? row.sku ?? row.name));
        continue;
      }
      open.rows.push(row);
      applyVariant(open, row.variant!);
      continue;
    }
    const match = matcher.match(row);
    if (match === 'ambiguous') {
      issues.push(issue(row, 'name', 'ambiguous', row.name));
      continue;
    }
    const base = match ?? newProduct(row, position++);
    const variantsBefore = (match && variantsOf.get(match.id)) || [];
    const draft: Draft = {
      product: applyRow(base, row, finder),
      before: match,
      rows: [row],
      variants: [...variantsBefore],
      variantsBefore,
    };
    if (row.variant) applyVariant(draft, row.variant);
    drafts.set(key, draft);
  }
  return [...drafts.values()];
}

type CodeKind = 'sku' | 'barcode';
const codeKey = (kind: CodeKind, value: string) => `${kind}:${kind === 'sku' ? value.toLowerCase() : value}`;

/** A code leads to one product or variant. Drafts that take one that is taken are refused, the first keeps it. */
function refuseTakenCodes(drafts: readonly Draft[], stored: StoredCatalog, issues: RowIssue[]): Draft[] {
  const inFile = new Set(drafts.flatMap(({ before }) => (before ? [before.id] : [])));
  const owners = new Map<string, 'stored' | 'file'>();
  const own = (entry: { sku: string | null; barcode: string | null }, owner: 'stored' | 'file') => {
    if (entry.sku) owners.set(codeKey('sku', entry.sku), owner);
    if (entry.barcode) owners.set(codeKey('barcode', entry.barcode), owner);
  };
  stored.products.filter(({ id }) => !inFile.has(id)).forEach((entry) => own(entry, 'stored'));
  stored.variants.filter((entry) => !inFile.has(entry.product_id)).forEach((entry) => own(entry, 'stored'));

  return drafts.filter((draft) => {
    const mine = new Set<string>();
    const found: RowIssue[] = [];
    const claim = (kind: CodeKind, value: string | null, row: ImportRow) => {
      if (!value) return;
      const key = codeKey(kind, value);
      const owner = owners.get(key);
      if (owner || mine.has(key))
        found.push(issue(row, kind, owner === 'stored' ? 'not_unique' : 'repeated', value));
      mine.add(key);
    };
    const [first] = draft.rows;
    claim('sku', draft.product.sku, first!);
    claim('barcode', draft.product.barcode, first!);
    for (const variant of draft.variants) {
      const row =
        draft.rows.find((entry) => entry.variant?.name.toLowerCase() === variant.name.toLowerCase()) ??
        first!;
      claim('sku', variant.sku, row);
      claim('barcode', variant.barcode, row);
    }
    issues.push(...found);
    if (found.length) return false;
    own(draft.product, 'file');
    draft.variants.forEach((variant) => own(variant, 'file'));
    return true;
  });
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
export function planImport(rows: readonly ImportRow[], stored: StoredCatalog): ImportPlan {
  const issues: RowIssue[] = [];
  const finder = new NameFinder(stored.categories, stored.stations);
  const drafts = refuseTakenCodes(draftsOf(rows, stored, finder, issues), stored, issues);
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
