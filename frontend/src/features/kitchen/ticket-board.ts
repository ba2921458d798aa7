import type { KitchenTicketDto } from '@meja/domain';

export interface BoardEntry {
  ticket: KitchenTicketDto;
  /** Epoch milliseconds of its last change on this screen. */
  touchedAt: number;
}

/** Tickets of one outlet by id: those to be done and those just done. */
export type Board = ReadonlyMap<string, BoardEntry>;

export type Outcome = 'new' | 'changed' | 'stale';

/**
 * Takes in one ticket: the higher version wins, whichever way it came. The answer to this screen's own step also
 * wins at the same version (`orEqual`), since what is shown meanwhile is only a guess.
 */
export function applyTicket(
  board: Board,
  ticket: KitchenTicketDto,
  at: number,
  orEqual = false,
): { board: Board; outcome: Outcome } {
  const known = board.get(ticket.id);
  const isNewer = !known || ticket.version > known.ticket.version;
  if (!isNewer && !(orEqual && ticket.version === known.ticket.version)) return { board, outcome: 'stale' };
  const next = new Map(board).set(ticket.id, { ticket, touchedAt: at });
  return { board: next, outcome: known ? 'changed' : 'new' };
}

/**
 * Takes in the server's whole list, asked for at `requestedAt`. What it no longer names leaves the board, unless
 * it came by event after the question was asked.
 */
export function mergeSnapshot(
  board: Board,
  tickets: readonly KitchenTicketDto[],
  requestedAt: number,
  at: number,
): { board: Board; fresh: KitchenTicketDto[] } {
  const next = new Map<string, BoardEntry>();
  const fresh: KitchenTicketDto[] = [];
  for (const ticket of tickets) {
    const known = board.get(ticket.id);
    if (!known) fresh.push(ticket);
    next.set(ticket.id, known && known.ticket.version >= ticket.version ? known : { ticket, touchedAt: at });
  }
  for (const [id, entry] of board) {
    if (!next.has(id) && entry.touchedAt >= requestedAt) next.set(id, entry);
  }
  return { board: next, fresh };
}

/** How long what has left the board is kept, to be recalled; the server's list keeps it as long. Milliseconds. */
const DONE_STAYS_MS = 10 * 60_000;

/** The board without what was served or voided longer ago, so that a screen that stays live all day stays small. */
export function dropDone(board: Board, at: number): Board {
  const isOver = ({ ticket, touchedAt }: BoardEntry) =>
    (ticket.status === 'SERVED' || ticket.status === 'VOIDED') && touchedAt < at - DONE_STAYS_MS;
  const kept = [...board].filter(([, entry]) => !isOver(entry));
  return kept.length === board.size ? board : new Map(kept);
}

export interface BoardFilter {
  /** null: every station. */
  stationId: string | null;
  /** Voided tickets that someone here has acknowledged. */
  dismissed: ReadonlySet<string>;
}

const byAge = (a: KitchenTicketDto, b: KitchenTicketDto): number =>
  a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id);

/** What the screen shows, oldest first: a voided ticket stays until someone has taken note of it. */
export function openTickets(board: Board, { stationId, dismissed }: BoardFilter): KitchenTicketDto[] {
  return [...board.values()]
    .map(({ ticket }) => ticket)
    .filter((ticket) => stationId === null || ticket.stationId === stationId)
    .filter(
      ({ id, status }) =>
        status === 'QUEUED' ||
        status === 'PREPARING' ||
        status === 'READY' ||
        (status === 'VOIDED' && !dismissed.has(id)),
    )
    .sort(byAge);
}

/** Tickets that left the board by being served, the latest first. */
export function doneTickets(board: Board, stationId: string | null): KitchenTicketDto[] {
  return [...board.values()]
    .filter(({ ticket }) => ticket.status === 'SERVED')
    .filter(({ ticket }) => stationId === null || ticket.stationId === stationId)
    .sort((a, b) => b.touchedAt - a.touchedAt || byAge(b.ticket, a.ticket))
    .map(({ ticket }) => ticket);
}
