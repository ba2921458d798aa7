import type { SettingsDto } from '@meja/domain';
import type { FieldIssue } from '../../platform/http';

const ZONE = /^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/;

/** Whether the machine knows an IANA time zone by this name. */
export function isTimeZone(name: string): boolean {
  if (!ZONE.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length === 1;
  } catch {
    return false;
  }
}

/** An NPWP has 15 digits, or 16 since it is the NIK; dots, dashes and spaces are for the eye. */
const isNpwp = (text: string) => /^\d{15,16}$/.test(text.replace(/[.\-\s]/g, ''));

function repeatedAt(values: readonly string[]): number {
  return values.findIndex((value, index) => values.indexOf(value) !== index);
}

function taxIssues(settings: SettingsDto, issues: FieldIssue[]): void {
  const { taxClasses, defaultTaxClass } = settings;
  const codes = taxClasses.map(({ code }) => code);
  const twice = repeatedAt(codes);
  if (twice >= 0) issues.push({ path: `taxClasses.${twice}.code`, code: 'repeated' });
  if (!codes.includes(defaultTaxClass)) issues.push({ path: 'defaultTaxClass', code: 'unknown_reference' });
  taxClasses.forEach(({ kind, rate, dpp }, index) => {
    if (kind === 'NONE' && rate !== 0) {
      issues.push({ path: `taxClasses.${index}.rate`, code: 'too_large', params: { max: 0 } });
    }
    // UU 1/2022 art. 58: a region may set PBJT up to 10 %.
    if (kind === 'PBJT' && rate > 1000) {
      issues.push({ path: `taxClasses.${index}.rate`, code: 'too_large', params: { max: 1000 } });
    }
    if (dpp === 'ELEVEN_TWELFTHS' && kind !== 'PPN') {
      issues.push({ path: `taxClasses.${index}.dpp`, code: 'not_allowed' });
    }
  });
}

/** What can't be, in settings as they would become. Shapes and ranges of single values were checked before. */
export function settingsIssues(settings: SettingsDto): FieldIssue[] {
  const issues: FieldIssue[] = [];
  taxIssues(settings, issues);
  if (!isTimeZone(settings.timeZone)) issues.push({ path: 'timeZone', code: 'invalid_time_zone' });
  settings.openingHours?.forEach((day, index) => {
    if (day && day.opens === day.closes)
      issues.push({ path: `openingHours.${index}.closes`, code: 'not_allowed' });
  });
  if (!isLocale(settings.locale)) issues.push({ path: 'locale', code: 'invalid_value' });
  if (!Intl.supportedValuesOf('currency').includes(settings.currency)) {
    issues.push({ path: 'currency', code: 'invalid_value' });
  }
  if (settings.npwp !== null && !isNpwp(settings.npwp)) issues.push({ path: 'npwp', code: 'invalid_format' });
  const lists = {
    orderTypes: settings.orderTypes,
    paymentMethods: settings.paymentMethods,
    requireTwoFactor: settings.requireTwoFactor,
    'serviceCharge.orderTypes': settings.serviceCharge?.orderTypes ?? [],
  };
  for (const [path, values] of Object.entries(lists)) {
    const twice = repeatedAt(values);
    if (twice >= 0) issues.push({ path: `${path}.${twice}`, code: 'repeated' });
  }
  return issues;
}

/** The part of `before` and `after` that differs, for the audit log. */
export function changedParts<T extends object>(
  before: T,
  after: T,
): { before: Partial<T>; after: Partial<T> } {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (from: T) => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
