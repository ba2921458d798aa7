import { v7 as uuidv7 } from 'uuid';
import type { CategoryDto, ModifierGroupDto, ProductDto, StationDto } from '@meja/domain';
import type { ApiAnswer, Caller } from '../setup';

function dataOf<T>(answer: ApiAnswer): T {
  if (answer.status !== 201) throw new Error(`expected 201, got ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
}

/** Makes things of the menu through the API, with defaults for what a test does not care about. */
export function catalogFactory(api: Caller) {
  return {
    station: async (extra: object = {}) =>
      dataOf<StationDto>(await api('POST', '/stations', { id: uuidv7(), name: 'Bar', ...extra })),
    category: async (extra: object = {}) =>
      dataOf<CategoryDto>(await api('POST', '/categories', { id: uuidv7(), name: 'Kopi', ...extra })),
    modifierGroup: async (extra: object = {}) =>
      dataOf<ModifierGroupDto>(
        await api('POST', '/modifier-groups', {
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
      ),
    product: async (extra: object = {}) =>
      dataOf<ProductDto>(
        await api('POST', '/products', {
          id: uuidv7(),
          name: 'Kopi Susu',
          categoryId: null,
          price: 18_000,
          ...extra,
        }),
      ),
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
