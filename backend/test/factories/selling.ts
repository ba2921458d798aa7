import { TWO_STATIONS } from '@meja/domain/shop';
import type { TestTenant } from '../setup';
import { askOf, menuOf } from './menu';

export interface Shop {
  kitchenId: string;
  barId: string;
  foodId: string;
  drinksId: string;
  /** Rp25.000, cooked in the kitchen; tax is added. */
  rice: string;
  /** Rp18.000, made at the bar. */
  coffee: string;
  /** Rp7.500, nothing to prepare. */
  cracker: string;
  /** Rp33.300, tax contained in the price, nothing to prepare. */
  beans: string;
}

/** Two stations, two categories, taxes added and contained, service on what is eaten in, cash rounded to Rp100. */
export async function openShop({ api }: TestTenant): Promise<Shop> {
  await askOf(api)('PATCH', '/settings', {
    taxClasses: [
      { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false },
      { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: true },
    ],
    defaultTaxClass: 'PBJT',
    serviceCharge: { rate: 550, orderTypes: ['DINE_IN'], taxed: true },
    cashRounding: { unit: 100, mode: 'NEAREST' },
  });
  const menu = await menuOf(api, TWO_STATIONS);
  return {
    kitchenId: menu.station('Dapur'),
    barId: menu.station('Bar'),
    foodId: menu.category('Makanan'),
    drinksId: menu.category('Minuman'),
    rice: menu.product('Nasi Goreng'),
    coffee: menu.product('Kopi Susu'),
    cracker: menu.product('Kerupuk'),
    beans: menu.product('=Biji Kopi'),
  };
}
