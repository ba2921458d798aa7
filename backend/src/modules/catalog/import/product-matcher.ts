import type { NameFinder } from './name-finder';
import type { ImportRow } from './parse-rows';
import type { StoredProduct } from './stored';

const lower = (text: string) => text.toLowerCase();

/** Finds the stored product that a row of the file means: by SKU, else by name in its category, else by name. */
export class ProductMatcher {
  private readonly bySku: Map<string, StoredProduct>;
  private readonly byName: Map<string, StoredProduct[]>;
  private readonly claimed = new Set<string>();

  constructor(
    products: readonly StoredProduct[],
    private readonly finder: NameFinder,
  ) {
    this.bySku = new Map(products.flatMap((product) => (product.sku ? [[lower(product.sku), product]] : [])));
    this.byName = new Map();
    for (const product of products) {
      const key = lower(product.name);
      const same = this.byName.get(key);
      if (same) same.push(product);
      else this.byName.set(key, [product]);
    }
  }

  /** The product, null for a new one, or `ambiguous` where the name fits several. Each is matched by one row only. */
  match(row: ImportRow): StoredProduct | null | 'ambiguous' {
    const found = row.sku ? this.matchWithSku(row, row.sku) : this.matchByName(row);
    if (found && found !== 'ambiguous') this.claimed.add(found.id);
    return found;
  }

  private matchWithSku(row: ImportRow, sku: string): StoredProduct | null | 'ambiguous' {
    const bySku = this.bySku.get(lower(sku));
    if (bySku) return bySku;
    // A product that had no SKU so far gets one; a product with another SKU is another product.
    const named = this.candidates(row).filter((product) => product.sku === null);
    return named.length === 1 ? named[0]! : null;
  }

  private matchByName(row: ImportRow): StoredProduct | null | 'ambiguous' {
    const named = this.candidates(row);
    if (named.length <= 1) return named[0] ?? null;
    return 'ambiguous';
  }

  private candidates(row: ImportRow): StoredProduct[] {
    const named = (this.byName.get(lower(row.name)) ?? []).filter(({ id }) => !this.claimed.has(id));
    if (row.category === undefined) return named;
    const categoryId = row.category && this.finder.find(row.category);
    const here = named.filter((product) => product.category_id === categoryId);
    return here.length ? here : named;
  }
}
