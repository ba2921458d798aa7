import { v7 as uuidv7 } from 'uuid';
import { foldName } from '@meja/domain';
import type { Pieces } from '../../../lib/in-pieces';
import { MOST_VARIANTS } from '../catalog.rules';
import type { EmptyCells } from './empty-cells';
import type { NameFinder } from './name-finder';
import type { ImportRow, RowIssue, VariantCells } from './parse-rows';
import { ProductMatcher } from './product-matcher';
import { variantsByProduct } from './stored';
import type { StoredCatalog, StoredProduct, StoredVariant } from './stored';
import type { UnchangedProduct } from './unchanged-rows';

/** A row of the file, and the variant it speaks of. */
export type RowRef = Pick<ImportRow, 'row'> & { variantId: string | null };

/** One product of the file: what it is to become, and the rows that say so. */
export interface Draft {
  product: StoredProduct;
  before: StoredProduct | null;
  rows: RowRef[];
  variants: StoredVariant[];
  variantsBefore: StoredVariant[];
  /** Every row says what is stored. */
  isUnchanged: boolean;
}

export const issueOf = (
  { row }: Pick<ImportRow, 'row'>,
  column: RowIssue['column'],
  code: RowIssue['code'],
  value: string | null,
): RowIssue => ({ row, column, code, value });

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

/** What the rows of a file are turned into products with. */
export interface Work {
  finder: NameFinder;
  empty: EmptyCells;
  issues: RowIssue[];
}

function applyRow(product: StoredProduct, row: ImportRow, { finder, empty }: Work): StoredProduct {
  // Several may have one name or path: whoever is named as the present one is it.
  const categoryOf = (cell: ImportRow['category']) =>
    cell && (finder.isMeant(cell, product.category_id) ? product.category_id : finder.category(cell));
  const stationOf = (name: ImportRow['station']) =>
    name && (finder.isStationNamed(name, product.station_id) ? product.station_id : finder.station(name));
  return {
    ...product,
    name: row.name,
    price: row.price,
    category_id: empty.settle('category', categoryOf(row.category), product.category_id),
    station_id: empty.settle('station', stationOf(row.station), product.station_id),
    sku: empty.settle('sku', row.sku, product.sku),
    barcode: empty.settle('barcode', row.barcode, product.barcode),
    tax_class: empty.settle('tax_class', row.taxClass, product.tax_class),
    unit: row.unit ?? product.unit,
    description: empty.settle('description', row.description, product.description),
    active: row.active ?? product.active,
  };
}

/** Where the variant of a name is: of the very name, else of one that folds to the same; -1 for none. */
function variantAt(variants: readonly { name: string }[], wanted: string): number {
  const exact = variants.findIndex(({ name }) => name === wanted);
  return exact >= 0 ? exact : variants.findIndex(({ name }) => foldName(name) === foldName(wanted));
}

/** Writes a row's variant into its product and tells its id. */
function applyVariant(draft: Draft, cells: VariantCells, { empty }: Work): string {
  const at = variantAt(draft.variants, cells.name);
  const known = draft.variants[at];
  const variant: StoredVariant = {
    id: known?.id ?? uuidv7(),
    product_id: draft.product.id,
    name: cells.name,
    price: cells.price,
    sku: empty.settle('variant_sku', cells.sku, known?.sku ?? null),
    barcode: empty.settle('variant_barcode', cells.barcode, known?.barcode ?? null),
    position: known?.position ?? draft.variants.length,
  };
  if (known) draft.variants[at] = variant;
  else draft.variants.push(variant);
  return variant.id;
}

/** By which rows of one product come together. */
const groupKey = (sku: string | null | undefined, category: readonly string[], name: string): string =>
  JSON.stringify(sku ? [sku.toLowerCase()] : [category.map(foldName), foldName(name)]);

