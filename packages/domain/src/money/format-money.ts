import type { Money } from './money';

const SYMBOLS: Record<string, string> = { IDR: 'Rp' };
const formatters = new Map<string, Intl.NumberFormat>();

/** Digits are 0–9 in every locale: they are keyed in and printed where no others are known. */
function formatter(key: string, locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, { numberingSystem: 'latn', ...options });
    formatters.set(key, found);
  }
  return found;
}

const currencyFormatter = (currency: string, locale: string): Intl.NumberFormat =>
  formatter(`${currency} ${locale}`, locale, { style: 'currency', currency });

/** Decimal places of the currency's smallest unit in use; rupiah has whole ones alone. */
function digitsOf(currency: string): number {
  if (SYMBOLS[currency]) return 0;
  return currencyFormatter(currency, 'en').resolvedOptions().maximumFractionDigits ?? 0;
}

/** What parts thousands in the locales of the product's languages. */
const GROUPS: Record<string, string> = { id: '.', 'id-ID': '.', en: ',', 'en-GB': ',', 'en-US': ',' };

/**
 * A number with the locale's grouping, three decimals at most: `103.950` in id-ID. Whole ones, which nearly all are, are
 * grouped by hand: to make a formatter of `Intl` costs a cheap tablet a twentieth of a second before the first price.
 */
export function formatNumber(value: number, locale: string): string {
  const group = GROUPS[locale];
  if (group && Number.isSafeInteger(value) && !Object.is(value, -0))
    return String(value).replace(/\B(?=(?:\d{3})+$)/g, group);
  return formatter(`number ${locale}`, locale, { maximumFractionDigits: 3 }).format(value);
}

/** An amount without its currency, in the currency's places: `103.950` of rupiah, `1,234.50` of dollars in en. */
export function formatAmount(amount: Money, currency: string, locale: string): string {
  const digits = digitsOf(currency);
  if (digits === 0) return formatNumber(amount, locale);
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return formatter(`amount ${digits} ${locale}`, locale, places).format(amount / 10 ** digits);
}

/**
 * An amount for people: `Rp103.950` (id-ID), `Rp103,950` (en); `-Rp500` for a negative one. Currencies with
 * minor units take the amount in that minor unit.
 */
export function formatMoney(amount: Money, currency: string, locale: string): string {
  const symbol = SYMBOLS[currency];
  const sign = amount < 0 ? '-' : '';
  if (symbol) return `${sign}${symbol}${formatNumber(Math.abs(amount), locale)}`;
  const text = currencyFormatter(currency, locale).format(amount / 10 ** digitsOf(currency));
  return text.replace(/\u00a0|\u202f/g, ' ');
}

/** An amount with its currency in plain ASCII: where the currency's sign is another one, its code stands for it. */
export function formatMoneyPlain(amount: Money, currency: string, locale: string): string {
  const text = formatMoney(amount, currency, locale);
  return /^[ -~]*$/.test(text) ? text : `${currency} ${formatAmount(amount, currency, locale)}`;
}
