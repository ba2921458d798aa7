import { photoUrlOf, stationChooser } from '@meja/domain';
import type { MenuDto, MenuProductDto, MenuSettingsDto } from '@meja/domain';
import { completeSettings } from '../../tenants';
import { offeredGroups } from '../products.groups';
import type { MenuRows } from './menu.rows';

function settingsOf({ settings, tenant, outlet, qris }: MenuRows): MenuSettingsDto {
  const { address, phone, ...own } = completeSettings(settings);
  return {
    ...own,
    tenantName: tenant.name,
    businessType: tenant.business_type,
    qris,
    outletName: outlet.name,
    outletActive: outlet.active,
    outletAddress: outlet.address ?? address,
    outletPhone: outlet.phone ?? phone,
    timeZone: outlet.time_zone ?? own.timeZone,
  };
}

/** Where this outlet prepares a product of its rows. */
function chooserOf({
  stations,
  categories,
  outlet,
}: MenuRows): (row: MenuRows['products'][number]) => string | null {
  const choose = stationChooser(
    stations.map(({ id, name, outlet_id }) => ({ id, name, outletId: outlet_id })),
    categories.map(({ id, parent_id, needs_preparation }) => ({
      id,
      parentId: parent_id,
      needsPreparation: needs_preparation,
    })),
    outlet.id,
  );
  return (row) =>
    choose(
      { stationId: row.station_id, categoryId: row.category_id, needsPreparation: row.needs_preparation },
      row.outlet_station_id,
    );
}

/** The document of one outlet from its rows: inactive things left out, defaults filled in, sorted. Pure. */
export function buildMenu(rows: MenuRows): MenuDto {
  const settings = settingsOf(rows);
  const stationOf = chooserOf(rows);
  const groupIds = new Set(rows.groups.map(({ id }) => id));
  const usedGroups = new Set<string>();
  const products = rows.products.map((row): MenuProductDto => {
    const { modifierGroupIds, modifierGroupVariants } = offeredGroups(
      row.groups.filter((id) => groupIds.has(id)),
      row.group_variants.map(({ group_id, variant_ids }) => ({ groupId: group_id, variantIds: variant_ids })),
      row.variants,
    );
    modifierGroupIds.forEach((id) => usedGroups.add(id));
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      categoryId: row.category_id,
      price: row.price,
      sku: row.sku,
      barcode: row.barcode,
      photoUrl: row.photo_hash && photoUrlOf(rows.tenant.id, row.photo_hash),
      unit: row.unit,
      taxClass: row.tax_class ?? settings.defaultTaxClass,
      stationId: stationOf(row),
      modifierGroupIds,
      modifierGroupVariants,
      variants: row.variants.map((variant) => ({ ...variant, available: true })),
      available: row.available,
      position: row.position,
    };
  });
  return {
    outletId: rows.outlet.id,
    version: rows.version,
    generatedAt: new Date(rows.changed_at).toISOString(),
    currency: settings.currency,
    settings,
    categories: rows.categories.map(({ id, name, parent_id, position, color }) => ({
      id,
      name,
      parentId: parent_id,
      position,
      color,
    })),
    products,
    modifierGroups: rows.groups
      .filter(({ id }) => usedGroups.has(id))
      .map((group) => ({
        ...group,
        options: group.options.map((option) => ({ ...option, available: true })),
      })),
    stations: rows.stations
      .filter(({ outlet_id }) => outlet_id === null || outlet_id === rows.outlet.id)
      .map(({ id, name, position, late_after_minutes }) => ({
        id,
        name,
        position,
        lateAfterMinutes: late_after_minutes,
      })),
  };
}
