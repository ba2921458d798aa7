import type { LineModifier, MenuProductDto, OrderItemDto } from '@meja/domain';
import { chosenIn, groupsFor, isLiveItem, lineOptions, takenOptions } from '@meja/domain';
import { isSellable, type MenuIndex } from '../menu/menu-index';
import type { LineChoice } from './basket.types';

export interface Repetition {
  lines: { product: MenuProductDto; choice: LineChoice }[];
  /** Names of what can't be sold as it was: gone, sold out, or with an option that is. */
  missing: string[];
}

/** Its options as the variant has them now; null where one of them is gone or sold out, or another is required. */
function optionsNow(index: MenuIndex, product: MenuProductDto, item: OrderItemDto): LineModifier[] | null {
  const groups = groupsFor(product, item.variantId, index.groups);
  const there = new Set(
    groups.flatMap(({ options }) => options.flatMap((one) => (one.available ? [one.id] : []))),
  );
  const taken = takenOptions(item.modifiers);
  const fits = groups.every((group) => {
    const count = chosenIn(group, taken);
    return count >= group.min && count <= group.max;
  });
  if (!fits || !taken.every(({ optionId }) => there.has(optionId))) return null;
  return lineOptions(groups, new Map(taken.map(({ optionId, quantity }) => [optionId, quantity])));
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
    const modifiers = product ? optionsNow(index, product, item) : null;
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
