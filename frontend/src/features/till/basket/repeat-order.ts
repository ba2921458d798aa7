import type { MenuProductDto, OrderItemDto, PricedModifier } from '@meja/domain';
import { isLiveItem } from '@meja/domain';
import { isSellable, type MenuIndex } from '../menu/menu-index';
import type { LineChoice } from './basket.types';

export interface Repetition {
  lines: { product: MenuProductDto; choice: LineChoice }[];
  /** Names of what can't be sold as it was: gone, sold out, or with an option that is. */
  missing: string[];
}

function optionsNow(index: MenuIndex, item: OrderItemDto): PricedModifier[] | null {
  const options = new Map(
    [...index.groups.values()].flatMap((group) => group.options).map((option) => [option.id, option]),
  );
  const found = item.modifiers.map(({ optionId, quantity }) => {
    const option = options.get(optionId);
    return option?.available ? { optionId, name: option.name, price: option.price, quantity } : null;
  });
  return found.every((option) => option !== null) ? found : null;
}

/** The lines of a sold order as new ones, by today's menu and prices and without its discounts. */
export function repeatOrder(items: readonly OrderItemDto[], index: MenuIndex): Repetition {
  const repetition: Repetition = { lines: [], missing: [] };
  for (const item of items.filter(isLiveItem)) {
    const product = index.menu.products.find(({ id }) => id === item.productId);
    const hasVariant =
      item.variantId === null
        ? product?.variants.length === 0
        : product?.variants.some(({ id, available }) => id === item.variantId && available);
    const modifiers = optionsNow(index, item);
    if (!product || !isSellable(product) || !hasVariant || !modifiers) {
      repetition.missing.push(item.variantName ? `${item.name} ${item.variantName}` : item.name);
      continue;
    }
    const quantityMilli = Math.round(item.quantity * 1000);
    const choice = { variantId: item.variantId, quantityMilli, modifiers, discount: null, note: item.note };
    repetition.lines.push({ product, choice });
  }
  return repetition;
}
