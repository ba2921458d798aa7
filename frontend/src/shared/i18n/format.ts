import { formatMoney, formatNumber, type Language } from '@meja/domain';
import { ref } from 'vue';
import { currentLanguage } from './i18n';

const LOCALES: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

/** The business' own currency and time zone, set when its session starts. */
const place = ref({ currency: 'IDR', timeZone: 'Asia/Jakarta' });

export function setFormatPlace(value: { currency?: string; timeZone?: string }): void {
  place.value = { ...place.value, ...value };
}

const cache = new Map<string, Intl.DateTimeFormat>();

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = LOCALES[currentLanguage()];
  const timeZone = options.timeZone ?? place.value.timeZone;
  const key = JSON.stringify([locale, timeZone, options]);
  let found = cache.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    cache.set(key, found);
  }
  return found;
}

type DateLike = string | number | Date;
const asDate = (value: DateLike): Date => (value instanceof Date ? value : new Date(value));

/** Formats by language and by the business' currency and time zone; reactive inside templates. */
export const format = {
  locale: (): string => LOCALES[currentLanguage()],
  /** `Rp103.950` in Indonesian, `Rp103,950` in English. */
  money: (amount: number): string => formatMoney(amount, place.value.currency, LOCALES[currentLanguage()]),
  number: (value: number): string => formatNumber(value, LOCALES[currentLanguage()]),
  /** Basis points: 1150 → `11,5%`. */
  percent: (basisPoints: number): string => `${formatNumber(basisPoints / 100, LOCALES[currentLanguage()])}%`,
  /** `21 Nov 2026`. */
  date: (value: DateLike): string => dates({ dateStyle: 'medium' }).format(asDate(value)),
  /** `Sabtu, 21 November 2026`. */
  longDate: (value: DateLike): string => dates({ dateStyle: 'full' }).format(asDate(value)),
  /** A business date `YYYY-MM-DD`, which belongs to no time zone. */
  businessDate: (value: string): string =>
    dates({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`)),
  /** `14.05`. */
  time: (value: DateLike): string => dates({ hour: '2-digit', minute: '2-digit' }).format(asDate(value)),
  dateTime: (value: DateLike): string =>
    dates({ dateStyle: 'medium', timeStyle: 'short' }).format(asDate(value)),
};

/** Grouping sign of the language, for fields that format while typing. */
export function groupSeparator(): string {
  return currentLanguage() === 'id' ? '.' : ',';
}
