import { v7 as uuidv7 } from 'uuid';
import { buildMenu } from '@meja/domain/shop';
import type { Ask, MenuPlan } from '@meja/domain/shop';
import type { Caller } from '../setup';

/** The API as somebody who wants `data` and nothing else. Throws where it is refused. */
export const askOf =
  (api: Caller): Ask =>
  async <T>(method: string, path: string, body?: object) => {
    const answer = await api(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return (answer.body as { data: T }).data;
  };

/** Builds a menu and gives the ids of what it named. */
export async function menuOf(api: Caller, plan: MenuPlan) {
  const { stations, categories, groups, products } = await buildMenu(askOf(api), plan, () => uuidv7());
  return {
    station: (name: string): string => stations.get(name)!,
    category: (name: string): string => categories.get(name)!,
    group: (key: string): string => groups.get(key)!.id,
    option: (key: string, name: string): string =>
      groups.get(key)!.options.find((option) => option.name === name)!.id,
    product: (name: string): string => products.get(name)!.product.id,
  };
}
