import type { KitchenStatus, OrderStatus, OrderType, PaymentStatus } from '@meja/domain';
import { Prisma, db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';
import { readTickets } from './kitchen.repository';
import type { TicketDocument } from './kitchen.repository';
import type { ItemState } from './kitchen.rules';

/** Outlets that have tickets open from before an instant, whichever tenant's. */
export function findLeftOver(before: Date): Promise<{ tenant_id: string; outlet_id: string }[]> {
  return callAsPlatform(
    'kitchen_left_over',
    `SELECT DISTINCT tenant_id, outlet_id FROM kitchen_tickets
     WHERE status IN ('QUEUED', 'PREPARING', 'READY') AND created_at < $1`,
    [before],
  );
}

/** An order whose tickets are closed, with the states of all that is on it. */
export interface LeftOrder {
  id: string;
  number: number;
  status: OrderStatus;
  payment_status: PaymentStatus;
  type: OrderType;
  total: number;
  version: number;
  items: { id: string; status: KitchenStatus | null }[];
}

/**
 * Locks the orders of an outlet that have open tickets from before an instant, at most `limit`, and reads them with
 * those tickets. Orders first, as whoever changes an order's tickets does.
 */
export async function lockLeftOver(
  outletId: string,
  before: Date,
  limit: number,
): Promise<{ orders: LeftOrder[]; tickets: TicketDocument[] }> {
  const isLeft = Prisma.sql`t.outlet_id = ${outletId}::uuid AND t.created_at < ${before}
    AND t.status IN ('QUEUED', 'PREPARING', 'READY')`;
  const orders = await db().$queryRaw<LeftOrder[]>`
    SELECT o.id, o.number, o.status, o.payment_status, o.type, o.total::float8 AS total, o.version,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.id,
                  'status', CASE WHEN i.voided_at IS NULL THEN i.kitchen_status ELSE 'VOIDED' END))
                FROM order_items i WHERE (i.tenant_id, i.order_id) = (o.tenant_id, o.id)), '[]') AS items
    FROM orders o WHERE o.id IN (SELECT t.order_id FROM kitchen_tickets t WHERE ${isLeft})
    ORDER BY o.id LIMIT ${limit} FOR UPDATE`;
  if (!orders.length) return { orders, tickets: [] };
  const ids = orders.map(({ id }) => id);
  const tickets = await readTickets(
    Prisma.sql`${isLeft} AND t.order_id = ANY (${ids}::uuid[])`,
    100_000,
    null,
  );
  return { orders, tickets };
}

export interface Closing {
  tickets: { id: string; status: KitchenStatus }[];
  items: ItemState[];
  orders: { id: string; status: OrderStatus }[];
}

/** Writes what the day's end closes: tickets, their items, the orders' items and the orders. */
export async function saveClosing({ tickets, items, orders }: Closing, at: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE kitchen_tickets t SET previous_status = t.status, status = c.status, closed_at = ${at}, updated_at = ${at},
      version = t.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(tickets)}::jsonb) AS c(id uuid, status text) WHERE t.id = c.id`;
  await db().$executeRaw`
    WITH moved AS (
      UPDATE kitchen_ticket_items i SET status = c.status
      FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS c(id uuid, status text) WHERE i.id = c.id
      RETURNING i.order_item_id, i.status
    )
    UPDATE order_items o SET kitchen_status = m.status FROM moved m WHERE o.id = m.order_item_id`;
  await db().$executeRaw`
    UPDATE orders o SET status = c.status, updated_at = ${at}, version = o.version + 1,
      completed_at = CASE WHEN c.status = 'COMPLETED' THEN coalesce(o.completed_at, ${at}) ELSE o.completed_at END
    FROM jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) AS c(id uuid, status text) WHERE o.id = c.id`;
}
