import { buildReceipt } from '@meja/domain';
import type { ReceiptModel, ReceiptWidth } from '@meja/domain';
import { now } from '../../platform/clock';
import { mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { notFound } from '../../platform/http';
import { orderDto } from '../orders';
import { outletSettings } from '../outlets';
import { logoDots, logoWebp } from '../tenants';

/** The receipt of an order, in the language of the business; a copy says so and when it was printed. */
export async function readReceipt(
  { tenantId, actor }: { tenantId: string; actor: Actor },
  orderId: string,
  isCopy: boolean,
): Promise<ReceiptModel> {
  const order = await orderDto(tenantId, orderId);
  if (!order || !mayUseOutlet(actor, order.outletId)) throw notFound();
  const settings = await outletSettings(tenantId, order.outletId);
  return buildReceipt(order, settings, settings.locale, isCopy ? { isCopy, printedAt: now() } : {});
}

type Shown = Pick<ReceiptModel, 'logoUrl'>;

/** The logo of a receipt, for a page and for a printer; null where the business has none. */
export const receiptLogo = {
  webp: async (tenantId: string, { logoUrl }: Shown) => (logoUrl ? logoWebp(tenantId, logoUrl) : null),
  dots: async (tenantId: string, { logoUrl }: Shown, width: ReceiptWidth) =>
    logoUrl ? logoDots(tenantId, logoUrl, width) : null,
};
