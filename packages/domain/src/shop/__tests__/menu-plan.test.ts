import { describe, expect, test } from 'vitest';
import {
  type Ask,
  buildMenu,
  CAFE_AT_THE_TILL,
  type MenuPlan,
  SMALL_CAFE,
  TWO_STATIONS,
  VARIANTS_AT_THE_TILL,
} from '..';

function recorder(there: { name: string; id: string }[] = []) {
  const asked: [string, Record<string, unknown>][] = [];
  const ask: Ask = async <T>(method: string, path: string, body: object = {}) => {
    if (method === 'GET') return there as T;
    asked.push([path, body as Record<string, unknown>]);
    return body as T;
  };
  return { ask, asked };
}
const idOf = (name: string): string => `id of ${name}`;

describe('CAT-01 a menu built from its plan', () => {
  test('CAT-01 each thing comes after what it names, under the ids of its names', async () => {
    const { ask, asked } = recorder();
    const menu = await buildMenu(ask, SMALL_CAFE, idOf);
    expect(asked.map(([path]) => path)).toEqual([
      '/stations',
      '/modifier-groups',
      '/categories',
      '/products',
      '/products',
      '/products',
    ]);
    expect(menu.products.get('Kopi Susu')?.product).toMatchObject({
      id: 'id of product:Kopi Susu',
      stationId: 'id of station:Bar',
      modifierGroupIds: ['id of group:choice'],
      categoryId: 'id of category:Minuman',
    });
    expect(menu.products.get('Roti Bakar')?.product).toMatchObject({ needsPreparation: false });
  });

  test('T-22 a group tied to variants names them by the ids of their names', async () => {
    const { ask, asked } = recorder();
    await buildMenu(ask, VARIANTS_AT_THE_TILL, idOf);
    const [, coffee] = asked.find(([, { name }]) => name === 'Kopi Susu') ?? [];
    expect(coffee).toMatchObject({
      modifierGroupIds: ['id of group:sugar', 'id of group:ice'],
      modifierGroupVariants: [{ groupId: 'id of group:ice', variantIds: ['id of variant:Kopi Susu:Es'] }],
      variants: [{ name: 'Panas' }, { id: 'id of variant:Kopi Susu:Es', name: 'Es' }],
    });
  });

  test('CAT-01 a station that is there is not made again', async () => {
    const { ask, asked } = recorder([{ name: 'Dapur', id: 'its own' }]);
    const { stations } = await buildMenu(ask, TWO_STATIONS, idOf);
    expect(stations.get('Dapur')).toBe('its own');
    expect(asked.filter(([path]) => path === '/stations')).toHaveLength(1);
  });

  test('CAT-01 a plan that names what it does not tell is refused, and the samples tell all', async () => {
    const plan: MenuPlan = {
      stations: [],
      groups: [],
      categories: [{ name: 'X', products: [{ name: 'Y', price: 1, station: 'Bar' }] }],
    };
    await expect(buildMenu(recorder().ask, plan, idOf)).rejects.toThrow('"Bar"');
    for (const sample of [SMALL_CAFE, CAFE_AT_THE_TILL, TWO_STATIONS, VARIANTS_AT_THE_TILL]) {
      await expect(buildMenu(recorder().ask, sample, idOf)).resolves.toBeDefined();
    }
  });
});
