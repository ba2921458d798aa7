import type { Language } from '@meja/domain';

/** Every mail this service writes; each has its texts in the registry. */
export const MAIL_NAMES = [
  'verify_email',
  'password_reset',
  'password_changed',
  'email_change',
  'email_changed',
  'recovery_codes_renewed',
  'identity_linked',
  'identity_unlinked',
  'staff_invitation',
  'trial_ending',
  'invoice_due',
  'invoice_overdue',
  'add_on_ending',
  'invoice_paid',
] as const;
export type MailName = (typeof MAIL_NAMES)[number];

/** What is put into a mail's texts, by name; one that differs by language comes in both. */
export type MailValues = Record<string, string | Record<Language, string>>;

/** A mail as it waits: whom it is for and what it is about. Nothing in it is secret. */
export interface WaitingMail {
  id: string;
  tenant_id: string | null;
  name: MailName;
  language: Language;
  recipient: string;
  params: Record<string, string>;
  /** This one included. */
  attempts: number;
  created_at: Date;
}

/** What a mail says now that it is sent. */
export interface MailContent {
  values: MailValues;
  /** Where its button leads, below this service's address; the token of a link stands behind `#`. */
  path?: string;
  /** Where it goes, if not to the address that was typed: an account's own spelling of it. */
  to?: string;
}

/**
 * Reads what a mail says at the moment it is sent; null where there is nothing to say any more (or never was: no
 * account of this address), and it is dropped. Runs outside a transaction and may run again for the same mail.
 */
export type MailResolver = (mail: WaitingMail) => Promise<MailContent | null>;
export type MailResolvers = Record<MailName, MailResolver>;

/** A mail as it goes out. */
export interface Message {
  id: string;
  to: string;
  subject: string;
  html: string;
  plain: string;
}
