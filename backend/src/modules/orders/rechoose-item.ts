import {
  carryOptions,
  groupsFor,
  isNoMoreThan,
  parseQuantityMilli,
  requiresWholeQuantity,
  takenOptions,
  takesAway,
} from '@meja/domain';
import type { RepricedItemDto, UpdateOrderItemBody } from '@meja/domain';
import { Problem, invalid } from '../../platform/http';
import type { FieldIssue } from '../../platform/http';
import { chooseItem } from './build-items';
import type { MenuLookup } from './menu-lookup';
import type { OrderItemRow } from './orders.rows';

interface Choice {
  productId: string;
  variantId: string | null;
  quantity: number;
  modifiers: { optionId: string; quantity: number }[];
}

/** What an item becomes, and whether the menu was asked for it. */
export interface Rechosen {
  item: OrderItemRow;
  isPriced: boolean;
  /** Where the menu asks another price for one than the line had. */
  repriced: RepricedItemDto[];
}

type Asked =
  { ok: true; chosen: NonNullable<ReturnType<typeof chooseItem>> } | { ok: false; refusal: Problem };

const choiceOf = (item: OrderItemRow): Choice => ({
  productId: item.product_id,
  variantId: item.variant_id,
  quantity: item.quantity_milli / 1000,
  modifiers: takenOptions(item.modifiers).map(({ optionId, quantity }) => ({ optionId, quantity })),
});

function ask(lookup: MenuLookup, choice: Choice): Asked {
  const issues: FieldIssue[] = [];
  try {
    const chosen = chooseItem(lookup, choice, '', issues);
    if (chosen && issues.length === 0) return { ok: true, chosen };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, refusal: error };
    throw error;
  }
  return {
    ok: false,
    refusal: invalid(...issues.map((issue) => ({ ...issue, path: issue.path.replace(/^\./, '') }))),
  };
}

const countsOf = (choice: Choice): Map<string, number> =>
  new Map(choice.modifiers.map(({ optionId, quantity }) => [optionId, quantity]));

/** Whether a change takes something away of an item. */
export const takesAwayOf = (before: OrderItemRow, after: OrderItemRow): boolean =>
  takesAway(choiceOf(before), choiceOf(after));

const isSame = (a: Choice, b: Choice): boolean => isNoMoreThan(a, b) && isNoMoreThan(b, a);

const priceForOne = ({ unit_price, modifiers }: Pick<OrderItemRow, 'unit_price' | 'modifiers'>): number =>
  modifiers.reduce((sum, { price, quantity }) => sum + price * quantity, unit_price);

/** What of a line's options another variant offers too, and what is usual in groups that only that one has. */
function carried(lookup: MenuLookup, item: OrderItemRow, variantId: string | null): Choice['modifiers'] {
  const product = lookup.products.get(item.product_id);
  const had = choiceOf(item);
  if (!product || variantId === item.variant_id) return had.modifiers;
  const groupsOf = (id: string | null) => groupsFor(product, id, lookup.groups);
  const kept = carryOptions(countsOf(had), groupsOf(item.variant_id), groupsOf(variantId));
  return [...kept].map(([optionId, quantity]) => ({ optionId, quantity }));
}

/** Less of a line as it was sold: its price and its tax stay. */
function lessOf(item: OrderItemRow, wanted: Choice): OrderItemRow {
  const kept = countsOf(wanted);
  return {
    ...item,
    quantity_milli: Math.round(wanted.quantity * 1000),
    modifiers: item.modifiers.flatMap((modifier) => {
      const quantity = kept.get(modifier.optionId) ?? 0;
      return quantity === 0 && !modifier.isDefault ? [] : [{ ...modifier, quantity }];
    }),
  };
}

/**
 * Changes what an item is and how many: only another variant, other options or another quantity are priced anew, by
 * the menu. Another variant keeps the options that it offers too. Where the menu no longer offers the line as it stands
 * (product removed or sold out, variant or option gone), less of it is still allowed, at the price it was sold for.
 * Throws what is wrong with the change.
 */
export function rechooseItem(lookup: MenuLookup, item: OrderItemRow, body: UpdateOrderItemBody): Rechosen {
  const present = choiceOf(item);
  const milli = body.quantity === undefined ? item.quantity_milli : (parseQuantityMilli(body.quantity) ?? 0);
  const variantId = body.variantId === undefined ? item.variant_id : body.variantId;
  const wanted: Choice = {
    productId: item.product_id,
    variantId,
    quantity: milli / 1000,
    modifiers:
      body.modifiers?.map(({ optionId, quantity = 1 }) => ({ optionId, quantity })) ??
      carried(lookup, item, variantId),
  };
  if (body.modifiers && countsOf(wanted).size < wanted.modifiers.length) {
    throw invalid({ path: 'modifiers', code: 'repeated' });
  }
  if (isSame(wanted, present)) return { item, isPriced: false, repriced: [] };

  const asked = ask(lookup, wanted);
  if (asked.ok) {
    const changed = { ...item, ...asked.chosen };
    const [before, after] = [priceForOne(item), priceForOne(changed)];
    const repriced = before === after ? [] : [{ itemId: item.id, name: changed.name, before, after }];
    return { item: changed, isPriced: true, repriced };
  }
  if (!isNoMoreThan(wanted, present) || ask(lookup, present).ok) throw asked.refusal;
  if (requiresWholeQuantity(item.unit) && milli % 1000 !== 0) {
    throw invalid({ path: 'quantity', code: 'whole_quantity_required' });
  }
  return { item: lessOf(item, wanted), isPriced: true, repriced: [] };
}