/** Adds a row to a product of the file; false where it says something a second time. */
function joinRow(draft: Draft, row: ImportRow, work: Work): boolean {
  if (!row.variant) return false;
  const known = draft.variants[variantAt(draft.variants, row.variant.name)];
  if (!known && draft.variants.length >= MOST_VARIANTS) {
    const issue = issueOf(row, 'variant', 'too_many', row.variant.name);
    work.issues.push({ ...issue, params: { max: MOST_VARIANTS } });
    return true;
  }
  if (known && draft.rows.some(({ variantId }) => variantId === known.id)) return false;
  draft.isUnchanged = false;
  draft.rows.push({ row: row.row, variantId: applyVariant(draft, row.variant, work) });
  return true;
}

/** Products whose rows are as they were exported, by the key under which a further row of theirs would come. */
function* unchangedDrafts(
  unchanged: readonly UnchangedProduct[],
  stored: StoredCatalog,
  finder: NameFinder,
): Pieces<Map<string, Draft[]>> {
  const products = new Map(stored.products.map((product) => [product.id, product]));
  const variantsOf = variantsByProduct(stored.variants);
  const drafts = new Map<string, Draft[]>();
  for (const { productId, rows } of unchanged) {
    yield;
    const product = products.get(productId)!;
    const variants = variantsOf.get(productId) ?? [];
    const key = groupKey(product.sku, finder.pathOf(product.category_id), product.name);
    const draft: Draft = {
      product,
      before: product,
      rows: rows.map((row, index) => ({ row, variantId: variants[index]?.id ?? null })),
      variants: [...variants],
      variantsBefore: variants,
      isUnchanged: true,
    };
    const same = drafts.get(key);
    if (same) same.push(draft);
    else drafts.set(key, [draft]);
  }
  return drafts;
}

/** Rows of one product come together; the second row of a product without variants says the same thing twice. */
export function* draftsOf(
  rows: readonly ImportRow[],
  unchanged: readonly UnchangedProduct[],
  stored: StoredCatalog,
  work: Work,
): Pieces<Draft[]> {
  const { finder, issues } = work;
  const asExported = yield* unchangedDrafts(unchanged, stored, finder);
  const claimed = new Set(unchanged.map(({ productId }) => productId));
  const matcher = new ProductMatcher(stored.products, finder, claimed);
  const variantsOf = variantsByProduct(stored.variants);
  const drafts: Draft[] = [...asExported.values()].flat();
  const open = new Map<string, Draft>();
  let position = stored.products.reduce((max, row) => Math.max(max, row.position), -1) + 1;
  const repeated = (row: ImportRow) => {
    const column = row.variant ? 'variant' : row.sku ? 'sku' : 'name';
    issues.push(issueOf(row, column, 'repeated', row.variant?.name ?? row.sku ?? row.name));
  };

  for (const row of rows) {
    yield;
    const key = groupKey(row.sku, row.category?.path ?? [], row.name);
    const same = open.get(key);
    if (same) {
      if (!joinRow(same, row, work)) repeated(row);
      continue;
    }
    const match = matcher.match(row);
    // A product as it was exported, and a row more: of another one of the name if there is one, else of this.
    const exported = asExported.get(key)?.at(-1);
    if (exported && (!match || match === 'claimed')) {
      if (!joinRow(exported, row, work)) repeated(row);
      continue;
    }
    if (match === 'claimed') {
      repeated(row);
      continue;
    }
    if (match === 'ambiguous') {
      issues.push(issueOf(row, 'name', 'ambiguous', row.name));
      continue;
    }
    const base = match ?? newProduct(row, position++);
    const variantsBefore = (match && variantsOf.get(match.id)) || [];
    const draft: Draft = {
      product: applyRow(base, row, work),
      before: match,
      rows: [],
      variants: [...variantsBefore],
      variantsBefore,
      isUnchanged: false,
    };
    draft.rows.push({
      row: row.row,
      variantId: row.variant ? applyVariant(draft, row.variant, work) : null,
    });
    drafts.push(draft);
    open.set(key, draft);
  }
  return drafts;
}
