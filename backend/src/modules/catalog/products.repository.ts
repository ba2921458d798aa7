import { foldName } from '@meja/domain';
import type { GroupVariantsDto } from '@meja/domain';
import { holding, literally } from '../../lib/like';
import { Prisma, db, dbTenantId } from '../../platform/db';
import type {
  OutletProductModel,
  ProductModel,
  ProductModifierGroupModel,
  ProductVariantModel,
} from '../../platform/db';

export type VariantRow = ProductVariantModel;
export type ProductRow = ProductModel & {
  variants: VariantRow[];
  modifierGroups: (ProductModifierGroupModel & { variants: { variantId: string }[] })[];
  outlets: OutletProductModel[];
};

const WHOLE = {
  variants: { where: { deletedAt: null }, orderBy: [{ position: 'asc' as const }, { id: 'asc' as const }] },
  modifierGroups: {
    include: { variants: { select: { variantId: true } } },
    orderBy: [{ position: 'asc' as const }, { groupId: 'asc' as const }],
  },
  outlets: { orderBy: { outletId: 'asc' as const } },
};

export interface ProductFilter {
  q?: string;
  categoryId?: string;
  barcode?: string;
  active?: boolean;
  /** Names that are only like the search, for when nothing has it as typed. */
  isFuzzy: boolean;
  /** The last product of the page before. */
  after: { name: string; id: string } | null;
  limit: number;
}

/** Part of a name that is as much alike as a typo or two leave it. */
const LIKENESS = 0.4;

function searchCondition(text: string, isFuzzy: boolean, tenant: Prisma.Sql): Prisma.Sql {
  if (isFuzzy) return Prisma.sql`word_similarity(${foldName(text)}, p.folded_name) >= ${LIKENESS}`;
  const start = `${literally(text.toLowerCase())}%`;
  return Prisma.sql`(p.folded_name LIKE ${holding(text)} OR lower(p.sku) LIKE ${start} OR p.barcode LIKE ${start}
    OR p.id IN (SELECT v.product_id FROM product_variants v WHERE v.tenant_id = ${tenant} AND v.deleted_at IS NULL
                AND (lower(v.sku) LIKE ${start} OR v.barcode LIKE ${start})))`;
}

/**
 * Ids of the products that match, by name. A search finds parts of names and beginnings of SKU and barcode, the
 * variants' included; a fuzzy one finds names with a typo. Names are compared as `foldName` has them.
 */
