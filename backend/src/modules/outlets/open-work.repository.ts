import { Prisma, db, dbTenantId } from '../../platform/db';
import { NAMED_AT_MOST } from '../../platform/http';
import type { InUse } from '../../platform/http';

async function find(from: Prisma.Sql): Promise<InUse> {
  const rows = await db().$queryRaw<{ name: string; count: number }[]>`
    SELECT x.name, (count(*) OVER ())::int AS count FROM (${from}) AS x ORDER BY x.name LIMIT ${NAMED_AT_MOST}`;
  return { count: rows[0]?.count ?? 0, names: rows.map(({ name }) => name) };
}

const own = (): Prisma.Sql => Prisma.sql`x.tenant_id = ${dbTenantId()}::uuid`;
const OPEN_TICKET = Prisma.sql`x.status IN ('QUEUED', 'PREPARING', 'READY')`;

export const shiftsAt = (outletId: string): Promise<InUse> =>
  find(Prisma.sql`SELECT x.cashier_name AS name FROM shifts x
    WHERE ${own()} AND x.outlet_id = ${outletId}::uuid AND x.status = 'OPEN'`);

export const shiftsOf = (userId: string): Promise<InUse> =>
  find(Prisma.sql`SELECT y.name FROM shifts x JOIN outlets y ON (y.tenant_id, y.id) = (x.tenant_id, x.outlet_id)
    WHERE ${own()} AND x.cashier_id = ${userId}::uuid AND x.status = 'OPEN'`);

export const ordersAt = (outletId: string): Promise<InUse> =>
  find(Prisma.sql`SELECT x.number::text AS name FROM orders x
    WHERE ${own()} AND x.outlet_id = ${outletId}::uuid AND x.status NOT IN ('COMPLETED', 'VOIDED')`);

export const ticketsAt = (outletId: string): Promise<InUse> =>
  find(Prisma.sql`SELECT x.order_number::text AS name FROM kitchen_tickets x
    WHERE ${own()} AND x.outlet_id = ${outletId}::uuid AND ${OPEN_TICKET}`);

export const ticketsOf = (stationId: string): Promise<InUse> =>
  find(Prisma.sql`SELECT x.order_number::text AS name FROM kitchen_tickets x
    WHERE ${own()} AND x.station_id = ${stationId}::uuid AND ${OPEN_TICKET}`);

/** Open orders with something that is yet to be sent to a station. */
export const ordersFor = (stationId: string): Promise<InUse> =>
  find(Prisma.sql`SELECT DISTINCT o.number::text AS name FROM order_items x
    JOIN orders o ON (o.tenant_id, o.id) = (x.tenant_id, x.order_id)
    WHERE ${own()} AND x.station_id = ${stationId}::uuid AND x.sent_at IS NULL AND x.voided_at IS NULL
      AND o.status NOT IN ('COMPLETED', 'VOIDED')`);
