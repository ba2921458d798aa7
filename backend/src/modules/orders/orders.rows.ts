import type {
  BillTax,
  Discount,
  KitchenStatus,
  LineModifier,
  OrderFlag,
  OrderStatus,
  OrderType,
  PaymentConfirmation,
  PaymentMethod,
  PaymentStatus,
  PricingSettings,
  PricingStep,
  TaxClass,
  Unit,
} from '@meja/domain';
import type { TicketItemRow } from '../kitchen';

/**
 * Rows in the tables' own column names: what `order_document` gives and `record_orders` takes. Amounts are integers,
 * quantities thousandths, instants ISO 8601.
 */
export interface OrderRow {
  id: string;
  outlet_id: string;
  /** 0 until the database has given it. */
  number: number;
  business_date: string;
  type: OrderType;
  status: OrderStatus;
  payment_status: PaymentStatus;
  table_name: string | null;
  queue_name: string | null;
  note: string | null;
  discount: Discount | null;
  subtotal: number;
  discount_total: number;
  service_charge: number;
  tax_total: number;
  tax_included_total: number;
  rounding: number;
  tip_total: number;
  total: number;
  paid_total: number;
  taxes: BillTax[];
  steps: PricingStep[];
  pricing_settings: PricingSettings;
  cashier_id: string;
  cashier_name: string;
  shift_id: string | null;
  flags: OrderFlag[];
  version: number;
  request_hash: string;
  occurred_at: string;
  submitted_at: string | null;
  completed_at: string | null;
  voided_at: string | null;
  void_reason: string | null;
  voided_by: string | null;
  /** The journal's entry of its sale; null until it is settled. */
  sale_entry_id: string | null;
  created_at: string;
  updated_at: string;
}

/** `isDefault` is missing on lines of earlier versions. */
type StoredModifier = Omit<LineModifier, 'isDefault'> & Partial<Pick<LineModifier, 'isDefault'>>;

export interface OrderItemRow {
  id: string;
  order_id: string;
  position: number;
  product_id: string;
  variant_id: string | null;
  category_id: string | null;
  station_id: string | null;
  name: string;
  variant_name: string | null;
  unit: Unit;
  quantity_milli: number;
  unit_price: number;
  modifiers: StoredModifier[];
  tax_class: string;
  /** The class as it was defined when the line was priced. */
  tax_definition: TaxClass;
  discount: Discount | null;
  note: string | null;
  seat: number | null;
  course: number | null;
  kitchen_status: KitchenStatus | null;
  gross: number;
  line_discount: number;
  order_discount: number;
  net: number;
  service: number;
  tax: number;
  tax_included: number;
  total: number;
  sent_at: string | null;
  voided_at: string | null;
  void_reason: string | null;
}

export interface PaymentRow {
  id: string;
  order_id: string;
  outlet_id: string;
  method: PaymentMethod;
  amount: number;
  tip: number;
  tendered: number | null;
  change: number;
  rounding: number;
  reference: string | null;
  /** Where somebody besides the cashier says that the money came; no column of its table. */
  confirmation?: PaymentConfirmation;
  business_date: string;
  cashier_id: string;
  request_hash: string;
  paid_at: string;
  created_at: string;
}

/** What a ticket says of an item that was changed after it was sent. */
export type ChangedItemRow = Pick<
  TicketItemRow,
  'order_item_id' | 'name' | 'variant_name' | 'quantity_milli' | 'modifiers' | 'note'
> & { status: KitchenStatus | null };

/** An order with everything on it. */
export interface OrderDocument {
  order: OrderRow;
  items: OrderItemRow[];
  payments: PaymentRow[];
}
