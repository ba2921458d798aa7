import { photoUrlOf } from '@meja/domain';
import type { ProductDto, Unit } from '@meja/domain';
import { offeredGroups } from './products.groups';
import type { ProductRow } from './products.repository';

/** A product as clients see it. */
export function presentProduct(row: ProductRow): ProductDto {
  const groups = offeredGroups(
    row.modifierGroups.map(({ groupId }) => groupId),
    row.modifierGroups
      .filter(({ variants }) => variants.length)
      .map(({ groupId, variants }) => ({ groupId, variantIds: variants.map(({ variantId }) => variantId) })),
    row.variants,
  );
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    categoryId: row.categoryId,
    price: Number(row.price),
    sku: row.sku,
    barcode: row.barcode,
    taxClass: row.taxClass,
    unit: row.unit as Unit,
    trackStock: false,
    variants: row.variants.map((variant) => ({
      id: variant.id,
      name: variant.name,
      price: Number(variant.price),
      sku: variant.sku,
      barcode: variant.barcode,
      position: variant.position,
      available: true,
    })),
    ...groups,
    stationId: row.stationId,
    needsPreparation: row.needsPreparation,
    outletStations: row.outlets.flatMap(({ outletId, stationId }) =>
      stationId === null ? [] : [{ outletId, stationId }],
    ),
    photoUrl: row.photoHash && photoUrlOf(row.tenantId, row.photoHash),
    active: row.active,
    unavailableOutletIds: row.outlets.filter(({ available }) => !available).map(({ outletId }) => outletId),
    outletPrices: row.outlets.flatMap(({ outletId, price }) =>
      price === null ? [] : [{ outletId, price: Number(price) }],
    ),
    position: row.position,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A product as it is in some outlets: without prices and absences elsewhere, and without a station that is hidden. */
export function shownIn(
  product: ProductDto,
  isShown: (outletId: string) => boolean,
  hiddenStations: ReadonlySet<string>,
): ProductDto {
  const { stationId, unavailableOutletIds, outletPrices, outletStations } = product;
  return {
    ...product,
    stationId: stationId && hiddenStations.has(stationId) ? null : stationId,
    unavailableOutletIds: unavailableOutletIds.filter(isShown),
    outletPrices: outletPrices.filter(({ outletId }) => isShown(outletId)),
    outletStations: outletStations.filter(({ outletId }) => isShown(outletId)),
  };
}
