import { foldName } from '@meja/domain';
import type { MenuDto, MenuProductDto, MenuSettingsDto } from '@meja/domain';
import { completeSettings } from '../../tenants';
import type { MenuRows } from './menu.rows';

function settingsOf({ settings, tenant, outlet }: MenuRows): MenuSettingsDto {
  const { address, phone, ...own } = completeSettings(settings);
  return {
    ...own,
    tenantName: tenant.name,
    businessType: tenant.business_type,
    outletName: outlet.name,
    outletAddress: outlet.address ?? address,
    outletPhone: outlet.phone ?? phone,
    timeZone: outlet.time_zone ?? own.timeZone,
  };
}

/**
 * Which of this outlet's stations stands for a station: itself, or where it is another outlet's the one of the same
 * name here ("Dapur"), or none.
 */
function stationChooser({ stations, outlet }: MenuRows): (id: string | null) => string | null {
  const here = stations.filter(({ outlet_id }) => outlet_id === null || outlet_id === outlet.id);
  const ids = new Set(here.map(({ id }) => id));
  const byName = new Map(here.map(({ id, name }) => [foldName(name), id]));
  const names = new Map(stations.map(({ id, name }) => [id, foldName(name)]));
  return (id) => (id === null ? null : ids.has(id) ? id : (byName.get(names.get(id) ?? '') ?? null));
}

/** The document of one outlet from its rows: inactive things left out, defaults filled in, sorted. Pure. */
export function buildMenu(rows: MenuRows): MenuDto {
  const settings = settingsOf(rows);
  const stationOf = stationChooser(rows);
  const groupIds = new Set(rows.groups.map(({ id }) => id));
  const usedGroups = new Set<string>();
  const products = rows.products.map((row): MenuProductDto => {
    const modifierGroupIds = row.groups.filter((id) => groupIds.has(id));
    modifierGroupIds.forEach((id) => usedGroups.add(id));
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      categoryId: row.category_id,
      price: row.price,
      sku: row.sku,
      barcode: row.barcode,
      photoUrl: null,
      unit: row.unit,
      taxClass: row.tax_class ?? settings.defaultTaxClass,
      stationId: stationOf(row.station_id),
      modifierGroupIds,
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
    categories: rows.categories.map(({ parent_id, ...category }) => ({ ...category, parentId: parent_id })),
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
