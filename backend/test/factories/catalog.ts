import { v7 as uuidv7 } from 'uuid';
import type { CategoryDto, ModifierGroupDto, ProductDto, StationDto } from '@meja/domain';
import type { ApiAnswer, Caller } from '../setup';
import { askOf } from './menu';

/** Makes things of the menu through the API, with defaults for what a test does not care about. */
export function catalogFactory(api: Caller) {
  const ask = askOf(api);
  return {
    station: async (extra: object = {}) =>
      ask<StationDto>('POST', '/stations', { id: uuidv7(), name: 'Bar', ...extra }),
    category: async (extra: object = {}) =>
      ask<CategoryDto>('POST', '/categories', { id: uuidv7(), name: 'Kopi', ...extra }),
    modifierGroup: async (extra: object = {}) =>
      ask<ModifierGroupDto>('POST', '/modifier-groups', {
        id: uuidv7(),
        name: 'Gula',
        min: 0,
        max: 1,
        options: [
          { name: 'Normal', price: 0, default: true },
          { name: 'Sedikit', price: 0 },
        ],
        ...extra,
      }),
    product: async (extra: object = {}) =>
      ask<ProductDto>('POST', '/products', {
        id: uuidv7(),
        name: 'Kopi Susu',
        categoryId: null,
        price: 18_000,
        ...extra,
      }),
  };
}

/** Uploads a CSV (or anything else) the way a browser does. */
export async function uploadCsv(
  app: { baseUrl: string },
  token: string,
  content: string | Uint8Array,
  { query = '', filename = 'produk.csv', field = 'file' } = {},
): Promise<ApiAnswer> {
  const form = new FormData();
  form.append(
    field,
    new Blob([typeof content === 'string' ? content : Buffer.from(content)], { type: 'text/csv' }),
    filename,
  );
  const response = await fetch(`${app.baseUrl}/api/v1/products/import${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as unknown };
}
