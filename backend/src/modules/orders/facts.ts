import type { PaymentStatus, RepricedItemDto } from '@meja/domain';
import type { Approver } from '../staff';
import type { Stamp } from '../ledger';
import type { OrderItemRow, OrderRow, PaymentRow } from './orders.rows';

/**
 * What happened to an order, in the trade's words. Whatever goes with it (tickets, books, events, audit) is read from
 * these by `effects.ts`; nothing else is told to anybody.
 */
export type Fact =
  /** Items went to the kitchen; as they were before. */
  | { fact: 'sent'; items: OrderItemRow[] }
  /** An item was taken off after it was sent, or voided by hand. */
  | { fact: 'itemVoided'; item: OrderItemRow; reason: string; approvedBy: string | null }
  /** An item that was sent became another. */
  | {
      fact: 'itemChanged';
      before: OrderItemRow;
      after: OrderItemRow;
      reason: string | null;
      approvedBy: string | null;
    }
  /** Money came in; `state` is what the bill was then. `stamp` is of its entry. */
  | { fact: 'paid'; payment: PaymentRow; state: PaymentStatus; stamp: Stamp }
  /** The bill was settled: the sale is posted under the stamp. */
  | { fact: 'settled'; stamp: Stamp }
  /** The order was voided whole; of which number and total, and the items that had been sent. */
  | {
      fact: 'orderVoided';
      reason: string;
      approvedBy: string | null;
      number: number;
      total: number;
      sentItems: string[];
    }
  /** Discounts were approved, or changed on an order that was sent. */
  | { fact: 'discounted'; before: DiscountsTold | null; after: DiscountsTold; approver: Approver | null }
  /** Lines that the menu asks another price for than they had. */
  | { fact: 'repriced'; items: RepricedItemDto[] };

/** What the audit log says of an order's discounts. */
export interface DiscountsTold {
  discount: OrderRow['discount'];
  items: { id: string; name: string; discount: OrderItemRow['discount'] }[];
  discountTotal: number;
  total: number;
}
