import { v7 as uuidv7 } from 'uuid';
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

async function make(tenant: TestTenant, path: string, body: object): Promise<string> {
  const id = uuidv7();
  const answer = await tenant.api('POST', path, { id, ...body });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return id;
}

/** A small menu: something cooked, something taken from the shelf, something weighed, a group with a required choice. */
export async function stockMenu(tenant: TestTenant): Promise<Goods> {
  const [sugarLess, sugarFull, extraShot] = [uuidv7(), uuidv7(), uuidv7()];
  const stationId = await make(tenant, '/stations', { name: 'Bar' });
  const categoryId = await make(tenant, '/categories', { name: 'Minuman' });
  const group = await make(tenant, '/modifier-groups', {
    name: 'Pilihan',
    min: 1,
    max: 2,
    options: [
      { id: sugarFull, name: 'Gula normal', price: 0, default: true },
      { id: sugarLess, name: 'Gula sedikit', price: 0 },
      { id: extraShot, name: 'Extra shot', price: 5000 },
    ],
  });
  const coffee = await make(tenant, '/products', {
    name: 'Kopi Susu',
    categoryId,
    price: 25_000,
    stationId,
    modifierGroupIds: [group],
  });
  const bread = await make(tenant, '/products', {
    name: 'Roti Bakar',
    categoryId,
    price: 15_500,
    needsPreparation: false,
  });
  const beans = await make(tenant, '/products', {
    name: 'Biji Kopi',
    categoryId,
    price: 40_000,
    unit: 'KG',
    needsPreparation: false,
  });
  return { categoryId, coffee, bread, beans, group, sugarLess, extraShot, stationId };
}
