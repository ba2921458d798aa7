import type { Money } from '../money';
import type { Id, IsoTime } from './common.dto';
import type { Unit } from './enums';

export interface CategoryDto {
  id: Id;
  name: string;
  parentId: Id | null;
  position: number;
  /** `#rrggbb`. */
  color: string | null;
  version: number;
}

export interface CategoryBody {
  id?: Id;
  name: string;
  parentId?: Id | null;
  position?: number;
  color?: string | null;
}

export interface VariantDto {
  id: Id;
  name: string;
  price: Money;
  sku: string | null;
  barcode: string | null;
  position: number;
  available: boolean;
}

export interface VariantBody {
  id?: Id;
  name: string;
  price: Money;
  sku?: string | null;
  barcode?: string | null;
}

export interface ProductDto {
  id: Id;
  name: string;
  description: string | null;
  categoryId: Id;
  price: Money;
  sku: string | null;
  barcode: string | null;
  /** null: the tenant's default class. */
  taxClass: string | null;
  unit: Unit;
  trackStock: boolean;
  variants: VariantDto[];
  modifierGroupIds: Id[];
  stationId: Id | null;
  photoUrl: string | null;
  active: boolean;
  /** Outlets where it is sold out right now ("habis"). */
  unavailableOutletIds: Id[];
  position: number;
  version: number;
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

export interface ProductBody {
  id?: Id;
  name: string;
  description?: string | null;
  categoryId: Id;
  price: Money;
  sku?: string | null;
  barcode?: string | null;
  taxClass?: string | null;
  unit?: Unit;
  trackStock?: boolean;
  variants?: VariantBody[];
  modifierGroupIds?: Id[];
  stationId?: Id | null;
  photoUrl?: string | null;
  active?: boolean;
  position?: number;
}

/** `PUT`-like switch of one product in one outlet. */
export interface AvailabilityBody {
  outletId: Id;
  available: boolean;
}

export interface ModifierOptionDto {
  id: Id;
  name: string;
  price: Money;
  default: boolean;
  position: number;
  available: boolean;
}

export interface ModifierGroupDto {
  id: Id;
  name: string;
  /** Fewest choices; 1 or more makes the group required. */
  min: number;
  max: number;
  options: ModifierOptionDto[];
  version: number;
}

export interface ModifierOptionBody {
  id?: Id;
  name: string;
  price: Money;
  default?: boolean;
}

export interface ModifierGroupBody {
  id?: Id;
  name: string;
  min: number;
  max: number;
  options: ModifierOptionBody[];
}

export interface StationDto {
  id: Id;
  outletId: Id | null;
  name: string;
  position: number;
  /** Minutes after which a ticket counts as late. */
  lateAfterMinutes: number;
  version: number;
}

export interface StationBody {
  id?: Id;
  outletId?: Id | null;
  name: string;
  position?: number;
  lateAfterMinutes?: number;
}
