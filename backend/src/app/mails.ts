import { accountMailResolvers } from '../modules/auth';
import { billingMailResolvers } from '../modules/subscriptions';
import type { MailResolvers } from '../platform/mail';

/** What every mail says at the moment it is sent. */
export const mailResolvers: MailResolvers = { ...accountMailResolvers, ...billingMailResolvers };
