import { deriveOrderStatus } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { withTenant } from '../../platform/db';
import { appendEvents } from '../../platform/events';
import type { EventInput } from '../../platform/events';
import { log } from '../../platform/logging';
import { outletClock } from '../outlets';
import { findLeftOver, lockLeftOver, saveClosing } from './day-end.repository';
import type { LeftOrder } from './day-end.repository';
import { presentTicket } from './kitchen.presenter';
import type { TicketDocument } from './kitchen.repository';
import { boardStart, moveTicket } from './kitchen.rules';

/** Orders closed in one transaction, whose locks a till would wait for. */
const BATCH = 50;
/** No board begins later than six hours ago: nothing younger needs a look. */
const YOUNGEST_MS = 6 * 3_600_000;

/** What closing does to tickets and, through them, to their orders: everything living counts as served. */
function close(orders: readonly LeftOrder[], tickets: readonly TicketDocument[], at: Date) {
  const served = new Map<string, 'SERVED'>();
  const closed = tickets.map((ticket) => {
    const step = moveTicket(ticket.items, 'SERVED');
    const changes = step.ok ? step.changes : [];
    for (const { id } of changes) served.set(id, 'SERVED');
    const items = ticket.items.map((item) => ({ ...item, status: served.get(item.id) ?? item.status }));
    return {
      ...ticket,
      items,
      status: step.ok ? ('SERVED' as const) : ('VOIDED' as const),
      version: ticket.version + 1,
    };
  });
  const servedLines = new Set(
    closed.flatMap(({ items }) => items.filter(({ id }) => served.has(id)).map((item) => item.order_item_id)),
  );
  const followed = orders.map((order) => {
    const states = order.items.map(({ id, status }) => (servedLines.has(id) ? ('SERVED' as const) : status));
    return {
      ...order,
      status: deriveOrderStatus(states, order.payment_status, order.status),
      version: order.version + 1,
    };
  });
  const events = (outletId: string): EventInput[] => [
    ...closed.map((ticket) => ({
      type: 'kitchen.ticket.updated' as const,
      outletId,
      data: presentTicket(ticket),
      occurredAt: at,
    })),
    ...followed.map((order) => ({
      type: 'order.updated' as const,
      outletId,
      occurredAt: at,
      data: {
        orderId: order.id,
        number: String(order.number),
        status: order.status,
        paymentStatus: order.payment_status,
        total: order.total,
        version: order.version,
        type: order.type,
      },
    })),
  ];
  return { closed, followed, events, items: [...served].map(([id, status]) => ({ id, status })) };
}

/** Closes one batch of an outlet; how many orders it held. */
async function closeBatch(tenantId: string, outletId: string): Promise<number> {
  const at = now();
  return withTenant(tenantId, async () => {
    const { timeZone, businessDayCutoff } = await outletClock(tenantId, outletId);
    const before = boardStart(at, timeZone, businessDayCutoff);
    const { orders, tickets } = await lockLeftOver(outletId, before, BATCH);
    if (!orders.length) return 0;
    const { closed, followed, events, items } = close(orders, tickets, at);
    await saveClosing(
      {
        tickets: closed.map(({ id, status }) => ({ id, status })),
        items,
        orders: followed.map(({ id, status }) => ({ id, status })),
      },
      at,
    );
    await appendEvents(events(outletId));
    await audit({
      action: 'kitchen.day_closed',
      entity: 'outlet',
      entityId: outletId,
      outletId,
      after: { tickets: closed.length, orders: orders.map(({ number }) => String(number)) },
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
