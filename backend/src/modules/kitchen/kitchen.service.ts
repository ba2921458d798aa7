import { deriveTicketStatus, languageOf } from '@meja/domain';
import type { KitchenStatus, KitchenTicketDto } from '@meja/domain';
import { now } from '../../platform/clock';
import { currentContext, mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { appendEvent, numberOfEvent } from '../../platform/events';
import { Problem, assertVersion, invalid, notFound } from '../../platform/http';
import { outletClock } from '../outlets';
import { lockOrder, syncKitchenProgress } from '../orders';
import { presentTicket } from './kitchen.presenter';
import * as tickets from './kitchen.repository';
import type { TicketDocument } from './kitchen.repository';
import { boardStart, moveItem, moveTicket, recallTicket, refusalParams } from './kitchen.rules';
import type { Step } from './kitchen.rules';

interface Who {
  tenantId: string;
  actor: Actor;
}

/** How long a finished or voided ticket stays on the board, to be recalled or seen. */
const DONE_STAYS_MS = 10 * 60_000;
/** An instant is some clock's word; looking back a little further misses none. */
const OVERLAP_MS = 10_000;
const BOARD_LIMIT = 1000;

export interface BoardQuery {
  outletId: string;
  stationId?: string;
  since?: string;
}

const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Within what databases can hold, and with room: the years 2000 to 2100. */
const isPlausible = (ms: number) => ms >= Date.UTC(2000) && ms < Date.UTC(2101);

/** What `since` says: an event's id, by which the events after it are told, or an instant. */
function readSince(since: string): { eventId: string } | { instant: Date } {
  if (EVENT_ID.test(since)) return { eventId: since };
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(since) ? Date.parse(since) : Number.NaN;
  if (!isPlausible(ms)) throw invalid({ path: 'since', code: 'invalid_date' });
  return { instant: new Date(ms - OVERLAP_MS) };
}

/**
 * The board of an outlet or a station, oldest first: what is open of its business day and what was just finished; of
 * more than a thousand the newest. With `since`: every ticket that changed after it, whatever its state, and some that
 * changed shortly before; the whole board where that event is no longer known. Throws 404 where there is no such outlet.
 */
export async function listTickets({ tenantId, actor }: Who, query: BoardQuery): Promise<KitchenTicketDto[]> {
  if (!mayUseOutlet(actor, query.outletId)) throw notFound();
  const filter = { outletId: query.outletId, stationId: query.stationId ?? null };
  const asked = query.since === undefined ? null : readSince(query.since);
  const rows = await withTenant(tenantId, async () => {
    const place = await outletClock(tenantId, query.outletId);
    const number = asked && 'eventId' in asked ? await numberOfEvent(asked.eventId) : null;
    if (number !== null) return tickets.listChanged(filter, { number }, BOARD_LIMIT);
    if (asked && 'instant' in asked) return tickets.listChanged(filter, asked, BOARD_LIMIT);
    const at = now();
    const from = boardStart(at, place.timeZone, place.businessDayCutoff);
    return tickets.listBoard(filter, from, new Date(at.getTime() - DONE_STAYS_MS), BOARD_LIMIT);
  });
  return rows.map(presentTicket);
}

/** One ticket with all its items. Throws 404. */
export async function readTicket({ tenantId, actor }: Who, id: string): Promise<KitchenTicketDto> {
  const ticket = await withTenant(tenantId, () => tickets.findTicket(id));
  if (!ticket || !mayUseOutlet(actor, ticket.outlet_id)) throw notFound();
  return presentTicket(ticket);
}

/** Takes one step on a locked ticket and lets the order follow; a step that changes nothing is answered as it is. */
async function step(
  { tenantId, actor }: Who,
  ticketId: string,
  version: number | null,
  decide: (ticket: TicketDocument) => { from: KitchenStatus; step: Step },
): Promise<KitchenTicketDto> {
  return withTenant(tenantId, async () => {
    const orderId = await tickets.findOrderOf(ticketId);
    if (!orderId) throw notFound();
    await lockOrder(orderId);
    const ticket = await tickets.lockTicket(ticketId);
    if (!ticket || !mayUseOutlet(actor, ticket.outlet_id)) throw notFound();
    assertVersion(version, ticket.version);
    const decided = decide(ticket);
    if (!decided.step.ok) {
      const language = languageOf(currentContext()?.locale);
      throw new Problem('invalid_transition', {
        params: refusalParams(decided.from, decided.step, language),
      });
    }
    const { changes } = decided.step;
    if (changes.length === 0) return presentTicket(ticket);
    const moved = new Map(changes.map(({ id, status }) => [id, status]));
    const status = deriveTicketStatus(ticket.items.map((item) => moved.get(item.id) ?? item.status));
    await tickets.saveProgress(ticketId, status, changes, now());
    const saved = await tickets.lockTicket(ticketId);
    const data = presentTicket(saved!);
    await appendEvent({ type: 'kitchen.ticket.updated', outletId: ticket.outlet_id, data });
    await syncKitchenProgress(orderId);
    return data;
  });
}

/** Moves a whole ticket. */
export function setTicketStatus(
  who: Who,
  ticketId: string,
  to: KitchenStatus,
  version: number | null,
): Promise<KitchenTicketDto> {
  return step(who, ticketId, version, (ticket) => ({
    from: ticket.status,
    step: moveTicket(ticket.items, to),
  }));
}

/** Moves one item of a ticket. */
export function setItemStatus(
  who: Who,
  ticketId: string,
  itemId: string,
  to: KitchenStatus,
  version: number | null,
): Promise<KitchenTicketDto> {
  return step(who, ticketId, version, (ticket) => {
    const item = ticket.items.find(({ id }) => id === itemId);
    if (!item) throw notFound();
    return { from: item.status, step: moveItem(item, to) };
  });
}

/** Takes a ticket one step back. */
export function recall(who: Who, ticketId: string, version: number | null): Promise<KitchenTicketDto> {
  return step(who, ticketId, version, (ticket) => ({
    from: ticket.status,
    step: recallTicket(ticket.items),
  }));
}
