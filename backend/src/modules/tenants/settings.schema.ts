import {
  BUSINESS_TYPES,
  DAYS_OF_WEEK,
  DPP_RULES,
  MAX_LATE_SALE_WINDOW_HOURS,
  ORDER_TYPES,
  PAYMENT_METHODS,
  ROUNDING_MODES,
  STAFF_ROLES,
  TAX_KINDS,
} from '@meja/domain';
import type {
  DayHours,
  DiscountLimit,
  DiscountLimits,
  Rounding,
  ServiceChargeRule,
  SettingsBody,
  SettingsDto,
  TaxClass,
} from '@meja/domain';
import { bodySchema, s } from '../../platform/http';
import type { Field, Shape } from '../../platform/http';

const taxClass = s.object<TaxClass>({
  code: s.string({ max: 20, pattern: /^[A-Z0-9_-]+$/ }),
  name: s.string({ max: 40 }),
  kind: s.enum(TAX_KINDS),
  rate: s.basisPoints(),
  inclusive: s.boolean(),
  dpp: s.enum(DPP_RULES).optional(),
});

const serviceCharge = s.object<ServiceChargeRule>({
  rate: s.basisPoints(),
  orderTypes: s.array(s.enum(ORDER_TYPES), { max: ORDER_TYPES.length }),
  taxed: s.boolean(),
});

const rounding = s.object<Rounding>({
  unit: s.integer({ min: 1, max: 100_000 }),
  mode: s.enum(ROUNDING_MODES),
});

const discountLimit = s.object<DiscountLimit>({
  percent: s.basisPoints().nullable(),
  amount: s.money().nullable(),
});
const discountLimits = s.object<DiscountLimits>({ SUPERVISOR: discountLimit, CASHIER: discountLimit });

const timeOfDay = () => s.string({ max: 5, pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$/ });
const dayHours = s.object<NonNullable<DayHours>>({ opens: timeOfDay(), closes: timeOfDay() });

const fields: Shape<SettingsDto> = {
  businessName: s.string({ max: 120 }),
  businessType: s.enum(BUSINESS_TYPES),
  address: s.text(300).nullable(),
  phone: s.string({ max: 30, pattern: /^[+\d][\d ()-]{4,}$/ }).nullable(),
  npwp: s.string({ max: 25 }).nullable(),
  timeZone: s.string({ max: 60 }),
  locale: s.string({ max: 35 }),
  currency: s.string({ min: 3, max: 3, pattern: /^[A-Z]{3}$/ }),
  businessDayCutoff: timeOfDay(),
  taxClasses: s.array(taxClass, { min: 1, max: 20 }),
  defaultTaxClass: s.string({ max: 20 }),
  serviceCharge: serviceCharge.nullable(),
  cashRounding: rounding.nullable(),
  nonCashRounding: rounding.nullable(),
  openingHours: s.array(dayHours.nullable(), { min: DAYS_OF_WEEK, max: DAYS_OF_WEEK }).nullable(),
  requireOpenShift: s.boolean(),
  blindCount: s.boolean(),
  allowNegativeStock: s.boolean(),
  discountLimits,
  requireTwoFactor: s.array(s.enum(STAFF_ROLES), { max: STAFF_ROLES.length }),
  lateSaleWindowHours: s.integer({ min: 1, max: MAX_LATE_SALE_WINDOW_HOURS }),
  logoUrl: s.string({ max: 200 }).nullable(),
  receiptHeader: s.text(500).nullable(),
  receiptFooter: s.text(500).nullable(),
  orderTypes: s.array(s.enum(ORDER_TYPES), { min: 1, max: ORDER_TYPES.length }),
  paymentMethods: s.array(s.enum(PAYMENT_METHODS), { min: 1, max: PAYMENT_METHODS.length }),
  version: s.integer({ min: 1 }),
};

/** A logo comes by its upload; null takes it away, and anything else is not for this slice. */
function noLogo(): Field<null | undefined> {
  return {
    ...(s.any({ type: 'null' }).optional() as Field<null | undefined>),
    check(value, path, issues) {
      if (value !== null) issues.push({ path, code: 'not_allowed' });
      return null;
    },
    optional: noLogo,
  };
}

const optional = Object.fromEntries(
  Object.entries({ ...fields, logoUrl: noLogo() } as Record<string, Field>).map(([name, field]) => [
    name,
    field.optional(),
  ]),
) as unknown as Shape<SettingsBody>;

export const settingsBody = bodySchema<SettingsBody>(optional);
export const settingsAnswers = {
  200: {
    description: 'The settings; `ETag` is their version.',
    schema: s.object({ data: s.object<SettingsDto>(fields) }).json,
  },
};
