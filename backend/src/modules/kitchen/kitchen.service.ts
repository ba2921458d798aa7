import { now } from '../../platform/clock';
import { isLimited, mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { Problem, invalid, notFound } from '../../platform/http';
import type { Reply } from '../../platform/http';
import { outletClock } from '../outlets';
import { boardText } from './board-texts';
import * as repository from './kitchen.repository';
import type { BoardWanted, Since } from './kitchen.repository';
import { boardStart } from './kitchen.rules';
import { answerWithTicket } from './take-step';

interface Who {
  tenantId: string;
  actor: Actor;
}

/** How long a finished or voided ticket stays on the board, to be recalled or seen. */
const DONE_STAYS_MS = 10 * 60_000;
/** An instant is some clock's word; looking back a little further misses none. */
const OVERLAP_MS = 10_000;
/** Outlets whose clock a process remembers. */
const CLOCKS = 10_000;

export interface BoardQuery {
  outletId: string;
  stationId?: string;
  since?: string;
}

const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Within what databases can hold, and with room: the years 2000 to 2100. */
const isPlausible = (ms: number) => ms >= Date.UTC(2000) && ms < Date.UTC(2101);

/** What `since` says: an event's id, by which the events after it are told, or an instant. */
function readSince(since: string): Since {
  if (EVENT_ID.test(since)) return { eventId: since };
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(since) ? Date.parse(since) : Number.NaN;
  if (!isPlausible(ms)) throw invalid({ path: 'since', code: 'invalid_date' });
  return { instant: new Date(ms - OVERLAP_MS) };
}

/** By which clock an outlet's days were last reckoned, and of which versions of outlet and settings it is. */
interface KnownClock {
  versions: string;
  timeZone: string;
  businessDayCutoff: string;
}

const clocks = new Map<string, KnownClock>();

async function learnClock(tenantId: string, outletId: string, versions: string): Promise<void> {
  const clock = await outletClock(tenantId, outletId);
  if (clocks.size >= CLOCKS) clocks.clear();
  clocks.set(`${tenantId} ${outletId}`, { versions, ...clock });
}

/** The board as it is answered, put together from what is known of its tickets; without a body by another clock. */
async function readBoard(
  tenantId: string,
  wanted: BoardWanted,
): Promise<{ clock: string; body: Buffer | string | null } | null> {
  const found = await repository.listHeads(tenantId, wanted);
  if (!found || found.heads === null) return found && { clock: found.clock, body: null };
  const { heads, names, clock } = found;
  const body = await boardText(tenantId, wanted, { heads, names });
  return body ? { clock, body } : repository.listTickets(tenantId, { ...wanted, since: null });
}

/** Whoever changes a clock while it is asked for again and again would be quick. */
const ATTEMPTS = 5;

/**
 * The board of an outlet or a station, oldest first: what is open of its business day and what was just finished; of
 * more than a thousand the newest. With `since`: every ticket that changed after it, whatever its state, and some that
 * changed shortly before; the whole board where that event is no longer known. Throws 404 where there is no such outlet.
 *
 * The day's beginning is reckoned from the clock that is remembered; the database says where that is out of date.
 */
export async function listTickets({ tenantId, actor }: Who, query: BoardQuery): Promise<Reply> {
  if (!mayUseOutlet(actor, query.outletId)) throw notFound();
  const since = query.since === undefined ? null : readSince(query.since);
  const at = now();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = clocks.get(`${tenantId} ${query.outletId}`);
    const wanted: BoardWanted = {
      outletId: query.outletId,
      stationId: query.stationId ?? null,
      clock: known?.versions ?? null,
      from: known ? boardStart(at, known.timeZone, known.businessDayCutoff) : at,
      doneSince: new Date(at.getTime() - DONE_STAYS_MS),
    };
    const found = since
      ? await repository.listTickets(tenantId, { ...wanted, since })
      : await readBoard(tenantId, wanted);
    if (!found) throw notFound();
    if (found.body !== null) return { status: 200, text: found.body, type: 'application/json' };
    await learnClock(tenantId, query.outletId, found.clock);
  }
  throw new Problem('unavailable', { headers: { 'Retry-After': '1' } });
}

/** One ticket with all its items. Throws 404. */
export async function readTicket({ tenantId, actor }: Who, id: string): Promise<Reply> {
  const ticket = await repository.findTicket(tenantId, id, isLimited(actor) ? actor.outletIds : null);
  if (!ticket) throw notFound();
  return answerWithTicket(ticket);
}
