import type { ProductBody, ProductDto, Unit } from '@meja/domain';

export interface VariantForm {
  id: string | null;
  name: string;
  price: number | null;
  sku: string;
  barcode: string;
}

/** Chosen as a product's station: it needs no preparation and reaches no kitchen. */
export const NO_KITCHEN = 'none';

export interface ProductForm {
  name: string;
  description: string;
  categoryId: string | null;
  price: number | null;
  sku: string;
  barcode: string;
  taxClass: string | null;
  unit: Unit;
  /** null: the outlet's first station; {@link NO_KITCHEN}: none. */
  stationId: string | null;
  modifierGroupIds: string[];
  /** Variants by group, of those that not every variant offers. */
  ties: Record<string, string[]>;
  variants: VariantForm[];
  active: boolean;
  /** What becomes of the photo: it stays, goes, or another file (named here, held elsewhere) takes its place. */
  photo: 'kept' | 'removed' | { file: string };
}

/** What the sheet shows for a product, or for a new one in a category. */
export function productForm(product: ProductDto | null, categoryId: string | null = null): ProductForm {
  return {
    name: product?.name ?? '',
    description: product?.description ?? '',
    categoryId: product ? product.categoryId : categoryId,
    price: product?.price ?? null,
    sku: product?.sku ?? '',
    barcode: product?.barcode ?? '',
    taxClass: product?.taxClass ?? null,
    unit: product?.unit ?? 'PIECE',
    stationId: product?.needsPreparation === false ? NO_KITCHEN : (product?.stationId ?? null),
    modifierGroupIds: [...(product?.modifierGroupIds ?? [])],
    ties: Object.fromEntries(
      (product?.modifierGroupVariants ?? []).map(({ groupId, variantIds }) => [groupId, [...variantIds]]),
    ),
    variants: (product?.variants ?? []).map((variant) => ({
      id: variant.id,
      name: variant.name,
      price: variant.price,
      sku: variant.sku ?? '',
      barcode: variant.barcode ?? '',
    })),
    active: product?.active ?? true,
    photo: 'kept',
  };
}

/** Ties of the groups that are chosen, to the variants that are still there. */
function tiesOf({
  modifierGroupIds,
  ties,
  variants,
}: ProductForm): [groupId: string, variantIds: string[]][] {
  return modifierGroupIds.flatMap((groupId) => {
    const tied = ties[groupId];
    if (!tied) return [];
    return [[groupId, variants.flatMap(({ id }) => (id && tied.includes(id) ? [id] : []))]];
  });
}

const orNull = (text: string): string | null => text.trim() || null;

/** The body of a save. A product sold by its variants alone carries the lowest of their prices. */
export function productBody(form: ProductForm): ProductBody {
  const variants = form.variants.map(({ id, name, price, sku, barcode }) => ({
    ...(id && { id }),
    name: name.trim(),
    price: price ?? 0,
    sku: orNull(sku),
    barcode: orNull(barcode),
  }));
  const lowest = variants.length > 0 ? Math.min(...variants.map(({ price }) => price)) : 0;
  return {
    name: form.name.trim(),
    description: orNull(form.description),
    categoryId: form.categoryId,
    price: form.price ?? lowest,
    sku: orNull(form.sku),
    barcode: orNull(form.barcode),
    taxClass: form.taxClass,
    unit: form.unit,
    stationId: form.stationId === NO_KITCHEN ? null : form.stationId,
    needsPreparation: form.stationId === NO_KITCHEN ? false : null,
    modifierGroupIds: form.modifierGroupIds,
    modifierGroupVariants: tiesOf(form).map(([groupId, variantIds]) => ({ groupId, variantIds })),
    variants,
    active: form.active,
    ...(form.photo === 'removed' && { photoUrl: null }),
  };
}

export type ProductIssue = 'name' | 'price' | 'variantName' | 'variantPrice' | 'groupVariants';

/** What is missing, by path of the body. */
export function productIssues(form: ProductForm): Record<string, ProductIssue> {
  const issues: Record<string, ProductIssue> = {};
  if (!form.name.trim()) issues.name = 'name';
  if (form.price === null && form.variants.length === 0) issues.price = 'price';
  form.variants.forEach((variant, index) => {
    if (!variant.name.trim()) issues[`variants.${index}.name`] = 'variantName';
    if (variant.price === null) issues[`variants.${index}.price`] = 'variantPrice';
  });
  for (const [groupId, variantIds] of tiesOf(form)) {
    if (variantIds.length === 0) issues[`ties.${groupId}`] = 'groupVariants';
  }
  return issues;
}

/** Lowest and highest price of a product. */
export function priceRange(product: Pick<ProductDto, 'price' | 'variants'>): { from: number; to: number } {
  const prices = product.variants.map(({ price }) => price);
  if (prices.length === 0) return { from: product.price, to: product.price };
  return { from: Math.min(...prices), to: Math.max(...prices) };
}
