import { discountLimitOf, discountsDiffer, needsDiscountApproval } from '@meja/domain';
import type { DiscountLimits, DiscountedBill } from '@meja/domain';
import type { Actor } from '../../platform/context';
import type { ApprovalNeed, Approver } from '../staff';
import { ApprovalTooSmall } from './approval';
import type { DiscountsTold } from './facts';
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

const told = ({ order, items }: OrderDocument): DiscountsTold => ({
  discount: order.discount,
  items: items
    .filter((item) => isLive(item) && item.discount)
    .map(({ id, name, discount }) => ({ id, name, discount })),
  discountTotal: order.discount_total,
  total: order.total,
});

/**
 * Lets the work's discounts pass where they keep to the actor's limit, or to that of whoever approves them; as a fact
 * where they were approved, or changed on an order that was sent. Measured on the whole bill as it becomes, so that it
 * does not matter which change brought it about. Throws {@link ApprovalTooSmall}, and what `approved` throws.
 */
export function judgeDiscounts(
  work: OrderWork,
  actor: Actor,
  limits: DiscountLimits,
  approved: (need: ApprovalNeed) => Approver,
): void {
  const { document } = work;
  const before = work.before && billOf(work.before);
  const after = billOf(document);
  let approver: Approver | null = null;
  if (needsDiscountApproval(before, after, discountLimitOf(actor, limits))) {
    const need = { permission: 'order:discount', outletId: document.order.outlet_id } as const;
    approver = approved(need);
    const theirs = discountLimitOf({ ...approver, permissions: new Set(approver.permissions) }, limits);
    if (needsDiscountApproval(before, after, theirs)) throw new ApprovalTooSmall(need, approver);
  }
  const isSent = work.before !== null && work.before.order.submitted_at !== null;
  if (!approver && !(isSent && discountsDiffer(before, after))) return;
  work.facts.push({
    fact: 'discounted',
    before: work.before && told(work.before),
    after: told(document),
    approver,
  });
}
