export {
  assertCanSell,
  assertFeature,
  assertMayBegin,
  assertNotSuspended,
  assertRoom,
  assertWithinHistory,
  assertWithinUsers,
  isKnownAdmitted,
  rememberedSubscription,
  subscriptionOf,
} from './subscriptions.service';
export type { Beginning } from './subscriptions.service';
export { announcePlansChange, announceSubscriptionChange, forgetSubscription } from './subscription-memory';
export { describeSubscription } from './subscription.rules';
export { subscriptionRoutes } from './subscriptions.routes';
export { billingMailResolvers } from './billing-mails';
export { expireAddOns, expireSubscriptions } from './subscription.jobs';
export { readAllCharges, readFindings, settleFinding } from './payment/books.service';
export { reconcileInvoicePayments, resealSecrets } from './payment/payment.jobs';
export { finding as findingSchema, tenantCharge as tenantChargeSchema } from './payment/payment.schema';
export { givePlan, markPaid, takeBackInvoice } from './by-hand.service';
export type { GivenPlan } from './by-hand.service';
export { readAllInvoices, readInvoices, readSubscription, readUsage } from './overview.service';
export { presentAddOn, presentPlan } from './subscription.presenter';
export { findOfferedAddOns, findOfferedPlans } from './subscriptions.repository';
export * as schemas from './subscriptions.schema';
