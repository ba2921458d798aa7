import { DAYS_OF_WEEK, LIMITED_ROLES, MAX_LATE_SALE_WINDOW_HOURS } from '@meja/domain';
import type {
  BusinessType,
  DayHours,
  DiscountLimit,
  LimitedRole,
  OrderType,
  PaymentMethod,
  Rounding,
  SettingsBody,
  SettingsDto,
  StaffRole,
  TaxClass,
  TaxKind,
} from '@meja/domain';

export interface TaxForm {
  code: string;
  name: string;
  kind: TaxKind;
  /** In percent, as people write it. */
  percent: number | null;
  inclusive: boolean;
}

/** How much a role may take off by itself; empty: as much as there is. */
export interface LimitForm {
  percent: number | null;
  amount: number | null;
}

export interface SettingsForm {
  businessName: string;
  businessType: BusinessType;
  address: string;
  phone: string;
  npwp: string;
  timeZone: string;
  locale: string;
  currency: string;
  businessDayCutoff: string;
  /** Told at all, and each day, Monday first. */
  hours: { told: boolean; days: { open: boolean; opens: string; closes: string }[] };
  taxClasses: TaxForm[];
  defaultTaxClass: string;
  service: { on: boolean; percent: number | null; orderTypes: OrderType[]; taxed: boolean };
  cashUnit: number;
  cashMode: Rounding['mode'];
  nonCashUnit: number;
  nonCashMode: Rounding['mode'];
  requireOpenShift: boolean;
  blindCount: boolean;
  discountLimits: Record<LimitedRole, LimitForm>;
  lateSaleWindowHours: number | null;
  requireTwoFactor: StaffRole[];
  orderTypes: OrderType[];
  paymentMethods: PaymentMethod[];
  /** The logo on the struk: as it is, taken away, or the file to be uploaded in its place. */
  logo: 'kept' | 'removed' | { file: string };
  receiptHeader: string;
  receiptFooter: string;
}

const BASIS = 100;
const DEFAULT_MODE: Rounding['mode'] = 'NEAREST';

const limitForm = ({ percent, amount }: DiscountLimit): LimitForm => ({
  percent: percent === null ? null : percent / BASIS,
  amount,
});

/** What a day starts from that was not told of before. */
const USUAL = { opens: '08:00', closes: '21:00' };

/** A server of the version before says nothing of them. */
function hoursForm(told: SettingsDto['openingHours'] | undefined): SettingsForm['hours'] {
  const hours = told ?? null;
  const days = Array.from({ length: DAYS_OF_WEEK }, (_, day) => {
    const known = hours?.[day];
    return { open: hours === null || known !== null, ...USUAL, ...known };
  });
  return { told: hours !== null, days };
}

const hoursBody = ({ told, days }: SettingsForm['hours']): DayHours[] | null =>
  told ? days.map(({ open, opens, closes }) => (open ? { opens, closes } : null)) : null;

export function settingsForm(settings: SettingsDto): SettingsForm {
  const { serviceCharge, cashRounding, nonCashRounding } = settings;
  return {
    businessName: settings.businessName,
    businessType: settings.businessType,
    address: settings.address ?? '',
    phone: settings.phone ?? '',
    npwp: settings.npwp ?? '',
    timeZone: settings.timeZone,
    locale: settings.locale,
    currency: settings.currency,
    businessDayCutoff: settings.businessDayCutoff,
    hours: hoursForm(settings.openingHours),
    taxClasses: settings.taxClasses.map(({ code, name, kind, rate, inclusive }) => ({
      code,
      name,
      kind,
      percent: rate / BASIS,
      inclusive,
    })),
    defaultTaxClass: settings.defaultTaxClass,
    service: {
      on: serviceCharge !== null,
      percent: serviceCharge ? serviceCharge.rate / BASIS : 5,
      orderTypes: [...(serviceCharge?.orderTypes ?? ['DINE_IN'])],
      taxed: serviceCharge?.taxed ?? true,
    },
    cashUnit: cashRounding?.unit ?? 1,
    cashMode: cashRounding?.mode ?? DEFAULT_MODE,
    nonCashUnit: nonCashRounding?.unit ?? 1,
    nonCashMode: nonCashRounding?.mode ?? DEFAULT_MODE,
    requireOpenShift: settings.requireOpenShift,
    blindCount: settings.blindCount,
    discountLimits: {
      SUPERVISOR: limitForm(settings.discountLimits.SUPERVISOR),
      CASHIER: limitForm(settings.discountLimits.CASHIER),
    },
    lateSaleWindowHours: settings.lateSaleWindowHours,
    requireTwoFactor: [...settings.requireTwoFactor],
    orderTypes: [...settings.orderTypes],
    paymentMethods: [...settings.paymentMethods],
    logo: 'kept',
    receiptHeader: settings.receiptHeader ?? '',
    receiptFooter: settings.receiptFooter ?? '',
  };
}

const orNull = (text: string): string | null => text.trim() || null;
const basisPoints = (percent: number | null): number => Math.round((percent ?? 0) * BASIS);
const rounding = (unit: number, mode: Rounding['mode']): Rounding | null =>
  unit > 1 ? { unit, mode } : null;

const limit = ({ percent, amount }: LimitForm): DiscountLimit => ({
  percent: percent === null ? null : basisPoints(percent),
  amount,
});

