import type { Id, MenuProductDto } from '@meja/domain';
import type { BasketState } from './basket.types';
import { storedItems } from './basket-bill';

/** What saving a basket means for the kitchen. */
export interface KitchenLines {
  /** Something of it reaches a kitchen that does not know of it yet. */
  reaches: boolean;
  /** Saving sends what is new: it is for a table, was sent before, or there is something to prepare. */
  submits: boolean;
}

type Placed = Pick<MenuProductDto, 'id' | 'stationId'>;
const known = new WeakMap<readonly Placed[], Map<Id, Id | null>>();

/** Where each product is prepared; made once for a menu. */
function stationsOf(products: readonly Placed[]): Map<Id, Id | null> {
  const found = known.get(products) ?? new Map(products.map(({ id, stationId }) => [id, stationId]));
  known.set(products, found);
  return found;
}

/** What of a basket the kitchen does not know yet; where a product is prepared is what the menu says of it. */
export function kitchenOf(
  basket: Pick<BasketState, 'base' | 'lines' | 'type'>,
  products: readonly Placed[],
): KitchenLines {
  const stations = stationsOf(products);
  const reaches =
    storedItems(basket).some((item) => item.sentAt === null && item.stationId !== null) ||
    basket.lines.some(({ productId }) => stations.get(productId) != null);
  const wasSent = basket.base !== null && basket.base.status !== 'DRAFT';
  return { reaches, submits: reaches || wasSent || basket.type === 'DINE_IN' };
}
