import type { Money } from '../money';
import type { BillTax, Discount, PricingSettings, PricingStep, TaxClass } from '../pricing/types';
import type { BusinessDate, Id, IsoTime } from './common.dto';
import type { ApprovalBody } from './people.dto';
import type {
  KitchenStatus,
  OrderFlag,
  OrderStatus,
  OrderType,
  PaymentConfirmation,
  PaymentMethod,
  PaymentStatus,
} from './enums';

/** An option as it was when the line was made. */
export interface OrderItemModifierDto {
  optionId: Id;
  name: string;
  /** For one. */
  price: Money;
  /** 0: usual, and left out on this line. */
  quantity: number;
  /** It was the usual choice then. */
  isDefault: boolean;
}

export interface OrderItemDto {
  id: Id;
  productId: Id;
  variantId: Id | null;
  /** As it was when sold. */
  name: string;
  variantName: string | null;
  quantity: number;
  unitPrice: Money;
  modifiers: OrderItemModifierDto[];
  discount: Discount | null;
  /** What the item's own discount takes off, in money. */
  discountTotal: Money;
  note: string | null;
  seat: number | null;
  course: number | null;
  /** Code of the class it is sold under. */
  taxClass: string;
  /** That class as it was defined then: what its tax is reckoned by. */
  taxDefinition: TaxClass;
  stationId: Id | null;
  /** null: nothing to cook, or not sent yet. `VOIDED` for a voided item of any kind. */
  kitchenStatus: KitchenStatus | null;
  sentAt: IsoTime | null;
  voidReason: string | null;
  /** Gross less the item's own discount: what the line of a receipt shows. */
  total: Money;
}

export interface PaymentDto {
  id: Id;
  method: PaymentMethod;
  /** What went into the books; for cash without the change. */
  amount: Money;
  tip: Money;
  /** Cash handed over. */
  tendered: Money | null;
  change: Money;
  /** Difference to the unrounded remainder, where this payment settled the order. */
  rounding: Money;
  reference: string | null;
  /** By QRIS: who says that the money came. null: nothing that a bank would have to confirm. */
  confirmation: PaymentConfirmation | null;
  paidAt: IsoTime;
}

export interface RefundDto {
  id: Id;
  method: PaymentMethod;
  amount: Money;
  reason: string;
  items: { itemId: Id; quantity: number; amount: Money }[];
  refundedAt: IsoTime;
}

export interface OrderDto {
  id: Id;
  /** For people; an order is identified by its `id` alone. */
  number: string;
  outletId: Id;
  type: OrderType;
  status: OrderStatus;
  paymentStatus: PaymentStatus;
  tableId: Id | null;
  tableName?: string | null;
  /** Called out at the counter. */
  queueName?: string | null;
  customerId: Id | null;
  cashierId: Id | null;
  cashierName: string | null;
  items: OrderItemDto[];
  discount: Discount | null;
  subtotal: Money;
  discountTotal: Money;
  serviceCharge: Money;
  taxTotal: Money;
  taxIncludedTotal: Money;
  taxes: BillTax[];
  rounding: Money;
  tipTotal: Money;
  /** Rounding and tip included. */
  total: Money;
  paidTotal: Money;
  refundedTotal: Money;
  /** What is left without rounding. */
  dueTotal: Money;
  /** What is left if the rest is paid in cash. */
  cashDueTotal: Money;
  payments: PaymentDto[];
  refunds: RefundDto[];
  note: string | null;
  flags: OrderFlag[];
  /** Of a voided order. `removed`: its last item was taken off before it was sent. */
  voidReason: string | null;
  voidedAt: IsoTime | null;
  steps?: PricingStep[];
  /** The rules it is priced by: those of the settings when it was opened. */
  pricingSettings: PricingSettings;
  version: number;
  businessDate: BusinessDate;
  occurredAt: IsoTime;
  createdAt: IsoTime;
}

