import { discountLimitOf, discountsDiffer, needsDiscountApproval } from '@meja/domain';
import type { ApprovalBody, DiscountLimits, DiscountedBill } from '@meja/domain';
import { auditRow } from '../../platform/audit';
import type { Call } from '../../platform/http';
import { refuseApproval } from '../staff';
import type { Approver } from '../staff';
import { approveOnce } from './approve-once';
import { isLive } from './order-work';
import type { OrderWork } from './order-work';
import type { OrderDocument } from './orders.rows';

const billOf = ({ order, items }: OrderDocument): DiscountedBill => ({
  given: order.discount,
  lines: items.filter(isLive).map((item) => ({
    id: item.id,
    gross: item.gross,
    discount: item.line_discount,
    orderDiscount: item.order_discount,
    given: item.discount,
  })),
});

/**
 * Lets the work's discounts pass where they keep to the caller's limit, or to that of whoever approves them; the
 * approver, or null where nobody was needed. Measured on the whole bill as it becomes, so that it does not matter which
 * change brought it about. Throws 403 `approval_required`.
 */
export async function authorizeDiscounts(
  call: Call<unknown>,
  work: OrderWork,
  limits: DiscountLimits,
): Promise<Approver | null> {
  const before = work.before && billOf(work.before);
  const after = billOf(work.document);
  if (!needsDiscountApproval(before, after, discountLimitOf(call.actor, limits))) return null;
  const need = { permission: 'order:discount', outletId: work.document.order.outlet_id } as const;
  const approver = await approveOnce(call as Call<{ approval?: ApprovalBody } | undefined>, need);
  const theirs = discountLimitOf({ ...approver, permissions: new Set(approver.permissions) }, limits);
  return needsDiscountApproval(before, after, theirs) ? refuseApproval(need, approver, 'limit') : approver;
}

const told = ({ order, items }: OrderDocument) => ({
  discount: order.discount,
  items: items
    .filter((item) => isLive(item) && item.discount)
    .map(({ id, name, discount }) => ({ id, name, discount })),
  discountTotal: order.discount_total,
  total: order.total,
});

/** The audit row of discounts that were approved, or changed on an order that was sent; null where there is none. */
export function discountAudit(
  call: Call<unknown>,
  work: OrderWork,
  approver: Approver | null,
): object | null {
  const { before, document } = work;
  const isSent = before !== null && before.order.submitted_at !== null;
  const changes = discountsDiffer(before && billOf(before), billOf(document));
  if (!approver && !(isSent && changes)) return null;
  return auditRow(call.tenantId, {
    action: 'order.discount',
    entity: 'order',
    entityId: document.order.id,
    outletId: document.order.outlet_id,
    before: before && told(before),
    after: { ...told(document), approvedBy: approver?.id ?? null, approvedByName: approver?.name ?? null },
  });
}
