import { foldName } from '@meja/domain';
import type { NameFinder } from './name-finder';
import type { ImportRow } from './parse-rows';
import type { StoredProduct } from './stored';

const lower = (text: string) => text.toLowerCase();

/** Finds the stored product that a row of the file means: by SKU, else by name in its category, else by name. */
export class ProductMatcher {
  private readonly bySku: Map<string, StoredProduct>;
  private readonly byName: Map<string, StoredProduct[]>;

  /** `claimed`: products that rows of the file have been matched to; each is by one only. */
  constructor(
    products: readonly StoredProduct[],
    private readonly finder: NameFinder,
    private readonly claimed: Set<string>,
  ) {
    this.bySku = new Map(products.flatMap((product) => (product.sku ? [[lower(product.sku), product]] : [])));
    this.byName = new Map();
    for (const product of products) {
      const key = foldName(product.name);
      const same = this.byName.get(key);
      if (same) same.push(product);
      else this.byName.set(key, [product]);
    }
  }

  /**
   * The product, null for a new one, `ambiguous` where the name fits several, `claimed` where another row has it
   * already.
   */
  match(row: ImportRow): StoredProduct | null | 'ambiguous' | 'claimed' {
    const found = row.sku ? this.matchWithSku(row, row.sku) : this.matchByName(row);
    if (!found || found === 'ambiguous') return found;
    if (this.claimed.has(found.id)) return 'claimed';
    this.claimed.add(found.id);
    return found;
  }

  private matchWithSku(row: ImportRow, sku: string): StoredProduct | null {
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

  /** Not yet claimed and of the name; those of the very name before those that only fold to it. */
  private candidates(row: ImportRow): StoredProduct[] {
    const named = (this.byName.get(foldName(row.name)) ?? []).filter(({ id }) => !this.claimed.has(id));
    const { category } = row;
    const here =
      category === undefined
        ? []
        : named.filter((product) => this.finder.isMeant(category, product.category_id));
    const some = here.length ? here : named;
    const exact = some.filter(({ name }) => name === row.name);
    return exact.length ? exact : some;
  }
}
