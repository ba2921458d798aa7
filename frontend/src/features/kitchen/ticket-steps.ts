import {
  deriveTicketStatus,
  recallState,
  type KitchenStatus,
  type KitchenStatusBody,
  type KitchenTicketDto,
  type KitchenTicketItemDto,
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

function withItems(ticket: KitchenTicketDto, items: KitchenTicketItemDto[]): KitchenTicketDto {
  return { ...ticket, items, status: deriveTicketStatus(items.map(({ status }) => status)) };
}

/** The ticket as it will be after a bump: what is behind catches up. */
export function bumped(ticket: KitchenTicketDto, to: Target): KitchenTicketDto {
  const items = ticket.items.map((item) =>
    item.status !== 'VOIDED' && rank(item.status) < rank(to) ? { ...item, status: to } : item,
  );
  return withItems(ticket, items);
}

/** The ticket as it will be with one item moved. */
export function withItemAt(ticket: KitchenTicketDto, itemId: string, to: Target): KitchenTicketDto {
  return withItems(
    ticket,
    ticket.items.map((item) => (item.id === itemId ? { ...item, status: to } : item)),
  );
}

/** The ticket as it will be one step back; null where there is nothing to take back. */
export function recalled(ticket: KitchenTicketDto): KitchenTicketDto | null {
  const to = recallState(ticket.status);
  if (!to) return null;
  const items = ticket.items.map((item) => {
    const back = item.status !== 'VOIDED' && rank(item.status) > rank(to) ? recallState(item.status) : null;
    return back ? { ...item, status: back } : item;
  });
  return withItems(ticket, items);
}
