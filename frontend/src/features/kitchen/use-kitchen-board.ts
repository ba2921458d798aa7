import type { KitchenStatus, KitchenStatusBody, KitchenTicketDto } from '@meja/domain';
import { computed, onScopeDispose, readonly, ref, shallowRef, watch, type Ref } from 'vue';
import { onEvent, realtimeGaps, realtimeState } from '@/shared/realtime';
import { toastError } from '@/shared/ui';
import * as api from './kitchen.api';
import { applyTicket, doneTickets, dropDone, mergeSnapshot, openTickets, type Board } from './ticket-board';
import { createTicketSender } from './ticket-sender';
import { bumped, nextItemStatus, nextTicketStatus, recalled, stepsBack, withItemAt } from './ticket-steps';

const UNDO_MS = 10_000;
const SAFETY_MS = 15_000;
/** A second touch within this time is a slip of the hand, not a second step. */
const DOUBLE_TOUCH_MS = 350;
const DISMISSED = 'meja.kitchen.dismissed';
const DISMISSED_MAX = 200;

export interface LastBump {
  ticketId: string;
  number: string;
  from: KitchenStatus;
  to: KitchenStatusBody['status'];
}

export interface BoardOptions {
  outletId: Ref<string | null>;
  stationId: Ref<string | null>;
  /** Whether one bump finishes a ticket of this station. */
  isOneBump: (stationId: string) => boolean;
  onNew: () => void;
  onChanged: () => void;
}

function storedDismissed(): Set<string> {
  return new Set((sessionStorage.getItem(DISMISSED) ?? '').split(',').filter(Boolean));
}

