export const ORDER_TYPES = ['DINE_IN', 'TAKEAWAY', 'DELIVERY'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export const ORDER_STATUSES = [
  'DRAFT',
  'OPEN',
  'PREPARING',
  'READY',
  'SERVED',
  'COMPLETED',
  'VOIDED',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const PAYMENT_STATUSES = [
  'UNPAID',
  'PARTIALLY_PAID',
  'PAID',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const PAYMENT_METHODS = [
  'CASH',
  'CARD',
  'QRIS',
  'EWALLET',
  'TRANSFER',
  'VOUCHER',
  'DEPOSIT',
  'ON_ACCOUNT',
] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** What a till can take, in the order it offers them; settings offer no other. */
export const TILL_PAYMENT_METHODS = ['CASH', 'QRIS', 'CARD', 'TRANSFER', 'EWALLET'] as const;

/** Who says that the money of a payment came: only the cashier, or the bank's statement, on which somebody found it. */
export const PAYMENT_CONFIRMATIONS = ['CASHIER', 'STATEMENT'] as const;
export type PaymentConfirmation = (typeof PAYMENT_CONFIRMATIONS)[number];

export const KITCHEN_STATUSES = ['QUEUED', 'PREPARING', 'READY', 'SERVED', 'VOIDED'] as const;
export type KitchenStatus = (typeof KITCHEN_STATUSES)[number];

export const BUSINESS_TYPES = ['CAFE', 'RESTAURANT', 'BAKERY', 'RETAIL', 'OTHER'] as const;
export type BusinessType = (typeof BUSINESS_TYPES)[number];

export const UNITS = ['PIECE', 'KG', 'GRAM', 'LITRE', 'ML', 'METRE', 'HOUR'] as const;
export type Unit = (typeof UNITS)[number];

/** Whether a unit is only sold whole. */
export function requiresWholeQuantity(unit: Unit): boolean {
  return unit === 'PIECE';
}

export const CASH_DIRECTIONS = ['IN', 'OUT'] as const;
export type CashDirection = (typeof CASH_DIRECTIONS)[number];

export const SHIFT_STATUSES = ['OPEN', 'CLOSED'] as const;
export type ShiftStatus = (typeof SHIFT_STATUSES)[number];

export const SHIFT_FLAGS = ['overdrawn'] as const;
export type ShiftFlag = (typeof SHIFT_FLAGS)[number];

export const REPORT_GROUPS = [
  'day',
  'hour',
  'outlet',
  'cashier',
  'orderType',
  'category',
  'product',
  'payment',
] as const;
export type ReportGroup = (typeof REPORT_GROUPS)[number];

export const SUBSCRIPTION_STATUSES = [
  'TRIAL',
  'ACTIVE',
  'PAST_DUE',
  'EXPIRED',
  'SUSPENDED',
  'CANCELLED',
] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export const TENANT_STATUSES = ['ACTIVE', 'SUSPENDED'] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

/** Languages of the product's own texts. */
export const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The product's language for a locale tag: `id-ID` → id, `en-GB` → en, anything else → id. */
export function languageOf(locale: string | null | undefined): Language {
  return locale?.toLowerCase().startsWith('en') ? 'en' : 'id';
}

export const TICKET_CHANGES = ['NEW', 'CHANGED', 'VOIDED'] as const;
/** What happened to a ticket's item since the kitchen last saw it. */
export type TicketChange = (typeof TICKET_CHANGES)[number];

/** Things recorded with an accepted sale that someone should look at. */
export const ORDER_FLAGS = [
  'PRICE_CHANGED',
  'STOCK_NEGATIVE',
  'OFFLINE',
  'SHIFT_CLOSED',
  'PRODUCT_INACTIVE',
  /** It arrived later than the business's window allows. */
  'late',
] as const;
export type OrderFlag = (typeof ORDER_FLAGS)[number];

/** `PENDING` until the person has come in with the code they were given. */
export const MEMBER_STATUSES = ['PENDING', 'ACTIVE'] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];
