import { randomUUID } from 'node:crypto';
import { buildMenu, CAFE_AT_THE_TILL } from '@meja/domain/shop';
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
  const { stations, categories, groups, products } = await buildMenu(
    (method, path, body) => call(method, path, body, tenant.token),
    CAFE_AT_THE_TILL,
    () => uuidV7(),
  );
  const option = (key: string, name: string): string =>
    groups.get(key)!.options.find((entry) => entry.name === name)!.id;
  const product = (name: string): string => products.get(name)!.product.id;
  return {
    stationId: stations.get('Bar')!,
    categoryId: categories.get('Minuman')!,
    sugarFull: option('sugar', 'Gula normal'),
    sugarLess: option('sugar', 'Gula sedikit'),
    extraShot: option('extras', 'Extra shot'),
    coffee: product('Kopi Susu'),
    tea: product('Teh Tarik'),
    bread: product('Roti Bakar'),
  };
}
