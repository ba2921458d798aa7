import { FEATURES, type Language, type ServiceActDto } from '@meja/domain';
import { translate as t } from '@/shared/i18n';

const WORDS = new Map<string, string>([
  ...FEATURES.map((code) => [code, `admin.plans.feature.${code}`] as const),
  ...(['SIMULATOR', 'SANDBOX', 'PRODUCTION'] as const).map(
    (code) => [code, `admin.payments.${code}`] as const,
  ),
  ...(['INFO', 'MAINTENANCE', 'WARNING'] as const).map(
    (code) => [code, `admin.announcements.kinds.${code}`] as const,
  ),
  ...(['ALL', 'PLANS', 'TENANTS'] as const).map(
    (code) => [code, `admin.announcements.audiences.${code}`] as const,
  ),
  ...(['ADMINS', 'EVERYBODY'] as const).map((code) => [code, `admin.announcements.readers.${code}`] as const),
]);
const LIMITED = new Set(['outlets', 'users', 'products', 'ordersPerMonth', 'historyMonths']);

/**
 * What a line of the service's log holds, its codes in words. Where a plan has no limit it says so; a text in two
 * languages names them by more than `id`, which the list of changes leaves out.
 */
export function readable(value: unknown, field = ''): unknown {
  if (value === null && LIMITED.has(field)) return t('admin.log.unlimited');
  if (typeof value === 'string') return WORDS.has(value) ? t(WORDS.get(value)!) : value;
  if (Array.isArray(value)) return value.map((entry) => readable(entry));
  if (typeof value !== 'object' || value === null) return value;
  if ('id' in value && 'en' in value) return { inIndonesian: value.id, inEnglish: value.en };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, readable(part, key)]));
}

const nameIn = (value: unknown, language: Language): string | undefined => {
  const { name, text } = (value ?? {}) as Partial<Record<'name' | 'text', Partial<Record<Language, string>>>>;
  return name?.[language] ?? text?.[language];
};

/** What a line is about: the plan's or add-on's name, what was announced, else its code. */
export const about = ({ before, after, entity, entityId }: ServiceActDto, language: Language): string =>
  nameIn(after, language) ?? nameIn(before, language) ?? (entity === 'announcement' ? '' : (entityId ?? ''));
