import { format } from '@/shared/i18n';

const cache = new Map<string, Intl.NumberFormat>();

/** An amount short enough for a bar's label: `420 rb`, `1,2 jt`. */
export function compactMoney(amount: number): string {
  const locale = format.locale();
  let formatter = cache.get(locale);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
    cache.set(locale, formatter);
  }
  return formatter.format(amount);
}
