import { formatMoneyPlain } from '@meja/domain';
import type { Language } from '@meja/domain';
import { now } from '../../platform/clock';
import { withTenant } from '../../platform/db';
import type { MailContent, MailName, MailResolver, MailValues, WaitingMail } from '../../platform/mail';
import { numberOf } from './billing';
import { findBusinessName, findInvoice } from './billing.repository';
import type { InvoiceRow } from './billing.repository';
import { dateText } from './invoice-lines';
import { findSubscription } from './subscriptions.repository';

const both = (text: (language: Language) => string) => ({ id: text('id'), en: text('en') });
const date = (at: Date) => both((language) => dateText(at, language));
const money = (amount: number) =>
  both((language) =>
    formatMoneyPlain(amount, 'IDR', language === 'id' ? 'id-ID' : 'en-GB').replace(/\u00a0/g, ' '),
  );

const SUBSCRIPTION = '/subscription';

async function inBusiness(
  { tenant_id: tenantId, params }: WaitingMail,
  write: (tenantId: string) => Promise<Omit<MailContent, 'to'> | null>,
): Promise<MailContent | null> {
  if (!tenantId) return null;
  const content = await write(tenantId);
  if (!content) return null;
  const business = await withTenant(tenantId, findBusinessName);
  return { ...content, values: { ...content.values, business, name: params.name ?? '' } };
}

/** What an invoice's mails say; null once it stands otherwise than the mail is about. */
const ofInvoice =
  (status: InvoiceRow['status'], path: (invoice: InvoiceRow) => string): MailResolver =>
  (mail) =>
    inBusiness(mail, async (tenantId) => {
      const id = mail.params.invoiceId;
      const invoice = id ? await withTenant(tenantId, () => findInvoice(id)) : null;
      if (invoice?.status !== status) return null;
      const values: MailValues = {
        number: numberOf(invoice),
        amount: money(invoice.total),
        date: date(invoice.settledAt ?? invoice.dueAt),
        what: both((language) => invoice.lines.map(({ text }) => text[language]).join('; ')),
      };
      return { values, path: path(invoice) };
    });

const payPath = ({ id }: InvoiceRow) => `${SUBSCRIPTION}/pay/${id}`;

/** Nobody is told of a trial's end who has chosen a plan since. */
const trialEnding: MailResolver = (mail) =>
  inBusiness(mail, async (tenantId) => {
    const row = await findSubscription(tenantId);
    if (row?.plan !== 'TRIAL' || row.endsAt <= now()) return null;
    return { values: { date: date(row.endsAt) }, path: SUBSCRIPTION };
  });

const addOnEnding: MailResolver = (mail) =>
  inBusiness(mail, async (tenantId) => {
    const row = await findSubscription(tenantId);
    const addOn = row?.addOns.find(({ id }) => id === mail.params.addOnId);
    if (!addOn || addOn.endsAt <= now()) return null;
    return { values: { addOn: { ...addOn.name }, date: date(addOn.endsAt) }, path: SUBSCRIPTION };
  });

type BillingMail = Extract<
  MailName,
  'trial_ending' | 'invoice_due' | 'invoice_overdue' | 'add_on_ending' | 'invoice_paid'
>;

/** What the mails about money say at the moment they are sent. */
export const billingMailResolvers: Record<BillingMail, MailResolver> = {
  trial_ending: trialEnding,
  invoice_due: ofInvoice('OPEN', payPath),
  invoice_overdue: ofInvoice('OPEN', payPath),
  add_on_ending: addOnEnding,
  invoice_paid: ofInvoice('PAID', payPath),
};
