import type { MenuDto } from '@meja/domain';
import { now } from '../../../platform/clock';
import { outletSettings } from '../../outlets';

/**
 * What an outlet's menu is once the outlet is removed: its settings, and nothing to sell. What was still open there is
 * finished by it. Throws 404 for an outlet that never was.
 */
export async function closedMenu(tenantId: string, outletId: string): Promise<MenuDto> {
  const { currency, logoUrl: _logo, ...settings } = await outletSettings(tenantId, outletId);
  return {
    outletId,
    version: 0,
    generatedAt: now().toISOString(),
    currency,
    settings: { currency, ...settings, qris: null },
    categories: [],
    products: [],
    modifierGroups: [],
    stations: [],
  };
}
