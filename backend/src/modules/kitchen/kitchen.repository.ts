import type {
  KitchenItemWasDto,
  KitchenModifierDto,
  KitchenStatus,
  OrderType,
  TicketChange,
} from '@meja/domain';
import { Prisma, db } from '../../platform/db';
import type { ItemState } from './kitchen.rules';

export interface TicketItem extends ItemState {
  order_item_id: string;
  name: string;
  variant_name: string | null;
  quantity_milli: number;
  modifiers: KitchenModifierDto[];
  note: string | null;
  change: TicketChange;
  was: KitchenItemWasDto | null;
}

/** A ticket with its items and its station's name; rows as the tables have them. */
export interface TicketDocument {
  id: string;
  order_id: string;
  order_number: number;
  outlet_id: string;
  station_id: string;
  station_name: string;
  type: OrderType;
  table_name: string | null;
  queue_name: string | null;
  status: KitchenStatus;
  version: number;
  created_at: string;
  items: TicketItem[];
  /** Too much for a list: they are read with the ticket. */
  items_omitted?: true;
}

/** Bytes of items in one answer; an ordinary evening's board has a tenth of it. */
const BOARD_BYTES = 2 * 1024 * 1024;

/** Of more than `limit` the newest are read; oldest first either way. Without a `budget` every item comes along. */
export async function readTickets(
  where: Prisma.Sql,
  limit: number,
  budget: number | null = BOARD_BYTES,
): Promise<TicketDocument[]> {
  const rows = await db().$queryRaw<{ ticket: TicketDocument }[]>`
    SELECT ticket FROM kitchen_documents(
      ARRAY(SELECT n.id FROM (SELECT t.id, t.created_at FROM kitchen_tickets t WHERE ${where}
                              ORDER BY t.created_at DESC, t.id DESC LIMIT ${limit}) n ORDER BY n.created_at, n.id),
      ${budget}::int) AS ticket`;
  return rows.map(({ ticket }) => ticket);
}

export interface TicketFilter {
  outletId: string;
  stationId: string | null;
}

const inPlace = ({ outletId, stationId }: TicketFilter): Prisma.Sql =>
  stationId === null
    ? Prisma.sql`t.outlet_id = ${outletId}::uuid`
    : Prisma.sql`t.outlet_id = ${outletId}::uuid AND t.station_id = ${stationId}::uuid`;

/** What is to be done of `from` and later, and what left the board after `doneSince`, oldest first. */
export function listBoard(
  filter: TicketFilter,
  from: Date,
  doneSince: Date,
  limit: number,
): Promise<TicketDocument[]> {
  return readTickets(
    Prisma.sql`${inPlace(filter)} AND t.created_at >= ${from} AND (t.status IN ('QUEUED', 'PREPARING', 'READY')
      OR (t.status IN ('SERVED', 'VOIDED') AND t.updated_at > ${doneSince}))`,
    limit,
  );
}

/** Where events stand from which a screen catches up: after a number, or written since an instant of the database. */
export type Since = { number: number } | { instant: Date };

/**
 * Tickets of any state that an event told of since then, oldest first. Events that have no number yet count as later
 * than any: they are told again rather than missed, whatever the clocks of those who wrote them say.
 */
export function listChanged(filter: TicketFilter, since: Since, limit: number): Promise<TicketDocument[]> {
  const later =
    'number' in since
      ? Prisma.sql`(e.published_seq > ${since.number} OR e.published_seq IS NULL)`
      : Prisma.sql`e.created_at > ${since.instant}`;
  return readTickets(
    Prisma.sql`${inPlace(filter)} AND t.id IN (
      SELECT (e.data->>'id')::uuid FROM outbox e
      WHERE e.tenant_id = t.tenant_id AND e.outlet_id = ${filter.outletId}::uuid
        AND e.type IN ('kitchen.ticket.created', 'kitchen.ticket.updated') AND ${later})`,
    limit,
  );
}

/** The order that a ticket belongs to, or null. */
export async function findOrderOf(ticketId: string): Promise<string | null> {
  const ticket = await db().kitchenTicket.findFirst({ where: { id: ticketId }, select: { orderId: true } });
  return ticket?.orderId ?? null;
}

/** One ticket with all its items, or null. */
export async function findTicket(id: string): Promise<TicketDocument | null> {
  const [ticket] = await readTickets(Prisma.sql`t.id = ${id}::uuid`, 1, null);
  return ticket ?? null;
}

/** Locks a ticket until the commit and reads it. Lock its order first. */
export async function lockTicket(id: string): Promise<TicketDocument | null> {
  await db().$queryRaw`SELECT FROM kitchen_tickets WHERE id = ${id}::uuid FOR UPDATE`;
  return findTicket(id);
}

/**
 * Writes items' states, the order's items following them, and the ticket's new state.
 */
export async function saveProgress(
  ticketId: string,
  status: KitchenStatus,
  changes: readonly ItemState[],
  at: Date,
): Promise<void> {
  const json = JSON.stringify(changes);
  await db().$executeRaw`
    WITH moved AS (
      UPDATE kitchen_ticket_items i SET status = c.status
      FROM jsonb_to_recordset(${json}::jsonb) AS c(id uuid, status text)
      WHERE i.id = c.id AND i.ticket_id = ${ticketId}::uuid
      RETURNING i.order_item_id, i.status
    )
    UPDATE order_items o SET kitchen_status = m.status FROM moved m WHERE o.id = m.order_item_id`;
  await db().$executeRaw`
    UPDATE kitchen_tickets SET
      previous_status = CASE WHEN status <> ${status} THEN status ELSE previous_status END,
      status = ${status}, version = version + 1, updated_at = ${at},
      bumped_at = CASE WHEN ${status} = 'SERVED' THEN coalesce(bumped_at, ${at}) END
    WHERE id = ${ticketId}::uuid`;
}
