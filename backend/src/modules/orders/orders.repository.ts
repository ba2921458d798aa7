import { callAsApp } from '../../platform/db';
import { withSteps } from './orders.pricing';
import type { OrderDocument } from './orders.rows';

/** One order with everything on it, or null where the tenant has none of this id. */
export async function readOrder(tenantId: string, id: string): Promise<OrderDocument | null> {
  const [row] = await callAsApp<{ document: OrderDocument | null }>(
    tenantId,
    'read_order',
    'SELECT read_order($1, $2) AS document',
    [tenantId, id],
  );
  return row?.document ? withSteps(row.document) : null;
}
