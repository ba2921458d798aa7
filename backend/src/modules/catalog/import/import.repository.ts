import { Prisma, db, dbTenantId } from '../../../platform/db';
import type {
  CatalogWrites,
  StoredCatalog,
  StoredCategory,
  StoredProduct,
  StoredStation,
  StoredVariant,
} from './stored';

const tenant = () => Prisma.sql`${dbTenantId()}::uuid`;

/** The tenant's menu as an import needs to know it: four queries, whatever its size. */
export async function readCatalog(): Promise<StoredCatalog> {
  const products = await db().$queryRaw<(Omit<StoredProduct, 'price'> & { price: bigint })[]>`
    SELECT id, name, category_id, station_id, price, sku, barcode, tax_class, unit, description, active, position
    FROM products WHERE tenant_id = ${tenant()} AND deleted_at IS NULL ORDER BY position, name, id`;
  const variants = await db().$queryRaw<(Omit<StoredVariant, 'price'> & { price: bigint })[]>`
    SELECT v.id, v.product_id, v.name, v.price, v.sku, v.barcode, v.position FROM product_variants v
    WHERE v.tenant_id = ${tenant()} AND v.deleted_at IS NULL ORDER BY v.product_id, v.position, v.id`;
  const categories = await db().$queryRaw<StoredCategory[]>`
    SELECT id, parent_id, name, position FROM categories
    WHERE tenant_id = ${tenant()} AND deleted_at IS NULL ORDER BY position, name, id`;
  const stations = await db().$queryRaw<StoredStation[]>`
    SELECT id, name, position FROM stations
    WHERE tenant_id = ${tenant()} AND deleted_at IS NULL ORDER BY outlet_id NULLS LAST, position DESC, id`;
  const inNumbers = <T extends { price: bigint }>(row: T) => ({ ...row, price: Number(row.price) });
  return { products: products.map(inNumbers), variants: variants.map(inNumbers), categories, stations };
}

const json = (rows: readonly object[]) => Prisma.sql`${JSON.stringify(rows)}::jsonb`;

async function writeProducts({ newProducts, changedProducts }: CatalogWrites, at: Date): Promise<void> {
  if (changedProducts.length) {
    // Codes may change places between products: let go of all before taking any.
    await db().$executeRaw`
      UPDATE products p SET sku = NULL, barcode = NULL FROM jsonb_to_recordset(${json(changedProducts)}) AS r(id uuid)
      WHERE p.tenant_id = ${tenant()} AND p.id = r.id AND (p.sku IS NOT NULL OR p.barcode IS NOT NULL)`;
    await db().$executeRaw`
      UPDATE products p SET name = r.name, category_id = r.category_id, station_id = r.station_id, price = r.price,
        sku = r.sku, barcode = r.barcode, tax_class = r.tax_class, unit = r.unit, description = r.description,
        active = r.active, updated_at = ${at}, version = p.version + 1
      FROM jsonb_populate_recordset(NULL::products, ${json(changedProducts)}) r
      WHERE p.tenant_id = ${tenant()} AND p.id = r.id`;
  }
  if (newProducts.length) {
    await db().$executeRaw`
      INSERT INTO products (id, name, category_id, station_id, price, sku, barcode, tax_class, unit, description, active,
                            position, created_at, updated_at)
      SELECT r.id, r.name, r.category_id, r.station_id, r.price, r.sku, r.barcode, r.tax_class, r.unit, r.description,
             r.active, r.position, ${at}, ${at}
      FROM jsonb_populate_recordset(NULL::products, ${json(newProducts)}) r`;
  }
}

async function writeVariants({ newVariants, changedVariants }: CatalogWrites): Promise<void> {
  if (changedVariants.length) {
    await db().$executeRaw`
      UPDATE product_variants v SET sku = NULL, barcode = NULL
      FROM jsonb_to_recordset(${json(changedVariants)}) AS r(id uuid)
      WHERE v.tenant_id = ${tenant()} AND v.id = r.id AND (v.sku IS NOT NULL OR v.barcode IS NOT NULL)`;
    await db().$executeRaw`
      UPDATE product_variants v SET name = r.name, price = r.price, sku = r.sku, barcode = r.barcode
      FROM jsonb_populate_recordset(NULL::product_variants, ${json(changedVariants)}) r
      WHERE v.tenant_id = ${tenant()} AND v.id = r.id`;
  }
  if (newVariants.length) {
    await db().$executeRaw`
      INSERT INTO product_variants (id, product_id, name, price, sku, barcode, position)
      SELECT r.id, r.product_id, r.name, r.price, r.sku, r.barcode, r.position
      FROM jsonb_populate_recordset(NULL::product_variants, ${json(newVariants)}) r`;
  }
}

/** Writes what a plan says: at most eight statements, none per row. */
export async function writeCatalog(writes: CatalogWrites, at: Date): Promise<void> {
  if (writes.categories.length) {
    await db().$executeRaw`
      INSERT INTO categories (id, parent_id, name, position, created_at)
      SELECT r.id, r.parent_id, r.name, r.position, ${at}
      FROM jsonb_populate_recordset(NULL::categories, ${json(writes.categories)}) r`;
  }
  if (writes.stations.length) {
    await db().$executeRaw`
      INSERT INTO stations (id, name, position, created_at) SELECT r.id, r.name, r.position, ${at}
      FROM jsonb_populate_recordset(NULL::stations, ${json(writes.stations)}) r`;
  }
  await writeProducts(writes, at);
  await writeVariants(writes);
}
