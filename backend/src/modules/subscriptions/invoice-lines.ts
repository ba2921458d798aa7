import type { InvoiceLineDto, Language, PlanVersion } from '@meja/domain';

const LOCALES: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

/** A day as an invoice writes it, in the service's time zone. */
export function dateText(at: Date, language: Language): string {
  const format = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'Asia/Jakarta' } as const;
  return new Intl.DateTimeFormat(LOCALES[language], format).format(at);
}

/** Lines of an invoice in both languages: whoever reads it later may read the other one. */
const line = (amount: number, text: (language: Language) => string): InvoiceLineDto => ({
  text: { id: text('id'), en: text('en') },
  amount,
});

export const monthLine = (plan: PlanVersion, from: Date, to: Date, amount: number): InvoiceLineDto =>
  line(amount, (language) => {
    const span = `${dateText(from, language)} – ${dateText(to, language)}`;
    return language === 'id' ? `Paket ${plan.name.id}, ${span}` : `Plan ${plan.name.en}, ${span}`;
  });

export const changeLine = (
  from: PlanVersion,
  to: PlanVersion,
  days: number,
  amount: number,
): InvoiceLineDto =>
  line(amount, (language) =>
    language === 'id'
      ? `Dari paket ${from.name.id} ke ${to.name.id}, ${days} hari`
      : `From plan ${from.name.en} to ${to.name.en}, ${days} days`,
  );

export const addOnLine = (name: Record<Language, string>, quantity: number, amount: number): InvoiceLineDto =>
  line(amount, (language) =>
    language === 'id' ? `${name.id} × ${quantity}, 1 bulan` : `${name.en} × ${quantity}, 1 month`,
  );
