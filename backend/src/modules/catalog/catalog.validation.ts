import { UNITS } from '@meja/domain';
import type {
  AvailabilityBody,
  CategoryBody,
  GroupVariantsDto,
  ModifierGroupBody,
  ModifierOptionBody,
  ProductBody,
  StationBody,
  UpdateCategoryBody,
  UpdateModifierGroupBody,
  UpdateProductBody,
  UpdateStationBody,
  VariantBody,
} from '@meja/domain';
import { bodySchema, s } from '../../platform/http';
import type { Field, Shape } from '../../platform/http';
import { MOST_VARIANTS } from './catalog.rules';

const MAX_OPTIONS = 100;
const MAX_GROUPS = 30;

/** All fields may be left out, `version` may come along, the id is not for changing. */
function changes<T extends object, U extends object>({
  id: _,
  ...shape
}: Shape<T> & { id: unknown }): Field<U> {
  const optional = Object.entries(shape as Record<string, Field>).map(([name, field]) => [
    name,
    field.optional(),
  ]);
  return bodySchema(
    Object.fromEntries([...optional, ['version', s.integer({ min: 1 }).optional()]]) as Shape<U>,
  );
}

/** Accepts one value alone; anything else is not for this slice. */
function only<T>(allowed: T, json: object): Field<T | undefined> {
  const base = s.any({ ...json }).optional() as Field<T | undefined>;
  return {
    ...base,
    check(value, path, issues) {
      if (value !== allowed) issues.push({ path, code: 'not_allowed' });
      return allowed;
    },
    optional: () => only(allowed, json),
  };
}

const position = s.integer({ max: 1_000_000 });
const code = s.string({ max: 64 }).nullable().optional();

const station: Shape<StationBody> = {
  id: s.uuid().optional(),
  outletId: s.uuid().nullable().optional(),
  name: s.string({ max: 60 }),
  position: position.optional(),
  lateAfterMinutes: s.integer({ min: 1, max: 240 }).optional(),
  oneBump: s.boolean().optional(),
};
export const createStation = bodySchema<StationBody>(station);
export const updateStation = changes<StationBody, UpdateStationBody>(station);

const category: Shape<CategoryBody> = {
  id: s.uuid().optional(),
  name: s.string({ max: 80 }),
  parentId: s.uuid().nullable().optional(),
  position: position.optional(),
  color: s.color().nullable().optional(),
  needsPreparation: s.boolean().optional(),
};
export const createCategory = bodySchema<CategoryBody>(category);
export const updateCategory = changes<CategoryBody, UpdateCategoryBody>(category);

const variant = s.object<VariantBody>({
  id: s.uuid().optional(),
  name: s.string({ max: 80 }),
  price: s.money(),
  sku: code,
  barcode: code,
});

const groupVariants = s.object<GroupVariantsDto>({
  groupId: s.uuid(),
  variantIds: s.array(s.uuid(), { min: 1, max: MOST_VARIANTS }),
});

const product: Shape<ProductBody> = {
  id: s.uuid().optional(),
  name: s.string({ max: 120 }),
  description: s.text(1000).nullable().optional(),
  categoryId: s.uuid().nullable().optional(),
  price: s.money(),
  sku: code,
  barcode: code,
  taxClass: s.string({ max: 20 }).nullable().optional(),
  unit: s.enum(UNITS).optional(),
  // Stock is not kept yet: a product that claimed it would promise what no till checks.
  trackStock: only(false, { type: 'boolean', enum: [false] }),
  variants: s.array(variant, { max: MOST_VARIANTS }).optional(),
  modifierGroupIds: s.array(s.uuid(), { max: MAX_GROUPS }).optional(),
  modifierGroupVariants: s.array(groupVariants, { max: MAX_GROUPS }).optional(),
  stationId: s.uuid().nullable().optional(),
  needsPreparation: s.boolean().nullable().optional(),
  // A photo comes by its upload; null takes it away.
  photoUrl: only(null, { type: 'null' }),
  active: s.boolean().optional(),
  position: position.optional(),
};
export const createProduct = bodySchema<ProductBody>(product);
export const updateProduct = changes<ProductBody, UpdateProductBody>(product);

const option = s.object<ModifierOptionBody>({
  id: s.uuid().optional(),
  name: s.string({ max: 80 }),
  price: s.money(),
  default: s.boolean().optional(),
});

const modifierGroup: Shape<ModifierGroupBody> = {
  id: s.uuid().optional(),
  name: s.string({ max: 80 }),
  min: s.integer({ max: 50 }),
  max: s.integer({ min: 1, max: 50 }),
  options: s.array(option, { min: 1, max: MAX_OPTIONS }),
};
export const createModifierGroup = bodySchema<ModifierGroupBody>(modifierGroup);
export const updateModifierGroup = changes<ModifierGroupBody, UpdateModifierGroupBody>(modifierGroup);

export const availability = bodySchema<AvailabilityBody>({
  outletId: s.uuid(),
  available: s.boolean(),
  price: s.money().nullable().optional(),
  stationId: s.uuid().nullable().optional(),
});
