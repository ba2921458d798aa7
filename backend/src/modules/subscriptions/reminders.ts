import { queueMail } from '../../platform/mail';
import type { MailName } from '../../platform/mail';
import type { InvoiceRow } from './billing.repository';
import { findOwners, noteReminder } from './reminders.repository';
import type { StoredSubscription } from './subscriptions.repository';

const DAY_MS = 86_400_000;
/** So long before they are due, or end, owners are reminded. */
export const REMIND_DAYS = 3;

/** What is written about, and under which name it is noted that it was. */
interface Reminder {
  mail: MailName;
  kind: string;
  about: string;
  params: Record<string, string>;
}

/** Writes to whoever administers the business, in the open transaction; what was written before is not again. */
async function remind({ mail, kind, about, params }: Reminder, at: Date): Promise<void> {
  if (!(await noteReminder(kind, about, at))) return;
  for (const { email, name, language } of await findOwners())
    await queueMail({ name: mail, to: email, language, params: { ...params, name } });
}

function trialReminder({ plan, endsAt }: StoredSubscription, at: Date): Reminder[] {
  const days = (endsAt.getTime() - at.getTime()) / DAY_MS;
  if (plan !== 'TRIAL' || days <= 0 || days > REMIND_DAYS) return [];
  // Whoever looks late says the last thing alone.
  const kind = days <= 1 ? 'TRIAL_1' : 'TRIAL_3';
  return [{ mail: 'trial_ending', kind, about: endsAt.toISOString(), params: {} }];
}

/** Of an invoice's steps the last one that its day has reached. */
function stepOf({ dueAt }: InvoiceRow, at: Date): { kind: string; mail: MailName } {
  const overdue = (at.getTime() - dueAt.getTime()) / DAY_MS;
  const late = [7, 3, 1].find((days) => overdue >= days);
  if (late !== undefined) return { kind: `OVERDUE_${late}`, mail: 'invoice_overdue' };
  return { kind: overdue > -REMIND_DAYS ? 'DUE' : 'ISSUED', mail: 'invoice_due' };
}

const invoiceReminder = (open: InvoiceRow | null, at: Date): Reminder[] =>
  open === null ? [] : [{ ...stepOf(open, at), about: open.id, params: { invoiceId: open.id } }];

const addOnReminders = ({ addOns }: StoredSubscription, at: Date): Reminder[] =>
  addOns
    .filter(({ endsAt }) => endsAt > at && endsAt.getTime() - at.getTime() <= REMIND_DAYS * DAY_MS)
    .map(({ id }) => ({ mail: 'add_on_ending', kind: 'ADD_ON_3', about: id, params: { addOnId: id } }));

/** Writes what is to be said at an instant of a trial, an open invoice and add-ons. Safe twice or late. */
export async function remindOfMoney(
  row: StoredSubscription,
  open: InvoiceRow | null,
  at: Date,
): Promise<void> {
  const all = [...trialReminder(row, at), ...invoiceReminder(open, at), ...addOnReminders(row, at)];
  for (const reminder of all) await remind(reminder, at);
}

/** Writes that an invoice is paid, with the way to its receipt; once. */
export const sendReceipt = ({ id, total }: InvoiceRow, at: Date): Promise<void> | null =>
  total === 0
    ? null
    : remind({ mail: 'invoice_paid', kind: 'PAID', about: id, params: { invoiceId: id } }, at);