/** The live board of one outlet: read once, followed by event, read again after every gap. */
export function useKitchenBoard(options: BoardOptions) {
  const { outletId, stationId } = options;
  const board = shallowRef<Board>(new Map());
  const dismissed = ref(storedDismissed());
  const loaded = ref(false);
  const loading = ref(false);
  const error = shallowRef<unknown>(null);
  const readAt = ref<number | null>(null);
  const liveUntil = ref<number | null>(null);
  /** Up to when the board is known to be whole (epoch milliseconds). */
  const knownUntil = computed(() => Math.max(readAt.value ?? 0, liveUntil.value ?? 0) || null);
  const lastBump = shallowRef<LastBump | null>(null);
  const sender = createTicketSender();
  const touches = new Map<string, number>();
  let undoTimer: ReturnType<typeof setTimeout> | undefined;

  const open = computed(() =>
    openTickets(board.value, { stationId: stationId.value, dismissed: dismissed.value }),
  );
  const done = computed(() => doneTickets(board.value, stationId.value));
  const all = computed(() => [...board.value.values()].map(({ ticket }) => ticket));

  const isHere = (ticket: KitchenTicketDto): boolean =>
    stationId.value === null || ticket.stationId === stationId.value;

  async function read(): Promise<void> {
    const outlet = outletId.value;
    if (!outlet) return;
    // Read as soon as it is shown.
    if (document.hidden && loaded.value) return;
    const requestedAt = Date.now();
    loading.value = true;
    try {
      const tickets = await api.fetchTickets(outlet);
      if (outlet !== outletId.value) return;
      const { board: next, fresh } = mergeSnapshot(board.value, tickets, requestedAt, Date.now());
      if (loaded.value && fresh.some((ticket) => ticket.status === 'QUEUED' && isHere(ticket))) {
        options.onNew();
      }
      board.value = next;
      loaded.value = true;
      error.value = null;
      readAt.value = Date.now();
    } catch (problem) {
      error.value = problem;
    } finally {
      loading.value = false;
    }
  }

  function take(ticket: KitchenTicketDto): void {
    if (ticket.outletId !== outletId.value) return;
    const { board: next, outcome } = applyTicket(board.value, ticket, Date.now());
    board.value = next;
    if (!isHere(ticket)) return;
    if (outcome === 'new') options.onNew();
    else if (outcome === 'changed' && ticket.items.some((item) => item.change !== 'NEW')) {
      announceChange(ticket);
    }
  }

  const announced = new Map<string, string>();
  /** Sounds once for what the till changed, not for every later step of the same ticket. */
  function announceChange(ticket: KitchenTicketDto): void {
    const mark = ticket.items.map((item) => `${item.id}:${item.change}:${item.quantity}`).join();
    if (announced.get(ticket.id) === mark) return;
    announced.set(ticket.id, mark);
    options.onChanged();
  }

  /** Shows a step at once, sends it after the ticket's earlier ones, and takes it back if it was refused. */
  function step(guess: KitchenTicketDto, send: (key: string) => Promise<KitchenTicketDto>): void {
    const before = board.value.get(guess.id);
    if (!before) return;
    board.value = new Map(board.value).set(guess.id, { ticket: guess, touchedAt: Date.now() });
    sender.queue(
      guess.id,
      send,
      (answer, isLast) => {
        // A later step is shown already; its own answer follows.
        if (isLast) board.value = applyTicket(board.value, answer, Date.now(), true).board;
      },
      async (problem) => {
        if (board.value.get(guess.id)?.ticket === guess) {
          board.value = new Map(board.value).set(guess.id, before);
        }
        toastError(problem);
        await read();
      },
    );
  }

  function isSlip(key: string): boolean {
    const at = Date.now();
    const isDouble = at - (touches.get(key) ?? 0) < DOUBLE_TOUCH_MS;
    touches.set(key, at);
    return isDouble;
  }

  function offerUndo(bump: LastBump | null): void {
    clearTimeout(undoTimer);
    lastBump.value = bump;
    if (bump) undoTimer = setTimeout(() => (lastBump.value = null), UNDO_MS);
  }

  /** Takes a ticket one state on; a voided one off the board of this device. */
  function bump(id: string): void {
    const ticket = board.value.get(id)?.ticket;
    if (!ticket || isSlip(id)) return;
    if (ticket.status === 'VOIDED') {
      dismissed.value = new Set([...dismissed.value, id].slice(-DISMISSED_MAX));
      sessionStorage.setItem(DISMISSED, [...dismissed.value].join());
      return;
    }
    const to = nextTicketStatus(ticket.status, options.isOneBump(ticket.stationId));
    if (!to) return;
    step(bumped(ticket, to), (key) => api.moveTicket(id, to, key));
    offerUndo({ ticketId: id, number: ticket.orderNumber, from: ticket.status, to });
  }

  function tapItem(id: string, itemId: string): void {
    const ticket = board.value.get(id)?.ticket;
    const item = ticket?.items.find((entry) => entry.id === itemId);
    const to = item && nextItemStatus(item.status);
    if (!ticket || !to || isSlip(itemId)) return;
    step(withItemAt(ticket, itemId, to), (key) => api.moveItem(id, itemId, to, key));
  }

  function recall(id: string): void {
    const ticket = board.value.get(id)?.ticket;
    const guess = ticket && recalled(ticket);
    if (!guess) return;
    if (lastBump.value?.ticketId === id) offerUndo(null);
    step(guess, (key) => api.recallTicket(id, key));
  }

  /** Takes back the last bump as a whole, or else the ticket that was served last by one step. */
  function recallLast(): void {
    const last = lastBump.value;
    const id = last?.ticketId ?? done.value[0]?.id;
    if (!id) return;
    for (let steps = last ? stepsBack(last.to, last.from) : 1; steps > 0; steps -= 1) recall(id);
  }

  /** An event too large to carry its items only says that there are some. */
  async function takeWhole({ id }: KitchenTicketDto): Promise<void> {
    try {
      take(await api.fetchTicket(id));
    } catch {
      await read();
    }
  }

  onEvent(['kitchen.ticket.created', 'kitchen.ticket.updated'], ({ data }) => {
    if (data.outletId !== outletId.value) return;
    if (data.itemsOmitted) void takeWhole(data);
    else take(data);
  });
  watch(realtimeGaps, () => void read());
  watch(realtimeState, (_, was) => was === 'live' && (liveUntil.value = Date.now()));
  watch(
    outletId,
    () => {
      board.value = new Map();
      loaded.value = false;
      offerUndo(null);
      void read();
    },
    { immediate: true },
  );

  const safety = setInterval(() => {
    board.value = dropDone(board.value, Date.now());
    if (realtimeState.value !== 'live') void read();
  }, SAFETY_MS);
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') void read();
  };
  document.addEventListener('visibilitychange', onVisible);
  onScopeDispose(() => {
    clearInterval(safety);
    clearTimeout(undoTimer);
    document.removeEventListener('visibilitychange', onVisible);
  });

  return {
    open,
    done,
    all,
    loaded: readonly(loaded),
    loading: readonly(loading),
    error,
    knownUntil,
    waiting: sender.waiting,
    lastBump,
    undoMs: UNDO_MS,
    read,
    bump,
    tapItem,
    recall,
    recallLast,
  };
}
