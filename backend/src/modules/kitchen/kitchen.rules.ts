import {
  businessDate,
  businessDayRange,
  canMoveInKitchen,
  deriveTicketStatus,
  recallState,
} from '@meja/domain';
import type { KitchenStatus, Language } from '@meja/domain';

/** A ticket's item as far as the rules care. */
export interface ItemState {
  id: string;
  status: KitchenStatus;
}

export type KitchenRefusal = 'voided' | 'too_far_back' | 'nothing_to_recall';

/** What a step does to the items it changes, or why it can't be taken. */
export type Step =
  { ok: true; changes: ItemState[] } | { ok: false; to: KitchenStatus; reason: KitchenRefusal };

const PROGRESS: readonly KitchenStatus[] = ['QUEUED', 'PREPARING', 'READY', 'SERVED'];
const rank = (status: KitchenStatus): number => PROGRESS.indexOf(status);
const refuse = (to: KitchenStatus, reason: KitchenRefusal): Step => ({ ok: false, to, reason });

/**
 * Moves a whole ticket. Forward: what is behind catches up, what is ahead stays. Back: one step at most. A ticket
 * that is there already stays as it is.
 */
export function moveTicket(items: readonly ItemState[], to: KitchenStatus): Step {
  const from = deriveTicketStatus(items.map(({ status }) => status));
  if (from === 'VOIDED') return refuse(to, 'voided');
  const live = items.filter(({ status }) => status !== 'VOIDED');
  const isForward = rank(to) >= rank(from);
  if (!isForward && !canMoveInKitchen(from, to)) return refuse(to, 'too_far_back');
  const moving = live.filter(({ status }) =>
    isForward ? rank(status) < rank(to) : rank(status) > rank(to) && canMoveInKitchen(status, to),
  );
  return { ok: true, changes: moving.map(({ id }) => ({ id, status: to })) };
}

/** Moves one item. */
export function moveItem(item: ItemState, to: KitchenStatus): Step {
  if (item.status === to) return { ok: true, changes: [] };
  if (item.status === 'VOIDED') return refuse(to, 'voided');
  if (!canMoveInKitchen(item.status, to)) return refuse(to, 'too_far_back');
  return { ok: true, changes: [{ id: item.id, status: to }] };
}

/** Takes a ticket one step back: every item beyond the state it returns to goes back one. */
export function recallTicket(items: readonly ItemState[]): Step {
  const from = deriveTicketStatus(items.map(({ status }) => status));
  if (from === 'VOIDED') return refuse('QUEUED', 'voided');
  const to = recallState(from);
  if (!to) return refuse('QUEUED', 'nothing_to_recall');
  const changes = items.flatMap(({ id, status }) => {
    const back = status !== 'VOIDED' && rank(status) > rank(to) ? recallState(status) : null;
    return back ? [{ id, status: back }] : [];
  });
  return { ok: true, changes };
}

/** However late the hour: what was ordered so recently is still being made. Milliseconds. */
const STILL_COOKING_MS = 6 * 3_600_000;

/**
 * From when on a ticket belongs on the board: the beginning of the outlet's business day, or six hours ago where that
 * is earlier (a kitchen works on across the cut-off). What is older and still open is closed by the day's end.
 */
export function boardStart(at: Date, timeZone: string, cutoff: string): Date {
  const { from } = businessDayRange(businessDate(at, timeZone, cutoff), timeZone, cutoff);
  return new Date(Math.min(from.getTime(), at.getTime() - STILL_COOKING_MS));
}

const REFUSAL_TEXTS: Record<KitchenRefusal, Record<Language, string>> = {
  voided: {
    id: 'Sudah dibatalkan dari kasir; tidak perlu disiapkan.',
    en: 'It was voided at the till and need not be prepared.',
  },
  too_far_back: {
    id: 'Mundur hanya satu langkah; tarik kembali lebih dahulu.',
    en: 'It goes back one step at a time; recall it first.',
  },
  nothing_to_recall: {
    id: 'Tiket ini belum mulai dikerjakan, jadi tidak ada yang ditarik kembali.',
    en: 'Work on this ticket has not begun, so there is nothing to recall.',
  },
};

const STATUS_LABELS: Record<KitchenStatus, Record<Language, string>> = {
  QUEUED: { id: 'diantre', en: 'queued' },
  PREPARING: { id: 'disiapkan', en: 'preparing' },
  READY: { id: 'siap', en: 'ready' },
  SERVED: { id: 'disajikan', en: 'served' },
  VOIDED: { id: 'dibatalkan', en: 'voided' },
};

/** The words that fill a refusal's text. */
export function refusalParams(
  from: KitchenStatus,
  step: Extract<Step, { ok: false }>,
  language: Language,
): { from: string; to: string; reason: string } {
  return {
    from: STATUS_LABELS[from][language],
    to: STATUS_LABELS[step.to][language],
    reason: REFUSAL_TEXTS[step.reason][language],
  };
}
