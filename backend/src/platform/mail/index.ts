export { escapeHtml } from './mail.layout';
export { sendDue } from './delivery';
export { findReceived, listReceived } from './inbox.repository';
export { purgeEmails, queueMail, sendEmails, startMailer } from './mailer';
export { MAIL_NAMES } from './mail.types';
export type {
  MailContent,
  MailName,
  MailResolver,
  MailResolvers,
  MailValues,
  Message,
  WaitingMail,
} from './mail.types';
export { readMailState } from './outbox.repository';
export { renderMail } from './render';
export { openTransport } from './transport';
export type { Transport } from './transport';
