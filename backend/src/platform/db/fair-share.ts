import { createGate } from '../../lib/gate';
import { config } from '../config';

/** One tenant's requests may have half of the pool at most: whatever it does, the others find a connection. */
const shares = createGate(() => ({
  perKey: Math.max(1, Math.ceil(config().databasePoolSize / 2)),
  waiting: 1_000,
  waitMs: 5_000,
}));

/**
 * Runs what takes a connection for a tenant within the tenant's share of the pool, in its turn. Within an open unit of
 * work nothing is taken, so nothing is asked for. Throws `GateBusy` where a tenant asks for far more than its share.
 */
export function withinShare<T>(tenantId: string | null, fn: () => Promise<T>): Promise<T> {
  return tenantId === null ? fn() : shares.run(tenantId, fn);
}
