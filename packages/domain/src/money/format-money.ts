import type { Money } from './money';

const SYMBOLS: Record<string, string> = { IDR: 'Rp' };
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(key: string, locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, options);
    formatters.set(key, found);
  }
  return found;
}

/** A whole number with the locale's grouping: `103.950` in id-ID. */
export function formatNumber(value: number, locale: string): string {
  return formatter(`number ${locale}`, locale, { maximumFractionDigits: 3 }).format(value);
}

/**
 * An amount for people: `Rp103.950` (id-ID), `Rp103,950` (en); `-Rp500` for a negative one. Currencies with
 * minor units take the amount in that minor unit.
 */
export function formatMoney(amount: Money, currency: string, locale: string): string {
  const symbol = SYMBOLS[currency];
  const sign = amount < 0 ? '-' : '';
  if (symbol) return `${sign}${symbol}${formatNumber(Math.abs(amount), locale)}`;
  const style = formatter(`${currency} ${locale}`, locale, { style: 'currency', currency });
  const digits = style.resolvedOptions().maximumFractionDigits ?? 0;
  return style.format(amount / 10 ** digits).replace(/\u00a0|\u202f/g, ' ');
}
