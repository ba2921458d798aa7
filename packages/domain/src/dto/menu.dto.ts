import type { Money } from '../money';
import type { DiscountLimits } from '../discounts';
import type { PricingSettings } from '../pricing/types';
import type { GroupVariantsDto } from './catalog.dto';
import type { Id, IsoTime } from './common.dto';
import type { BusinessType, OrderType, PaymentMethod, Unit } from './enums';

/** What a terminal must know of the tenant and outlet to price, sell and print by itself. */
export interface MenuSettingsDto extends PricingSettings {
  tenantName: string;
  businessType: BusinessType;
  outletName: string;
  outletAddress: string | null;
  outletPhone: string | null;
  npwp: string | null;
  receiptHeader: string | null;
  receiptFooter: string | null;
  timeZone: string;
  locale: string;
  businessDayCutoff: string;
  requireOpenShift: boolean;
  blindCount: boolean;
  allowNegativeStock: boolean;
  discountLimits: DiscountLimits;
  lateSaleWindowHours: number;
  /** Switched off, an outlet sells nothing new. */
  outletActive: boolean;
  orderTypes: OrderType[];
  paymentMethods: PaymentMethod[];
  /** The outlet's printed QRIS code, of which a till makes the code of a payment; null where it has none. */
  qris: string | null;
}

export interface MenuCategoryDto {
  id: Id;
  name: string;
  parentId: Id | null;
  position: number;
  color: string | null;
}

export interface MenuVariantDto {
  id: Id;
  name: string;
  price: Money;
  sku: string | null;
  barcode: string | null;
  available: boolean;
}

export interface MenuProductDto {
  id: Id;
  name: string;
  description: string | null;
  categoryId: Id | null;
  /** The outlet's price; with variants the variant's price counts. */
  price: Money;
  sku: string | null;
  barcode: string | null;
  photoUrl: string | null;
  unit: Unit;
  /** Code of a class in `settings.taxClasses`, the default already filled in. */
  taxClass: string;
  stationId: Id | null;
  modifierGroupIds: Id[];
  /** Groups of `modifierGroupIds` that only these variants offer. */
  modifierGroupVariants: GroupVariantsDto[];
  variants: MenuVariantDto[];
  available: boolean;
  position: number;
}

export interface MenuModifierOptionDto {
  id: Id;
  name: string;
  price: Money;
  default: boolean;
  available: boolean;
}

export interface MenuModifierGroupDto {
  id: Id;
  name: string;
  min: number;
  max: number;
  options: MenuModifierOptionDto[];
}

export interface MenuStationDto {
  id: Id;
  name: string;
  position: number;
  lateAfterMinutes: number;
}

/** The one document a terminal needs; only active things are in it. */
export interface MenuDto {
  outletId: Id;
  /** Rises with every change; the `ETag` follows it. */
  version: number;
  /** When that version came about. */
  generatedAt: IsoTime;
  currency: string;
  settings: MenuSettingsDto;
  categories: MenuCategoryDto[];
  products: MenuProductDto[];
  modifierGroups: MenuModifierGroupDto[];
  stations: MenuStationDto[];
}