export async function findProductIds(filter: ProductFilter): Promise<string[]> {
  const tenant = Prisma.sql`${dbTenantId()}::uuid`;
  const where = [Prisma.sql`p.tenant_id = ${tenant} AND p.deleted_at IS NULL`];
  if (filter.categoryId) where.push(Prisma.sql`p.category_id = ${filter.categoryId}::uuid`);
  if (filter.active !== undefined) where.push(Prisma.sql`p.active = ${filter.active}`);
  if (filter.after) where.push(Prisma.sql`(p.name, p.id) > (${filter.after.name}, ${filter.after.id}::uuid)`);
  if (filter.barcode) {
    where.push(Prisma.sql`(p.barcode = ${filter.barcode} OR p.id IN (
      SELECT v.product_id FROM product_variants v
      WHERE v.tenant_id = ${tenant} AND v.barcode = ${filter.barcode} AND v.deleted_at IS NULL))`);
  }
  if (filter.q) where.push(searchCondition(filter.q, filter.isFuzzy, tenant));
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p WHERE ${Prisma.join(where, ' AND ')} ORDER BY p.name, p.id LIMIT ${filter.limit}`;
  return rows.map(({ id }) => id);
}

/** Products with all that belongs to them, in the order of the ids. */
export async function findProducts(ids: string[]): Promise<ProductRow[]> {
  const rows = await db().product.findMany({ where: { id: { in: ids } }, include: WHOLE });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A product of the tenant, or null; also a removed one where asked, since its id stays taken. */
export async function findProduct(id: string, withRemoved = false): Promise<ProductRow | null> {
  return db().product.findFirst({
    where: { id, ...(!withRemoved && { deletedAt: null }) },
    include: WHOLE,
  });
}

export type ProductData = Pick<
  ProductRow,
  | 'name'
  | 'description'
  | 'categoryId'
  | 'stationId'
  | 'needsPreparation'
  | 'price'
  | 'sku'
  | 'barcode'
  | 'taxClass'
  | 'unit'
  | 'position'
  | 'active'
>;

/** Those that count against the plan. */
export async function countProducts(): Promise<number> {
  return db().product.count({ where: { deletedAt: null } });
}

export async function insertProduct(id: string, data: ProductData, at: Date): Promise<void> {
  await db().product.create({ data: { id, ...data, createdAt: at, updatedAt: at } });
}

/** Writes a change and counts the version up, also where only what belongs to the product has changed. */
export async function saveProduct(
  id: string,
  change: Partial<ProductData> & { deletedAt?: Date; photoHash?: string | null },
  at: Date,
): Promise<void> {
  await db().product.updateMany({
    where: { id },
    data: { ...change, updatedAt: at, version: { increment: 1 } },
  });
}

export type NewVariant = Pick<VariantRow, 'id' | 'name' | 'price' | 'sku' | 'barcode' | 'position'>;

/** Of these ids the ones that any variant has, living or removed, and whose it is. */
export async function findVariantOwners(ids: string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const rows = await db().productVariant.findMany({
    where: { id: { in: ids } },
    select: { id: true, productId: true },
  });
  return new Map(rows.map((row) => [row.id, row.productId]));
}

/** Makes a product's variants the given ones: new ids are added, known ones changed, the others removed at `at`. */
export async function replaceVariants(
  productId: string,
  variants: NewVariant[],
  known: Set<string>,
  at: Date,
): Promise<void> {
  const ids = variants.map(({ id }) => id);
  await db().productVariant.updateMany({
    where: { productId, deletedAt: null, id: { notIn: ids } },
    data: { deletedAt: at },
  });
  const kept = variants.filter(({ id }) => known.has(id));
  // Codes may change places between variants: let go of all before taking any.
  if (kept.length) {
    await db().productVariant.updateMany({ where: { productId }, data: { sku: null, barcode: null } });
  }
  const added = variants.filter(({ id }) => !known.has(id));
  for (const { id, ...row } of kept) {
    await db().productVariant.updateMany({ where: { id, productId }, data: { ...row, deletedAt: null } });
  }
  if (added.length)
    await db().productVariant.createMany({ data: added.map((row) => ({ ...row, productId })) });
}

/** Makes a product's option groups the given ones, in this order; those in `ties` are offered by their variants alone. */
export async function replaceModifierGroups(
  productId: string,
  groupIds: string[],
  ties: GroupVariantsDto[] = [],
): Promise<void> {
  await db().productModifierGroup.deleteMany({ where: { productId } });
  if (!groupIds.length) return;
  await db().productModifierGroup.createMany({
    data: groupIds.map((groupId, position) => ({ productId, groupId, position })),
  });
  if (!ties.length) return;
  await db().productModifierGroupVariant.createMany({
    data: ties.flatMap(({ groupId, variantIds }) =>
      variantIds.map((variantId) => ({ productId, groupId, variantId })),
    ),
  });
}

export interface TakenCode {
  kind: 'sku' | 'barcode';
  value: string;
}

/** Which of these codes another living product or variant of the tenant has; SKUs in lower case. */
export async function findTakenCodes(
  skus: string[],
  barcodes: string[],
  productId: string,
): Promise<TakenCode[]> {
  const tenant = Prisma.sql`${dbTenantId()}::uuid`;
  const own = Prisma.sql`${productId}::uuid`;
  return db().$queryRaw<TakenCode[]>`
    SELECT 'sku'::text AS kind, lower(p.sku) AS value FROM products p
    WHERE p.tenant_id = ${tenant} AND p.id <> ${own} AND p.deleted_at IS NULL AND lower(p.sku) = ANY(${skus}::text[])
    UNION SELECT 'barcode', p.barcode FROM products p
    WHERE p.tenant_id = ${tenant} AND p.id <> ${own} AND p.deleted_at IS NULL AND p.barcode = ANY(${barcodes}::text[])
    UNION SELECT 'sku', lower(v.sku) FROM product_variants v
    WHERE v.tenant_id = ${tenant} AND v.product_id <> ${own} AND v.deleted_at IS NULL AND lower(v.sku) = ANY(${skus}::text[])
    UNION SELECT 'barcode', v.barcode FROM product_variants v
    WHERE v.tenant_id = ${tenant} AND v.product_id <> ${own} AND v.deleted_at IS NULL AND v.barcode = ANY(${barcodes}::text[])`;
}

/** Lets go of a removed product's codes, so that its variants' can be used again. */
export async function removeVariants(productId: string, at: Date): Promise<void> {
  await db().productVariant.updateMany({ where: { productId, deletedAt: null }, data: { deletedAt: at } });
}

/** Writes what one outlet does differently with a product. `price` or `stationId` undefined: stays. */
export async function saveOutletProduct(
  productId: string,
  outletId: string,
  { available, price, stationId }: { available: boolean; price?: bigint | null; stationId?: string | null },
): Promise<void> {
  const change = {
    available,
    ...(price !== undefined && { price }),
    ...(stationId !== undefined && { stationId }),
  };
  await db().outletProduct.upsert({
    where: { tenantId_outletId_productId: { tenantId: dbTenantId(), outletId, productId } },
    create: { outletId, productId, ...change },
    update: change,
  });
}
