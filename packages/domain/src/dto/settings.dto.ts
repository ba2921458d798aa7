import type { DiscountLimits } from '../discounts';
import type { OpeningHours } from '../opening-hours';
import type { StaffRole } from '../permissions';
import type { PricingSettings } from '../pricing/types';
import type { BusinessType, OrderType, PaymentMethod } from './enums';

export interface SettingsDto extends PricingSettings {
  businessName: string;
  businessType: BusinessType;
  address: string | null;
  phone: string | null;
  npwp: string | null;
  timeZone: string;
  locale: string;
  /** `HH:mm`, local time at which a new business day begins. */
  businessDayCutoff: string;
  /** When it is open, Monday first; null: not told. Receipts say it. */
  openingHours: OpeningHours | null;
  requireOpenShift: boolean;
  /** Who closes a drawer counts it without being told what should be in it; who may close others' is. */
  blindCount: boolean;
  allowNegativeStock: boolean;
  /** What a role may take off by itself; above it somebody approves. */
  discountLimits: DiscountLimits;
  /** Who works in one of these roles signs in with a second factor. */
  requireTwoFactor: StaffRole[];
  /** A sale that arrives later than this is flagged `late`. */
  lateSaleWindowHours: number;
  /** Its logo on receipts, in the format that everything shows; its size stands in the address. */
  logoUrl: string | null;
  receiptHeader: string | null;
  receiptFooter: string | null;
  orderTypes: OrderType[];
  paymentMethods: PaymentMethod[];
  version: number;
}

/** A logo comes by its upload; null takes it away. */
export type SettingsBody = Partial<Omit<SettingsDto, 'logoUrl'>> & { logoUrl?: null };
