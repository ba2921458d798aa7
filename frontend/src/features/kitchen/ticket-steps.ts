import {
  deriveTicketStatus,
  moveItem,
  moveTicket,
  recallTicket,
  type KitchenStatus,
  type KitchenStatusBody,
  type KitchenTicketDto,
  type Step,
} from '@meja/domain';

type Target = KitchenStatusBody['status'];

const PROGRESS: readonly KitchenStatus[] = ['QUEUED', 'PREPARING', 'READY', 'SERVED'];
const rank = (status: KitchenStatus): number => PROGRESS.indexOf(status);

const NEXT: Partial<Record<KitchenStatus, Target>> = {
  QUEUED: 'PREPARING',
  PREPARING: 'READY',
  READY: 'SERVED',
};

/** Where a bump takes a ticket, at a station of one bump right to its end; null where nothing is left to do. */
export function nextTicketStatus(status: KitchenStatus, isOneBump = false): Target | null {
  const next = NEXT[status] ?? null;
  return next && isOneBump ? 'SERVED' : next;
}

/** How many recalls lead from a state back to an earlier one; at least one. */
export function stepsBack(from: KitchenStatus, to: KitchenStatus): number {
  return Math.max(1, rank(from) - rank(to));
}

/** Where a tap takes an item: on, or back from ready if that was a mistake. */
export function nextItemStatus(status: KitchenStatus): Target | null {
  if (status === 'QUEUED') return 'PREPARING';
  if (status === 'PREPARING') return 'READY';
  return status === 'READY' ? 'PREPARING' : null;
}

/** The ticket with a step taken on its items; as it is where the step is refused. */
function after(ticket: KitchenTicketDto, step: Step): KitchenTicketDto {
  if (!step.ok) return ticket;
  const moved = new Map(step.changes.map(({ id, status }) => [id, status]));
  const items = ticket.items.map((item) => ({ ...item, status: moved.get(item.id) ?? item.status }));
  return { ...ticket, items, status: deriveTicketStatus(items.map(({ status }) => status)) };
}

/** The ticket as it will be after a bump: what is behind catches up. */
export const bumped = (ticket: KitchenTicketDto, to: Target): KitchenTicketDto =>
  after(ticket, moveTicket(ticket.items, to));

/** The ticket as it will be with one item moved. */
export function withItemAt(ticket: KitchenTicketDto, itemId: string, to: Target): KitchenTicketDto {
  const item = ticket.items.find(({ id }) => id === itemId);
  return item ? after(ticket, moveItem(item, to)) : ticket;
}

/** The ticket as it will be one step back; null where there is nothing to take back. */
export function recalled(ticket: KitchenTicketDto): KitchenTicketDto | null {
  const step = recallTicket(ticket.items);
  return step.ok ? after(ticket, step) : null;
}
