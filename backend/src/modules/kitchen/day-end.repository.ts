import type { StepPlan } from '@meja/domain';
import { db, dbTenantId } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

/** Outlets that have tickets open from before an instant, whichever tenant's. */
export function findLeftOver(before: Date): Promise<{ tenant_id: string; outlet_id: string }[]> {
  return callAsPlatform(
    'kitchen_left_over',
    `SELECT DISTINCT tenant_id, outlet_id FROM kitchen_tickets
     WHERE status IN ('QUEUED', 'PREPARING', 'READY') AND created_at < $1`,
    [before],
  );
}

/** An order that has tickets left over. */
export interface LeftOrder {
  id: string;
  number: number;
}

/**
 * Locks the orders of an outlet that have open tickets from before an instant, at most `limit`, and finds those tickets'
 * ids. Orders first, as whoever changes an order's tickets does.
 */
export async function lockLeftOver(
  outletId: string,
  before: Date,
  limit: number,
): Promise<{ orders: LeftOrder[]; ticketIds: string[] }> {
  const tenantId = dbTenantId();
  const orders = await db().$queryRaw<LeftOrder[]>`
    SELECT o.id, o.number FROM orders o
    WHERE o.tenant_id = ${tenantId}::uuid AND o.id IN (
      SELECT t.order_id FROM kitchen_tickets t
      WHERE t.tenant_id = ${tenantId}::uuid AND t.outlet_id = ${outletId}::uuid AND t.created_at < ${before}
        AND t.status IN ('QUEUED', 'PREPARING', 'READY'))
    ORDER BY o.id LIMIT ${limit} FOR UPDATE`;
  if (!orders.length) return { orders, ticketIds: [] };
  const tickets = await db().$queryRaw<{ id: string }[]>`
    SELECT t.id FROM kitchen_tickets t
    WHERE t.tenant_id = ${tenantId}::uuid AND t.outlet_id = ${outletId}::uuid AND t.created_at < ${before}
      AND t.status IN ('QUEUED', 'PREPARING', 'READY') AND t.order_id = ANY (${orders.map(({ id }) => id)}::uuid[])
    ORDER BY t.created_at, t.id`;
  return { orders, ticketIds: tickets.map(({ id }) => id) };
}

interface Told {
  id: string;
  eventId: string;
}

/** Closes tickets whose orders are locked, lets the orders follow, and tells of both. */
export async function closeTickets(
  plan: StepPlan,
  tickets: readonly Told[],
  orders: readonly Told[],
  at: Date,
): Promise<void> {
  await db().$executeRaw`
    SELECT kitchen_close(${dbTenantId()}::uuid, ${JSON.stringify(plan)}::jsonb, ${JSON.stringify(tickets)}::jsonb,
      ${JSON.stringify(orders)}::jsonb, ${at}::timestamptz)`;
}
