import { randomUUID } from 'node:crypto';
import { type Tenant, call } from './api';

export interface Menu {
  stationId: string;
  categoryId: string;
  /** Rp25.000, sugar must be chosen (one is set), an extra shot costs Rp5.000; made at the bar. */
  coffee: string;
  /** Rp18.000, nothing to choose. */
  tea: string;
  /** Rp15.500, nothing to choose. */
  bread: string;
  extraShot: string;
  sugarFull: string;
  sugarLess: string;
}

/** Makes something of the catalogue and returns its id. */
export async function make(tenant: Tenant, path: string, body: object): Promise<string> {
  const id = randomUUID();
  return (await call<{ id: string }>('POST', path, { ...body, id: uuidV7(id) }, tenant.token)).id;
}

/** A client's own id as the API wants it: a UUID of version 7. */
export function uuidV7(random: string = randomUUID()): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/** A small café menu. */
export async function stockMenu(tenant: Tenant): Promise<Menu> {
  const [sugarFull, sugarLess, extraShot] = [uuidV7(), uuidV7(), uuidV7()];
  const stationId = await make(tenant, '/stations', { name: 'Bar' });
  const categoryId = await make(tenant, '/categories', { name: 'Minuman' });
  const foodId = await make(tenant, '/categories', { name: 'Roti & Camilan' });
  const sugar = await make(tenant, '/modifier-groups', {
    name: 'Gula',
    min: 1,
    max: 1,
    options: [
      { id: sugarFull, name: 'Gula normal', price: 0, default: true },
      { id: sugarLess, name: 'Gula sedikit', price: 0 },
    ],
  });
  const extras = await make(tenant, '/modifier-groups', {
    name: 'Tambahan',
    min: 0,
    max: 2,
    options: [
      { id: extraShot, name: 'Extra shot', price: 5_000 },
      { id: uuidV7(), name: 'Susu oat', price: 8_000 },
    ],
  });
  const product = (name: string, price: number, more: object = {}): Promise<string> =>
    make(tenant, '/products', { name, price, categoryId, stationId, ...more });
  return {
    stationId,
    categoryId,
    sugarFull,
    sugarLess,
    extraShot,
    coffee: await product('Kopi Susu', 25_000, { modifierGroupIds: [sugar, extras] }),
    tea: await product('Teh Tarik', 18_000),
    bread: await product('Roti Bakar', 15_500, { categoryId: foodId }),
  };
}
