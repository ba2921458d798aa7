import { stringify } from 'csv-stringify/sync';
import { withTenant } from '../../../platform/db';
import { COLUMNS } from './columns';
import type { Column } from './columns';
import { neutralise } from './cell-values';
import { readCatalog } from './import.repository';
import { variantsByProduct } from './stored';
import type { StoredCatalog, StoredProduct, StoredVariant } from './stored';

/** The way to a category from the top: `Minuman > Kopi`. */
function pathsOf({ categories }: StoredCatalog): Map<string, string> {
  const rows = new Map(categories.map((row) => [row.id, row]));
  const pathOf = (id: string): string => {
    const { name, parent_id } = rows.get(id)!;
    return parent_id && rows.has(parent_id) ? `${pathOf(parent_id)} > ${name}` : name;
  };
  return new Map(categories.map(({ id }) => [id, pathOf(id)]));
}

type Line = Record<Column, string>;

/** The products as lines of a file that the import reads back to the same menu; a product has a line per variant. */
export function exportLines(stored: StoredCatalog): Line[] {
  const paths = pathsOf(stored);
  const stations = new Map(stored.stations.map(({ id, name }) => [id, name]));
  const variants = variantsByProduct(stored.variants);
  const line = (product: StoredProduct, variant: StoredVariant | null): Line => ({
    name: neutralise(product.name),
    category: neutralise(paths.get(product.category_id ?? '') ?? ''),
    price: String(product.price),
    sku: neutralise(product.sku ?? ''),
    barcode: neutralise(product.barcode ?? ''),
    variant: neutralise(variant?.name ?? ''),
    variant_price: variant ? String(variant.price) : '',
    variant_sku: neutralise(variant?.sku ?? ''),
    variant_barcode: neutralise(variant?.barcode ?? ''),
    tax_class: neutralise(product.tax_class ?? ''),
    unit: product.unit,
    station: neutralise(stations.get(product.station_id ?? '') ?? ''),
    description: neutralise(product.description ?? ''),
    active: String(product.active),
  });
  return stored.products.flatMap((product) => {
    const own = variants.get(product.id);
    return own ? own.map((variant) => line(product, variant)) : [line(product, null)];
  });
}

/** All products as CSV in UTF-8 with BOM, which Excel needs to read it as such. */
export async function exportProducts(tenantId: string): Promise<Buffer> {
  const stored = await withTenant(tenantId, () => readCatalog());
  const csv = stringify(exportLines(stored), {
    header: true,
    columns: [...COLUMNS],
    record_delimiter: '\r\n',
  });
  return Buffer.from(`\ufeff${csv}`);
}
