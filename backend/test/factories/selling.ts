import { v7 as uuidv7 } from 'uuid';
import type { Caller, TestTenant } from '../setup';

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

async function make(api: Caller, path: string, body: object): Promise<string> {
  const id = uuidv7();
  const answer = await api('POST', path, { id, ...body });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return id;
}

/** Two stations, two categories, taxes added and contained, service on what is eaten in, cash rounded to Rp100. */
export async function openShop({ api }: TestTenant): Promise<Shop> {
  const settings = await api('PATCH', '/settings', {
    taxClasses: [
      { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false },
      { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: true },
    ],
    defaultTaxClass: 'PBJT',
    serviceCharge: { rate: 550, orderTypes: ['DINE_IN'], taxed: true },
    cashRounding: { unit: 100, mode: 'NEAREST' },
  });
  if (settings.status !== 200) throw new Error(`/settings answered ${settings.status}: ${settings.text}`);
  const kitchenId = await make(api, '/stations', { name: 'Dapur' });
  const barId = await make(api, '/stations', { name: 'Bar' });
  const foodId = await make(api, '/categories', { name: 'Makanan' });
  const drinksId = await make(api, '/categories', { name: 'Minuman' });
  const product = (body: object) => make(api, '/products', body);
  return {
    kitchenId,
    barId,
    foodId,
    drinksId,
    rice: await product({ name: 'Nasi Goreng', categoryId: foodId, price: 25_000, stationId: kitchenId }),
    coffee: await product({ name: 'Kopi Susu', categoryId: drinksId, price: 18_000, stationId: barId }),
    cracker: await product({ name: 'Kerupuk', categoryId: foodId, price: 7_500, needsPreparation: false }),
    beans: await product({
      name: '=Biji Kopi',
      categoryId: drinksId,
      price: 33_300,
      taxClass: 'PPN',
      needsPreparation: false,
    }),
  };
}
