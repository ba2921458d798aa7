import { callAsApp } from '../../platform/db';
import type { RefusedStep } from './kitchen.rules';

/** Bytes of items in one answer; an ordinary evening's board has a tenth of it. */
export const BOARD_BYTES = 2 * 1024 * 1024;
const BOARD_LIMIT = 1000;

/** A ticket as its route answers it. */
export interface TicketAnswer {
  outlet_id: string;
  version: number;
  /** The answer's text. */
  body: string;
}

/** What was kept under a request's key. */
interface KeptAnswer {
  status: number;
  requestHash: string;
  userId: string | null;
  outletIds: string[];
}

export type StepOutcome =
  | ({ outcome: 'moved' | 'same' } & TicketAnswer)
  | { outcome: 'replayed'; body: string; detail: KeptAnswer }
  | { outcome: 'version_conflict'; version: number }
  | { outcome: 'refused'; detail: RefusedStep }
  | { outcome: 'not_found' | 'in_progress' };

export interface StepRequest {
  ticketId: string;
  /** null: the whole ticket moves. */
  itemId: string | null;
  /** A `StepPlan` as JSON. */
  plan: string;
  /** Where the caller may work; null: everywhere. */
  outletIds: readonly string[] | null;
  version: number | null;
  at: Date;
  eventIds: { ticket: string; order: string };
  /** By what the answer is found again, where the caller gave a key. */
  request: { key: string; method: string; path: string; hash: string; userId: string } | null;
}

/** Takes one step with everything that follows from it, in one statement. */
export async function takeStep(tenantId: string, step: StepRequest): Promise<StepOutcome> {
  const [row] = await callAsApp<StepOutcome>(
    tenantId,
    'kitchen_step',
    'SELECT * FROM kitchen_step($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5::uuid[], $6::int, $7::timestamptz, $8::uuid, $9::uuid, $10::jsonb)',
    [
      tenantId,
      step.ticketId,
      step.itemId,
      step.plan,
      step.outletIds,
      step.version,
      step.at,
      step.eventIds.ticket,
      step.eventIds.order,
      step.request && JSON.stringify(step.request),
    ],
  );
  return row!;
}

/** One ticket with all its items, or null where there is none or the caller does not work in its outlet. */
export async function findTicket(
  tenantId: string,
  id: string,
  outletIds: readonly string[] | null,
): Promise<TicketAnswer | null> {
  const [row] = await callAsApp<TicketAnswer>(
    tenantId,
    'read_kitchen_ticket',
    'SELECT outlet_id, version, body FROM read_kitchen_ticket($1::uuid, $2::uuid, $3::uuid[])',
    [tenantId, id, outletIds],
  );
  return row ?? null;
}

/** A board as it is asked for. */
export interface BoardWanted {
  outletId: string;
  stationId: string | null;
  /** By which versions of outlet and settings `from` was reckoned; null: it is not known yet. */
  clock: string | null;
  /** Where the board begins. */
  from: Date;
  /** What left the board since then is still shown. */
  doneSince: Date;
}

/** From where a screen catches up: an event, or an instant of the database. */
export type Since = { eventId: string } | { instant: Date };

/** What is on a board. */
export interface BoardHeads {
  /** `id:version` of each ticket, oldest first, joined by commas. */
  heads: string;
  /** Another one wherever a station's name may be another. */
  names: string;
}

/**
 * What is on the board, at most a thousand tickets; null where there is no such outlet. `heads` is null where the board
 * begins by another clock than the one named.
 */
export async function listHeads(
  tenantId: string,
  wanted: BoardWanted,
): Promise<(Omit<BoardHeads, 'heads'> & { clock: string; heads: string | null }) | null> {
  const [row] = await callAsApp<BoardHeads & { clock: string; heads: string | null }>(
    tenantId,
    'list_kitchen_heads',
    'SELECT clock, names, heads FROM list_kitchen_heads($1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz, $6::timestamptz, $7::int)',
    [tenantId, wanted.outletId, wanted.stationId, wanted.clock, wanted.from, wanted.doneSince, BOARD_LIMIT],
  );
  return row ?? null;
}

/** A ticket's text as a list has it. */
export interface TicketText {
  id: string;
  version: number;
  /** Bytes of its items. */
  items: number;
  body: string;
}

/** Tickets in the order of their ids, until their items come to more than `BOARD_BYTES`. */
export const readTexts = (tenantId: string, ids: readonly string[]): Promise<TicketText[]> =>
  callAsApp<TicketText>(
    tenantId,
    'read_kitchen_documents',
    'SELECT id, version, items, body FROM read_kitchen_documents($1::uuid, $2::uuid[], $3::int)',
    [tenantId, ids, BOARD_BYTES],
  );

export type TicketsWanted = BoardWanted & { since: Since | null };

/**
 * Tickets as the list's text, oldest first, at most a thousand; null where there is no such outlet. Without a body: the
 * board was asked for, and begins by another clock than the one named.
 */
export async function listTickets(
  tenantId: string,
  { since, ...wanted }: TicketsWanted,
): Promise<{ clock: string; body: string | null } | null> {
  const [row] = await callAsApp<{ clock: string; body: string | null }>(
    tenantId,
    'list_kitchen_tickets',
    'SELECT clock, body FROM list_kitchen_tickets($1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz, $6::timestamptz, $7::uuid, $8::timestamptz, $9::int, $10::int)',
    [
      tenantId,
      wanted.outletId,
      wanted.stationId,
      wanted.clock,
      wanted.from,
      wanted.doneSince,
      since && 'eventId' in since ? since.eventId : null,
      since && 'instant' in since ? since.instant : null,
      BOARD_LIMIT,
      BOARD_BYTES,
    ],
  );
  return row ?? null;
}
