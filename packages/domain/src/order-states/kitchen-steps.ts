import { KITCHEN_STATUSES } from '../dto/enums';
import type { KitchenStatus } from '../dto/enums';
import { canMoveInKitchen, deriveTicketStatus, recallState } from './kitchen-machine';

/** A ticket's item as far as the rules care. */
export interface ItemState {
  id: string;
  status: KitchenStatus;
}

export type KitchenRefusal = 'voided' | 'too_far_back' | 'nothing_to_recall';

interface Refused {
  to: KitchenStatus;
  reason: KitchenRefusal;
}

/** What a step does to the items it changes, or why it can't be taken. */
export type Step = { ok: true; changes: ItemState[] } | ({ ok: false } & Refused);

/** What a cook asks for: a whole ticket or one item to a state, or a ticket one step back. */
export type KitchenAction = { kind: 'ticket' | 'item'; to: KitchenStatus } | { kind: 'recall' };

/** Where each item goes by its own state, those that stay left out; or why nothing may go. */
export type StatePlan = { next: Partial<Record<KitchenStatus, KitchenStatus>> } | Refused;

/** An action for every state in which what is to move may be found (the item's, or the ticket's). */
export type StepPlan = Readonly<Record<KitchenStatus, StatePlan>>;

const PROGRESS: readonly KitchenStatus[] = ['QUEUED', 'PREPARING', 'READY', 'SERVED'];
const rank = (status: KitchenStatus): number => PROGRESS.indexOf(status);

const goes = (where: (status: KitchenStatus) => KitchenStatus | null): StatePlan => ({
  next: Object.fromEntries(
    PROGRESS.flatMap((status) => {
      const to = where(status);
      return to === null ? [] : [[status, to]];
    }),
  ),
});

/** Forward: what is behind catches up, what is ahead stays. Back: one step at most. */
function ticketPlan(from: KitchenStatus, to: KitchenStatus): StatePlan {
  if (from === 'VOIDED') return { to, reason: 'voided' };
  if (rank(to) >= rank(from)) return goes((status) => (rank(status) < rank(to) ? to : null));
  if (!canMoveInKitchen(from, to)) return { to, reason: 'too_far_back' };
  return goes((status) => (rank(status) > rank(to) && canMoveInKitchen(status, to) ? to : null));
}

function itemPlan(from: KitchenStatus, to: KitchenStatus): StatePlan {
  if (from === to) return { next: {} };
  if (from === 'VOIDED') return { to, reason: 'voided' };
  return canMoveInKitchen(from, to) ? { next: { [from]: to } } : { to, reason: 'too_far_back' };
}

/** Every item beyond the state that the ticket returns to goes back one. */
function recallPlan(from: KitchenStatus): StatePlan {
  if (from === 'VOIDED') return { to: 'QUEUED', reason: 'voided' };
  const to = recallState(from);
  if (!to) return { to: 'QUEUED', reason: 'nothing_to_recall' };
  return goes((status) => (rank(status) > rank(to) ? recallState(status) : null));
}

function planFrom(action: KitchenAction, from: KitchenStatus): StatePlan {
  if (action.kind === 'recall') return recallPlan(from);
  return action.kind === 'ticket' ? ticketPlan(from, action.to) : itemPlan(from, action.to);
}

/**
 * The whole of an action's rule as a table, for whoever finds out the states only once they are locked: the kitchen's
 * SQL is handed it.
 */
export function planStep(action: KitchenAction): StepPlan {
  const plans = KITCHEN_STATUSES.map((from) => [from, planFrom(action, from)] as const);
  return Object.fromEntries(plans) as Record<KitchenStatus, StatePlan>;
}

function take(plan: StatePlan, items: readonly ItemState[]): Step {
  if ('reason' in plan) return { ok: false, ...plan };
  const changes = items.flatMap(({ id, status }) => {
    const to = plan.next[status];
    return to ? [{ id, status: to }] : [];
  });
  return { ok: true, changes };
}

const stateOf = (items: readonly ItemState[]): KitchenStatus =>
  deriveTicketStatus(items.map(({ status }) => status));

/**
 * Moves a whole ticket. Forward: what is behind catches up, what is ahead stays. Back: one step at most. A ticket that
 * is there already stays as it is.
 */
export const moveTicket = (items: readonly ItemState[], to: KitchenStatus): Step =>
  take(ticketPlan(stateOf(items), to), items);

/** Moves one item. */
export const moveItem = (item: ItemState, to: KitchenStatus): Step => take(itemPlan(item.status, to), [item]);

/** Takes a ticket one step back: every item beyond the state it returns to goes back one. */
export const recallTicket = (items: readonly ItemState[]): Step => take(recallPlan(stateOf(items)), items);
