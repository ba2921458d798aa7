import { buildReceipt } from '@meja/domain';
import type { ReceiptModel } from '@meja/domain';
import { now } from '../../platform/clock';
import { mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { notFound } from '../../platform/http';
import { menuSnapshot } from '../catalog';
import { orderDto } from '../orders';

/** The receipt of an order, in the language of the business; a copy says so and when it was printed. */
export async function readReceipt(
  { tenantId, actor }: { tenantId: string; actor: Actor },
  orderId: string,
  isCopy: boolean,
): Promise<ReceiptModel> {
  const order = await orderDto(tenantId, orderId);
  if (!order || !mayUseOutlet(actor, order.outletId)) throw notFound();
  const { menu } = await menuSnapshot(tenantId, order.outletId);
  return buildReceipt(order, menu.settings, menu.settings.locale, isCopy ? { isCopy, printedAt: now() } : {});
}