/** What a list tells of an order; everything on it is at `GET /orders/:id`. */
export type OrderSummaryDto = Pick<
  OrderDto,
  | 'id'
  | 'number'
  | 'outletId'
  | 'type'
  | 'status'
  | 'paymentStatus'
  | 'cashierName'
  | 'total'
  | 'paidTotal'
  | 'dueTotal'
  | 'flags'
  | 'businessDate'
  | 'createdAt'
  | 'version'
> & {
  tableName: string | null;
  queueName: string | null;
  /** Lines that are still on it. */
  itemCount: number;
};

/** A line that was priced anew, by what the menu says now. */
export interface RepricedItemDto {
  itemId: Id;
  name: string;
  /** For one, options included. */
  before: Money;
  after: Money;
}

/** Answer of a call that changed an order: with the change of the payment it took, and the lines it priced anew. */
export type PaidOrderDto = OrderDto & { change: Money; repriced?: RepricedItemDto[] };

/** A number or a decimal string with up to 3 places. */
export type QuantityInput = number | string;

export interface OrderItemModifierBody {
  optionId: Id;
  quantity?: number;
}

export interface OrderItemBody {
  id?: Id;
  productId: Id;
  variantId?: Id | null;
  quantity: QuantityInput;
  modifiers?: OrderItemModifierBody[];
  discount?: Discount | null;
  note?: string | null;
  seat?: number | null;
  course?: number | null;
}

/** What changes on an item not sent yet; left out: stays. `version` may stand in for `If-Match`. */
export interface UpdateOrderItemBody {
  variantId?: Id | null;
  quantity?: QuantityInput;
  modifiers?: OrderItemModifierBody[];
  discount?: Discount | null;
  note?: string | null;
  seat?: number | null;
  course?: number | null;
  /** Where a discount is beyond the caller's own limit. */
  approval?: ApprovalBody;
  version?: number;
}

/** What changes on an item, sent or not; less of what was sent, or something else, needs a reason and the right to void. */
export interface ChangeItemBody extends UpdateOrderItemBody {
  reason?: string;
}

/** What may come with taking an unsent item off. */
export interface RemoveItemBody {
  /** Where a discount is beyond the caller's own limit. */
  approval?: ApprovalBody;
}

export interface AddOrderItemsBody {
  items: OrderItemBody[];
  /** Where a discount is beyond the caller's own limit. */
  approval?: ApprovalBody;
  version?: number;
}

export interface TakePaymentBody {
  id?: Id;
  method: PaymentMethod;
  amount: Money;
  tendered?: Money;
  tip?: Money;
  reference?: string | null;
}

export interface CreateOrderBody {
  id?: Id;
  outletId: Id;
  type: OrderType;
  tableId?: Id | null;
  /** Until there is a floor plan, or beside it: what the kitchen reads. */
  tableName?: string | null;
  queueName?: string | null;
  customerId?: Id | null;
  items: OrderItemBody[];
  discount?: Discount | null;
  voucherCode?: string | null;
  note?: string | null;
  submit?: boolean;
  payments?: TakePaymentBody[];
  occurredAt?: IsoTime;
  /** Where a discount is beyond the caller's own limit. */
  approval?: ApprovalBody;
}

export interface UpdateOrderBody {
  type?: OrderType;
  tableId?: Id | null;
  /** Until there is a floor plan, or beside it: what the kitchen reads. */
  tableName?: string | null;
  queueName?: string | null;
  customerId?: Id | null;
  discount?: Discount | null;
  note?: string | null;
  /** Where a discount is beyond the caller's own limit. */
  approval?: ApprovalBody;
  version?: number;
}

export interface VoidBody {
  reason: string;
  approval?: ApprovalBody;
  restock?: boolean;
}

export interface SyncOrdersBody {
  orders: (CreateOrderBody & { id: Id; occurredAt: IsoTime })[];
}

export interface SyncOrderResultDto {
  id: Id;
  result: 'created' | 'duplicate' | 'accepted_with_flags' | 'failed';
  order: OrderDto | null;
  flags: OrderFlag[];
  code: string | null;
}
