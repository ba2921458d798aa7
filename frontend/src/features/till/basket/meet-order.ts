import { type Id, type Money, type OrderDto, type OrderItemDto, takenOptions } from '@meja/domain';
import { newId } from '@/shared/api';
import type { BasketLine, BasketState } from './basket.types';
import { liveItems } from './basket-bill';
import { toItemBody } from './basket-lines';
import { fingerprint } from './fingerprint';
import { changesOf, mergeHeader, nameOf, type OrderChange } from './order-changes';

/** Whether an order's bill is settled: nothing more goes on it. */
export const isSold = ({ paymentStatus }: Pick<OrderDto, 'paymentStatus'>): boolean =>
  paymentStatus !== 'UNPAID' && paymentStatus !== 'PARTIALLY_PAID';

/** Whether nothing more can be put on an order. */
export const isClosed = (order: Pick<OrderDto, 'paymentStatus' | 'status'>): boolean =>
  isSold(order) || order.status === 'VOIDED' || order.status === 'COMPLETED';

/** What a line was when it was sent: equal content, equal mark. */
export const markOf = (line: BasketLine): string => fingerprint(toItemBody(line));

const optionsOf = (modifiers: readonly { optionId: Id; quantity: number }[]): string =>
  takenOptions(modifiers)
    .map(({ optionId, quantity }) => `${optionId}×${quantity}`)
    .sort()
    .join();

/** Left out altogether, options are the menu's usual ones. */
const isSameChoice = (line: BasketLine, item: OrderItemDto): boolean =>
  line.variantId === item.variantId &&
  (line.modifiers.length === 0 || optionsOf(line.modifiers) === optionsOf(item.modifiers)) &&
  (line.note ?? '') === (item.note ?? '') &&
  JSON.stringify(line.discount) === JSON.stringify(item.discount);

/**
 * What is left of a line here once the server turned out to have it. Nothing, as a rule; where it was changed after a
 * try whose answer got lost, what goes beyond what is stored stays: more of the same as a line of its own, any other
 * change for as long as it was not sent to the kitchen. What can't be kept is told.
 */
function restOf(
  line: BasketLine,
  item: OrderItemDto,
  tried: readonly string[],
  isOver: boolean,
): { line: BasketLine | null; isTold: boolean } {
  if (tried.every((mark) => mark === markOf(line))) return { line: null, isTold: false };
  const stored = Math.round(item.quantity * 1000);
  const more = line.quantityMilli - stored;
  if (isSameChoice(line, item) && more >= 0) {
    return { line: more > 0 ? { ...line, id: newId(), quantityMilli: more } : null, isTold: false };
  }
  if (item.sentAt === null && !isOver) return { line, isTold: false };
  return { line: null, isTold: true };
}

/** A basket after it met its order as it is stored now. */
export interface Meeting {
  state: BasketState;
  /** What others changed, or what could not be kept, to be told. */
  changes: OrderChange[];
  /** Of the payments noted here, what turned out to be recorded. */
  recorded: Money;
  /** Lines for what was wanted beyond what is stored, by the lines they come from. */
  grown: Map<Id, Id>;
}

/**
 * Brings a basket together with its order as it is stored now: what the order holds is no new line any more, what
 * others changed is taken in, and what was done here stays on top of it. `mine` are ids of what was just done here.
 */
export function meetOrder(state: BasketState, order: OrderDto, mine: Iterable<Id> = []): Meeting {
  const { base, tried = {} } = state;
  const isStale = base !== null && order.version < base.version;
  const items = new Map(liveItems(order).map((item) => [item.id, item]));
  const known = new Set(order.items.map(({ id }) => id));
  const changes: OrderChange[] = [];
  const done = new Set(mine);
  const grown = new Map<Id, Id>();
  const lines = state.lines.flatMap((line) => {
    if (!known.has(line.id)) return [line];
    const item = items.get(line.id);
    if (!item || done.has(line.id)) return [];
    const rest = restOf(line, item, tried[line.id] ?? [], isClosed(order));
    if (rest.isTold) changes.push({ kind: 'stored', name: nameOf(item), quantity: item.quantity });
    if (rest.line && rest.line.id !== line.id) grown.set(line.id, rest.line.id);
    return rest.line ? [rest.line] : [];
  });
  const own = new Set([...done, ...state.lines.map(({ id }) => id), ...state.tenders.map(({ id }) => id)]);
  let { type, queueName, discount } = state;
  if (base && !isStale) {
    const merged = mergeHeader(state, base, order);
    ({ type, queueName, discount } = merged.header);
    changes.push(...merged.changes, ...changesOf(base, order, own));
  } else if (!base) {
    // It was sent from here and arrived although its answer did not: what was taken off since is there all the same.
    for (const item of items.values()) {
      if (!own.has(item.id)) changes.push({ kind: 'stored', name: nameOf(item), quantity: item.quantity });
    }
  }
  const paid = new Map(order.payments.map((payment) => [payment.id, payment.amount]));
  return {
    changes,
    grown,
    recorded: state.tenders.reduce((sum, { id }) => sum + (paid.get(id) ?? 0), 0),
    state: {
      ...state,
      type,
      queueName,
      discount,
      lines,
      tenders: state.tenders.filter(({ id }) => !paid.has(id)),
      base: isStale ? base : order,
    },
  };
}
