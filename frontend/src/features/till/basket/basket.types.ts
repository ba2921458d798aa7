import type {
  Discount,
  Id,
  LineModifier,
  Money,
  OrderDto,
  OrderType,
  PaymentMethod,
  Unit,
} from '@meja/domain';

/** A line of the basket, with its names and prices as the menu last gave them; the server prices again. */
export interface BasketLine {
  id: Id;
  productId: Id;
  variantId: Id | null;
  name: string;
  variantName: string | null;
  unitPrice: Money;
  taxClass: string;
  unit: Unit;
  quantityMilli: number;
  modifiers: LineModifier[];
  discount: Discount | null;
  note: string | null;
}

/** What is chosen for a product, before it is a line. */
export interface LineChoice {
  variantId: Id | null;
  quantityMilli: number;
  modifiers: LineModifier[];
  discount: Discount | null;
  note: string | null;
}

/** A payment noted at the till and not yet acknowledged. `amount` is what enters the books. */
export interface Tender {
  id: Id;
  method: PaymentMethod;
  amount: Money;
  tendered: Money | null;
  reference: string | null;
}

/** Everything a reload must bring back. */
export interface BasketState {
  orderId: Id;
  type: OrderType;
  queueName: string;
  discount: Discount | null;
  lines: BasketLine[];
  tenders: Tender[];
  /** The stored order this basket adds to; null for a new one. */
  base: OrderDto | null;
  /** Idempotency key per request content: the same content sent again counts once. */
  keys: Record<string, string>;
  /** Lines and payments that were sent, with what they were each time: until an answer comes, they may have arrived. */
  tried?: Record<Id, string[]>;
}
