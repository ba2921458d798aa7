import { planStep } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { afterCommit, withTenant } from '../../platform/db';
import { wakeRelay } from '../../platform/events';
import { log } from '../../platform/logging';
import { outletClock } from '../outlets';
import { closeTickets, findLeftOver, lockLeftOver } from './day-end.repository';
import { boardStart } from './kitchen.rules';

/** Orders closed in one transaction, whose locks a till would wait for. */
const BATCH = 50;
/** No board begins later than six hours ago: nothing younger needs a look. */
const YOUNGEST_MS = 6 * 3_600_000;
/** Everything living counts as served. */
const CLOSING = planStep({ kind: 'ticket', to: 'SERVED' });

const told = (id: string) => ({ id, eventId: uuidv7() });

/** Closes one batch of an outlet; how many orders it held. */
async function closeBatch(tenantId: string, outletId: string): Promise<number> {
  const at = now();
  return withTenant(tenantId, async () => {
    const { timeZone, businessDayCutoff } = await outletClock(tenantId, outletId);
    const before = boardStart(at, timeZone, businessDayCutoff);
    const { orders, ticketIds } = await lockLeftOver(outletId, before, BATCH);
    if (!orders.length) return 0;
    const left = orders.map(({ id }) => told(id));
    await closeTickets(CLOSING, ticketIds.map(told), left, at);
    afterCommit(wakeRelay);
    await audit({
      action: 'kitchen.day_closed',
      entity: 'outlet',
      entityId: outletId,
      outletId,
      after: { tickets: ticketIds.length, orders: orders.map(({ number }) => String(number)) },
    });
    return orders.length;
  });
}

/**
 * Closes what the kitchens have left on their boards once its business day is over (F-20): it counts as served, noted on
 * the ticket and in the audit log, and paid orders complete. Safe to run twice or late. Answers how many orders moved.
 */
export async function closeKitchenDays(): Promise<number> {
  let count = 0;
  for (const { tenant_id, outlet_id } of await findLeftOver(new Date(now().getTime() - YOUNGEST_MS))) {
    try {
      for (let held = BATCH; held === BATCH; count += held) held = await closeBatch(tenant_id, outlet_id);
    } catch (error) {
      // One outlet that fails must not keep the others' boards full; it is met again at the next run.
      log.error('kitchen day not closed', { tenantId: tenant_id, outletId: outlet_id, error });
    }
  }
  return count;
}
