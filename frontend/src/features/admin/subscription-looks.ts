import type { SubscriptionStatus } from '@meja/domain';
import { CircleCheck, CircleOff, Clock, Hourglass, TriangleAlert } from '@lucide/vue';

/** How a subscription can stand, as lists are narrowed by it. */
export const STATES = ['TRIAL', 'ACTIVE', 'PAST_DUE', 'EXPIRED', 'SUSPENDED'] as const;

/** How each state looks. */
export const STATE_LOOKS = {
  TRIAL: { icon: Hourglass, tone: 'accent' },
  ACTIVE: { icon: CircleCheck, tone: 'ok' },
  PAST_DUE: { icon: TriangleAlert, tone: 'warn' },
  EXPIRED: { icon: Clock, tone: 'danger' },
  SUSPENDED: { icon: CircleOff, tone: 'danger' },
  CANCELLED: { icon: CircleOff, tone: 'neutral' },
} as const satisfies Record<SubscriptionStatus, object>;
