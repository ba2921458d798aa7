import { deriveOrderStatus } from '@meja/domain';
import type { KitchenStatus, OrderStatus, PaymentStatus } from '@meja/domain';
import { now } from '../../../platform/clock';
import { db } from '../../../platform/db';
import { appendEvent } from '../../../platform/events';

interface LockedOrder {
  status: OrderStatus;
  payment_status: PaymentStatus;
}

/**
 * Locks an order for the open transaction. Whoever changes an order's tickets locks the order first, as the writer of
 * orders does, so that the two never wait for each other.
 */
export async function lockOrder(orderId: string): Promise<LockedOrder | null> {
  const [row] = await db().$queryRaw<LockedOrder[]>`
    SELECT status, payment_status FROM orders
    WHERE tenant_id = current_setting('app.tenant_id')::uuid AND id = ${orderId}::uuid FOR UPDATE`;
  return row ?? null;
}

/**
 * Lets an order follow its items through the kitchen, in the open transaction, and tells of it. The version rises also
 * where the order's own state stays: a change that read the items before would otherwise write their old states back.
 */
export async function syncKitchenProgress(orderId: string): Promise<void> {
  const order = await lockOrder(orderId);
  if (!order) return;
  const items = await db().orderItem.findMany({
    where: { orderId },
    select: { kitchenStatus: true, voidedAt: true },
  });
  const states = items.map((item) =>
    item.voidedAt ? 'VOIDED' : (item.kitchenStatus as KitchenStatus | null),
  );
  const status = deriveOrderStatus(states, order.payment_status, order.status);
  const at = now();
  const [changed] = await db().order.updateManyAndReturn({
    where: { id: orderId },
    data: {
      status,
      updatedAt: at,
      version: { increment: 1 },
      ...(status === 'COMPLETED' && order.status !== 'COMPLETED' && { completedAt: at }),
    },
    select: { outletId: true, number: true, paymentStatus: true, total: true, version: true, type: true },
  });
  await appendEvent({
    type: 'order.updated',
    outletId: changed!.outletId,
    data: {
      orderId,
      number: String(changed!.number),
      status,
      paymentStatus: order.payment_status,
      total: Number(changed!.total),
      version: changed!.version,
      type: changed!.type as 'DINE_IN' | 'TAKEAWAY' | 'DELIVERY',
    },
  });
}
