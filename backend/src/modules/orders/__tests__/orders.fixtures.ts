import { SMALL_CAFE } from '@meja/domain/shop';
import { menuOf } from '../../../../test/factories/menu';
import type { TestTenant } from '../../../../test/setup';

export interface Goods {
  categoryId: string;
  /** Rp25.000, with the group below. */
  coffee: string;
  /** Rp15.500. */
  bread: string;
  /** By the kilogram, Rp40.000. */
  beans: string;
  group: string;
  sugarLess: string;
  extraShot: string;
  stationId: string;
}

/** A small menu: something cooked, something taken from the shelf, something weighed, a group with a required choice. */
export async function stockMenu(tenant: Pick<TestTenant, 'api'>): Promise<Goods> {
  const menu = await menuOf(tenant.api, SMALL_CAFE);
  return {
    categoryId: menu.category('Minuman'),
    coffee: menu.product('Kopi Susu'),
    bread: menu.product('Roti Bakar'),
    beans: menu.product('Biji Kopi'),
    group: menu.group('choice'),
    sugarLess: menu.option('choice', 'Gula sedikit'),
    extraShot: menu.option('choice', 'Extra shot'),
    stationId: menu.station('Bar'),
  };
}
