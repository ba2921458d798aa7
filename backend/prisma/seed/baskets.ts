import { groupsFor } from '@meja/domain';
import type { OrderItemBody, PaymentMethod } from '@meja/domain';
import { idOf, pick } from './determinism';
import type { MenuEntry } from './menu';

type Next = () => number;

/** Options as people take them: mostly what is usual, now and then something else or something more. */
function chooseOptions(
  next: Next,
  { product, groups }: MenuEntry,
  variantId: string | null,
): { optionId: string }[] {
  const known = new Map(groups.map((group) => [group.id, group]));
  return groupsFor(product, variantId, known)
    .flatMap(({ min, max, options }) => {
      const usual = options.filter((option) => option.default);
      if (next() < 0.65) return usual.length >= min ? usual : [options[0]!];
      const chosen = pick(next, options);
      if (max > 1 || min === 0) return next() < 0.5 ? [chosen] : usual;
      return [chosen];
    })
    .map(({ id }) => ({ optionId: id }));
}

/** What one party orders: one to four different things. */
export function fillBasket(next: Next, menu: readonly MenuEntry[], at: Date, key: string): OrderItemBody[] {
  const size = pick(next, [1, 2, 3, 4], (count) => [0, 4, 4, 2, 1][count]!);
  const taken = new Set<string>();
  const items: OrderItemBody[] = [];
  while (items.length < size) {
    const entry = pick(next, menu, ({ weight }) => weight);
    const { product } = entry;
    if (taken.has(product.id)) continue;
    taken.add(product.id);
    const variant = product.variants.length ? pick(next, product.variants) : null;
    items.push({
      id: idOf(at, `${key}:item:${items.length}`),
      productId: product.id,
      ...(variant && { variantId: variant.id }),
      quantity:
        product.unit === 'PIECE'
          ? pick(next, [1, 2, 3], (count) => [0, 8, 3, 1][count]!)
          : pick(next, [0.25, 0.5, 1]),
      modifiers: chooseOptions(next, entry, variant?.id ?? null),
      ...(next() < 0.03 && { discount: { type: 'PERCENT' as const, value: 1000 } }),
    });
  }
  return items;
}

const METHODS: [PaymentMethod, number][] = [
  ['CASH', 46],
  ['QRIS', 34],
  ['CARD', 12],
  ['EWALLET', 8],
];
const NOTES = [5_000, 10_000, 20_000, 50_000, 100_000];

export interface DemoPayment {
  id: string;
  method: PaymentMethod;
  amount: number;
  tendered?: number;
  reference?: string;
}

/** What somebody hands over for an amount: exact, or the next note that covers it. */
function handedOver(next: Next, due: number): number {
  if (next() < 0.25) return due;
  const note = pick(
    next,
    NOTES.filter((value) => value * 20 >= due),
  );
  return Math.ceil(due / note) * note;
}

/** How a bill is paid; now and then a part by QRIS and the rest in cash. */
export function choosePayment(
  next: Next,
  due: { dueTotal: number; cashDueTotal: number },
  at: Date,
  key: string,
): DemoPayment {
  const id = idOf(at, `${key}:payment:${due.dueTotal}`);
  const [method] = pick(next, METHODS, ([, weight]) => weight);
  if (method === 'CASH') {
    return { id, method, amount: due.cashDueTotal, tendered: handedOver(next, due.cashDueTotal) };
  }
  const isPart = method === 'QRIS' && due.dueTotal > 100_000 && next() < 0.1;
  const amount = isPart ? 50_000 : due.dueTotal;
  return { id, method, amount, reference: `${method}-${id.slice(-6).toUpperCase()}` };
}
