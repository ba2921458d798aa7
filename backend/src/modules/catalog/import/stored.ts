/** What the tenant's menu is before an import, in the tables' own column names. */
export interface StoredProduct {
  id: string;
  name: string;
  category_id: string | null;
  station_id: string | null;
  price: number;
  sku: string | null;
  barcode: string | null;
  tax_class: string | null;
  unit: string;
  description: string | null;
  active: boolean;
  position: number;
}

export interface StoredVariant {
  id: string;
  product_id: string;
  name: string;
  price: number;
  sku: string | null;
  barcode: string | null;
  position: number;
}

export interface StoredCategory {
  id: string;
  parent_id: string | null;
  name: string;
  position: number;
}

export interface StoredStation {
  id: string;
  name: string;
  position: number;
}

export interface StoredCatalog {
  products: StoredProduct[];
  variants: StoredVariant[];
  categories: StoredCategory[];
  stations: StoredStation[];
}

/** Rows to write: bulk, one statement each. */
export interface CatalogWrites {
  categories: StoredCategory[];
  stations: StoredStation[];
  newProducts: StoredProduct[];
  changedProducts: StoredProduct[];
  newVariants: StoredVariant[];
  changedVariants: StoredVariant[];
}

/** Variants by the product they belong to, in their order. */
export function variantsByProduct(variants: readonly StoredVariant[]): Map<string, StoredVariant[]> {
  const found = new Map<string, StoredVariant[]>();
  for (const variant of variants) {
    const own = found.get(variant.product_id);
    if (own) own.push(variant);
    else found.set(variant.product_id, [variant]);
  }
  return found;
}