function taxClass(form: TaxForm, known: readonly TaxClass[]): TaxClass {
  const rate = form.kind === 'NONE' ? 0 : basisPoints(form.percent);
  const before = known.find(({ code }) => code === form.code);
  // A rule that this form does not show stays, as long as it still fits the kind.
  const keepsRule = before?.dpp !== undefined && before.kind === form.kind;
  return {
    code: form.code.trim().toUpperCase(),
    name: form.name.trim(),
    kind: form.kind,
    rate,
    inclusive: form.inclusive,
    ...(keepsRule && before.dpp ? { dpp: before.dpp } : {}),
  };
}

function wholeBody(form: SettingsForm, before: SettingsDto): SettingsBody {
  return {
    businessName: form.businessName.trim(),
    businessType: form.businessType,
    address: orNull(form.address),
    phone: orNull(form.phone),
    npwp: orNull(form.npwp),
    timeZone: form.timeZone,
    locale: form.locale,
    currency: form.currency,
    businessDayCutoff: form.businessDayCutoff,
    openingHours: hoursBody(form.hours),
    taxClasses: form.taxClasses.map((entry) => taxClass(entry, before.taxClasses)),
    defaultTaxClass: form.defaultTaxClass,
    serviceCharge: form.service.on
      ? {
          rate: basisPoints(form.service.percent),
          orderTypes: form.service.orderTypes,
          taxed: form.service.taxed,
        }
      : null,
    cashRounding: rounding(form.cashUnit, form.cashMode),
    nonCashRounding: rounding(form.nonCashUnit, form.nonCashMode),
    requireOpenShift: form.requireOpenShift,
    blindCount: form.blindCount,
    discountLimits: {
      SUPERVISOR: limit(form.discountLimits.SUPERVISOR),
      CASHIER: limit(form.discountLimits.CASHIER),
    },
    lateSaleWindowHours: form.lateSaleWindowHours ?? before.lateSaleWindowHours,
    requireTwoFactor: form.requireTwoFactor,
    orderTypes: form.orderTypes,
    paymentMethods: form.paymentMethods,
    ...(form.logo === 'removed' && { logoUrl: null }),
    receiptHeader: orNull(form.receiptHeader),
    receiptFooter: orNull(form.receiptFooter),
  };
}

/** Only what differs from the settings as they were read. */
export function settingsChanges(form: SettingsForm, before: SettingsDto): SettingsBody {
  const changed = Object.entries(wholeBody(form, before)).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof SettingsDto] ?? null),
  );
  return Object.fromEntries(changed);
}

export type SettingsIssue =
  | 'businessName'
  | 'cutoff'
  | 'hours'
  | 'taxName'
  | 'taxCode'
  | 'taxCodeTwice'
  | 'taxRate'
  | 'pbjtRate'
  | 'serviceRate'
  | 'serviceTypes'
  | 'discountPercent'
  | 'lateWindow'
  | 'orderTypes'
  | 'paymentMethods';

/** UU 1/2022 art. 58: a region may set PBJT up to 10 %. */
const PBJT_MAX = 10;

function taxIssues(form: SettingsForm, issues: Record<string, SettingsIssue>): void {
  const codes = form.taxClasses.map(({ code }) => code.trim().toUpperCase());
  form.taxClasses.forEach(({ name, kind, percent }, index) => {
    const path = `taxClasses.${index}`;
    const code = codes[index] ?? '';
    if (!name.trim()) issues[`${path}.name`] = 'taxName';
    if (!/^[A-Z0-9_-]{1,20}$/.test(code)) issues[`${path}.code`] = 'taxCode';
    else if (codes.indexOf(code) !== index) issues[`${path}.code`] = 'taxCodeTwice';
    if (kind === 'NONE') return;
    if (percent === null || percent < 0 || percent > 100) issues[`${path}.rate`] = 'taxRate';
    else if (kind === 'PBJT' && percent > PBJT_MAX) issues[`${path}.rate`] = 'pbjtRate';
  });
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What can't be, by path of the body. */
export function settingsIssues(form: SettingsForm): Record<string, SettingsIssue> {
  const issues: Record<string, SettingsIssue> = {};
  if (!form.businessName.trim()) issues.businessName = 'businessName';
  if (!TIME_OF_DAY.test(form.businessDayCutoff)) issues.businessDayCutoff = 'cutoff';
  form.hours.days.forEach(({ open, opens, closes }, day) => {
    const isTime = (text: string) => TIME_OF_DAY.test(text);
    if (form.hours.told && open && !(isTime(opens) && isTime(closes) && opens !== closes))
      issues[`openingHours.${day}.closes`] = 'hours';
  });
  taxIssues(form, issues);
  const { on, percent, orderTypes } = form.service;
  if (on && (percent === null || percent <= 0 || percent > 100)) issues['serviceCharge.rate'] = 'serviceRate';
  if (on && orderTypes.length === 0) issues['serviceCharge.orderTypes'] = 'serviceTypes';
  for (const role of LIMITED_ROLES) {
    const { percent: most } = form.discountLimits[role];
    if (most !== null && (most < 0 || most > 100))
      issues[`discountLimits.${role}.percent`] = 'discountPercent';
  }
  const hours = form.lateSaleWindowHours;
  if (hours === null || hours < 1 || hours > MAX_LATE_SALE_WINDOW_HOURS)
    issues.lateSaleWindowHours = 'lateWindow';
  if (form.orderTypes.length === 0) issues.orderTypes = 'orderTypes';
  if (form.paymentMethods.length === 0) issues.paymentMethods = 'paymentMethods';
  return issues;
}
