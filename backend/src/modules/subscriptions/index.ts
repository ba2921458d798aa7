export { assertCanSell, assertFeature, forgetSubscription, subscriptionOf } from './subscriptions.service';
export { describeSubscription } from './subscription.rules';
