import { neutralise } from '@meja/domain';
import { writePath } from './category-path';
import { writeCode } from './codes';
import type { Column } from './columns';
import { pathsOf } from './name-finder';
import { variantsByProduct } from './stored';
import type { StoredCatalog, StoredProduct, StoredVariant } from './stored';

export type Line = Record<Column, string>;

/** A product as lines of a file that the import reads back to the same menu, one per variant; product by product. */
export function* eachExported(stored: StoredCatalog): Generator<{ productId: string; lines: Line[] }, void> {
  const paths = pathsOf(stored.categories);
  const stations = new Map(stored.stations.map(({ id, name }) => [id, name]));
  const variants = variantsByProduct(stored.variants);
  const line = (product: StoredProduct, variant: StoredVariant | null): Line => ({
    name: neutralise(product.name),
    category: neutralise(writePath(paths.get(product.category_id ?? '') ?? [])),
    price: String(product.price),
    sku: writeCode(product.sku ?? '', 'sku'),
    barcode: writeCode(product.barcode ?? '', 'barcode'),
    variant: neutralise(variant?.name ?? ''),
    variant_price: variant ? String(variant.price) : '',
    variant_sku: writeCode(variant?.sku ?? '', 'sku'),
    variant_barcode: writeCode(variant?.barcode ?? '', 'barcode'),
    tax_class: neutralise(product.tax_class ?? ''),
    unit: product.unit,
    station: neutralise(stations.get(product.station_id ?? '') ?? ''),
    description: neutralise(product.description ?? ''),
    active: String(product.active),
  });
  for (const product of stored.products) {
    const own = variants.get(product.id) ?? [null];
    yield { productId: product.id, lines: own.map((variant) => line(product, variant)) };
  }
}
