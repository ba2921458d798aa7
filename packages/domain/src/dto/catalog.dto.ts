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
  /** Whether what is in it, and below it, goes to a kitchen unless a product says otherwise. */
  needsPreparation: boolean;
  version: number;
}

export interface CategoryBody {
  id?: Id;
  name: string;
  parentId?: Id | null;
  position?: number;
  color?: string | null;
  needsPreparation?: boolean;
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

/** An option group of a product, tied to some of its variants. */
export interface GroupVariantsDto {
  groupId: Id;
  /** At least one. */
  variantIds: Id[];
}

export interface ProductDto {
  id: Id;
  name: string;
  description: string | null;
  categoryId: Id | null;
  price: Money;
  sku: string | null;
  barcode: string | null;
  /** null: the tenant's default class. */
  taxClass: string | null;
  unit: Unit;
  trackStock: boolean;
  variants: VariantDto[];
  modifierGroupIds: Id[];
  /** Groups of `modifierGroupIds` that only these of its variants offer; those not named here every variant offers. */
  modifierGroupVariants: GroupVariantsDto[];
  /** null: the outlet's first station. */
  stationId: Id | null;
  /** null: as its category says; false: reaches no kitchen. */
  needsPreparation: boolean | null;
  /** Outlets that prepare it elsewhere. */
  outletStations: { outletId: Id; stationId: Id }[];
  /** Its larger picture; the others follow from it (`photoSet`). */
  photoUrl: string | null;
  active: boolean;
  /** Outlets where it is sold out right now ("habis"). */
  unavailableOutletIds: Id[];
  /** Outlets that sell it at a price of their own; with variants the variants' prices count. */
  outletPrices: { outletId: Id; price: Money }[];
  position: number;
  version: number;
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

export interface ProductBody {
  id?: Id;
  name: string;
  description?: string | null;
  categoryId?: Id | null;
  price: Money;
  sku?: string | null;
  barcode?: string | null;
  taxClass?: string | null;
  unit?: Unit;
  trackStock?: boolean;
  variants?: VariantBody[];
  modifierGroupIds?: Id[];
  modifierGroupVariants?: GroupVariantsDto[];
  stationId?: Id | null;
  needsPreparation?: boolean | null;
  /** A photo comes by its upload; null takes it away. */
  photoUrl?: string | null;
  active?: boolean;
  position?: number;
}

/** Switch of one product in one outlet; `price` or `stationId` left out: stays, null: the product's own again. */
export interface AvailabilityBody {
  outletId: Id;
  available: boolean;
  price?: Money | null;
  stationId?: Id | null;
}

/** What changes on a thing of the menu; left out: stays. `version` may stand in for `If-Match`. */
type Change<T> = Partial<Omit<T, 'id'>> & { version?: number };
export type UpdateCategoryBody = Change<CategoryBody>;
/**
 * `variants`, `modifierGroupIds` and `modifierGroupVariants` replace the list; a variant named by its id is kept. A group
 * whose last variant is taken away goes with it.
 */
export type UpdateProductBody = Change<ProductBody>;

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
  /** One bump finishes a ticket here, without the steps between. */
  oneBump: boolean;
  version: number;
}

export interface StationBody {
  id?: Id;
  outletId?: Id | null;
  name: string;
  position?: number;
  lateAfterMinutes?: number;
  oneBump?: boolean;
}

/** `options` replaces the list; an option named by its id is kept. */
export type UpdateModifierGroupBody = Change<ModifierGroupBody>;
export type UpdateStationBody = Change<StationBody>;
