import type { KitchenStatus, OrderStatus, PaymentStatus } from '../dto/enums';
import type { Money } from '../money';

/** Kitchen states of an item or ticket: forward (a bump may skip), one step back on recall, VOIDED from the order. */
export const KITCHEN_TRANSITIONS: Readonly<Record<KitchenStatus, readonly KitchenStatus[]>> = {
  QUEUED: ['PREPARING', 'READY', 'SERVED', 'VOIDED'],
  PREPARING: ['QUEUED', 'READY', 'SERVED', 'VOIDED'],
  READY: ['PREPARING', 'SERVED', 'VOIDED'],
  SERVED: ['READY', 'VOIDED'],
  VOIDED: [],
};

/** Whether an item may be moved in the kitchen. */
export function canMoveInKitchen(from: KitchenStatus, to: KitchenStatus): boolean {
  return KITCHEN_TRANSITIONS[from].includes(to);
}

const RECALL: Partial<Record<KitchenStatus, KitchenStatus>> = {
  SERVED: 'READY',
  READY: 'PREPARING',
  PREPARING: 'QUEUED',
};

/** Where a recall puts an item: one step back; null where there is nothing to take back. */
export function recallState(from: KitchenStatus): KitchenStatus | null {
  return RECALL[from] ?? null;
}

const PROGRESS: KitchenStatus[] = ['QUEUED', 'PREPARING', 'READY', 'SERVED'];

/**
 * A ticket's state from its items': as far as the least advanced item, PREPARING once work on any has begun;
 * VOIDED when all are voided or there are none.
 */
export function deriveTicketStatus(items: readonly KitchenStatus[]): KitchenStatus {
  const live = items.filter((status) => status !== 'VOIDED').map((status) => PROGRESS.indexOf(status));
  if (live.length === 0) return 'VOIDED';
  const least = Math.min(...live);
  if (least === 0 && Math.max(...live) > 0) return 'PREPARING';
  return PROGRESS[least] ?? 'QUEUED';
}

/**
 * Payment state from the order's total, what was paid and what was given back. A bill with nothing left to pay is
 * PAID, a bill of zero included; whether an order still takes items is asked of its status.
 */
export function paymentStatus(amounts: { total: Money; paid: Money; refunded: Money }): PaymentStatus {
  const { total, paid, refunded } = amounts;
  if (refunded > 0) return refunded >= paid ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  if (paid >= total) return 'PAID';
  return paid > 0 ? 'PARTIALLY_PAID' : 'UNPAID';
}

/**
 * An order's state from its items' kitchen states (null: nothing to cook), its payment and its present state.
 * DRAFT, COMPLETED and VOIDED stay; all served (or nothing to cook) and paid → COMPLETED; otherwise the kitchen's
 * progress. The result may lie several legal moves ahead. It never becomes VOIDED here: an order with nothing left is
 * voided by an act that says when, by whom and why.
 */
export function deriveOrderStatus(
  items: readonly (KitchenStatus | null)[],
  payment: PaymentStatus,
  current: OrderStatus,
): OrderStatus {
  const live = items.filter((status) => status !== 'VOIDED');
  if (current === 'DRAFT' || current === 'COMPLETED' || current === 'VOIDED' || live.length === 0)
    return current;
  const cooked = live.filter((status) => status !== null);
  const kitchen = cooked.length === 0 ? null : deriveTicketStatus(cooked);
  if ((kitchen === null || kitchen === 'SERVED') && payment !== 'UNPAID' && payment !== 'PARTIALLY_PAID') {
    return 'COMPLETED';
  }
  if (kitchen === null) return current;
  if (kitchen === 'QUEUED') return current === 'OPEN' ? 'OPEN' : 'PREPARING';
  return kitchen === 'VOIDED' ? current : kitchen;
}
