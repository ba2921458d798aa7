export {
  assertCanSell,
  assertFeature,
  forgetSubscription,
  rememberedSubscription,
  subscriptionOf,
} from './subscriptions.service';
export { describeSubscription } from './subscription.rules';
