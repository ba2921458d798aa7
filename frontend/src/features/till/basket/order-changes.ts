import type { Id, Money, OrderDto, OrderItemDto, OrderType, PaymentMethod } from '@meja/domain';
import { liveItems } from './basket-bill';
import { labelOf } from './order-label';

/** What became of an order that somebody here has open, as far as a cashier cares. */
export type OrderChange =
  | { kind: 'added' | 'gone' | 'stored'; name: string; quantity: number }
  | { kind: 'changed'; name: string; before: number; after: number }
  /** `kept`: what was typed here and stands, over what others wrote. */
  | { kind: 'label'; after: string; kept: string | null }
  | { kind: 'type'; after: OrderType; kept: OrderType | null }
  | { kind: 'discount'; isKept: boolean }
  | { kind: 'payment'; method: PaymentMethod; amount: Money };

/** The name of an item with its variant. */
export const nameOf = ({ name, variantName }: Pick<OrderItemDto, 'name' | 'variantName'>): string =>
  variantName ? `${name} · ${variantName}` : name;

const contentOf = ({ variantId, modifiers, note, discount }: OrderItemDto): string =>
  JSON.stringify([
    variantId,
    modifiers.map(({ optionId, quantity }) => [optionId, quantity]),
    note,
    discount,
  ]);

/** What others did to an order's items and payments between two readings; `mine` are the ids of what was done here. */
export function changesOf(before: OrderDto, after: OrderDto, mine: ReadonlySet<Id>): OrderChange[] {
  const changes: OrderChange[] = [];
  const had = new Map(liveItems(before).map((item) => [item.id, item]));
  for (const item of liveItems(after)) {
    const known = had.get(item.id);
    had.delete(item.id);
    if (mine.has(item.id)) continue;
    if (!known) changes.push({ kind: 'added', name: nameOf(item), quantity: item.quantity });
    else if (known.quantity !== item.quantity || contentOf(known) !== contentOf(item)) {
      changes.push({
        kind: 'changed',
        name: nameOf(item),
        before: known.quantity,
        after: item.quantity,
      });
    }
  }
  for (const item of had.values()) {
    if (!mine.has(item.id)) changes.push({ kind: 'gone', name: nameOf(item), quantity: item.quantity });
  }
  const paid = new Set(before.payments.map(({ id }) => id));
  for (const { id, method, amount } of after.payments) {
    if (!paid.has(id) && !mine.has(id)) changes.push({ kind: 'payment', method, amount });
  }
  return changes;
}

/** One field of three readings: mine stands where it was changed here, else what others wrote. */
function merge<T>(mine: T, before: T, after: T): { value: T; isTheirs: boolean; isKept: boolean } {
  const same = (a: T, b: T): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (same(mine, after) || same(before, after)) return { value: mine, isTheirs: false, isKept: false };
  const isKept = !same(mine, before);
  return { value: isKept ? mine : after, isTheirs: true, isKept };
}

interface Header {
  type: OrderType;
  queueName: string;
  discount: OrderDto['discount'];
}

/** An order's head as it stands here after others changed it: theirs, but for what was changed here. */
export function mergeHeader(
  here: Header,
  before: OrderDto,
  after: OrderDto,
): { header: Header; changes: OrderChange[] } {
  const type = merge(here.type, before.type, after.type);
  const label = merge(here.queueName.trim(), labelOf(before), labelOf(after));
  const discount = merge(here.discount, before.discount, after.discount);
  const changes: OrderChange[] = [];
  if (type.isTheirs) changes.push({ kind: 'type', after: after.type, kept: type.isKept ? type.value : null });
  if (label.isTheirs)
    changes.push({ kind: 'label', after: labelOf(after), kept: label.isKept ? label.value : null });
  if (discount.isTheirs) changes.push({ kind: 'discount', isKept: discount.isKept });
  const queueName = label.isTheirs ? label.value : here.queueName;
  return { header: { type: type.value, queueName, discount: discount.value }, changes };
}
