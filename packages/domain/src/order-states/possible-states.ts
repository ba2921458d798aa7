import type { OrderStatus, PaymentStatus } from '../dto/enums';

/** What an order is in, as its row says it. */
export interface OrderStates {
  status: OrderStatus;
  paymentStatus: PaymentStatus;
  /** It was sent at least once. */
  isSubmitted: boolean;
  isCompleted: boolean;
  /** When, by whom and why it was voided are known. */
  isVoided: boolean;
  /** Its sale is in the journal. */
  isSold: boolean;
}

/** A fact that a state demands, forbids, or leaves open (null). */
type Demand = boolean | null;

interface Possible {
  payments: readonly PaymentStatus[];
  isSubmitted: Demand;
  isCompleted: boolean;
  isVoided: boolean;
  isSold: Demand;
}

const ANY_PAYMENT = ['UNPAID', 'PARTIALLY_PAID', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'] as const;
const AT_WORK = {
  payments: ANY_PAYMENT,
  isSubmitted: true,
  isCompleted: false,
  isVoided: false,
  isSold: null,
} as const;

/**
 * Which states go together; the CHECK `orders_possible_states` says the same in SQL, and a test holds the two against
 * each other. A voided order has no money in it: none was taken, or all was given back before it was ever sold.
 */
export const POSSIBLE_STATES: Readonly<Record<OrderStatus, Possible>> = {
  DRAFT: { payments: ['UNPAID'], isSubmitted: false, isCompleted: false, isVoided: false, isSold: false },
  OPEN: AT_WORK,
  PREPARING: AT_WORK,
  READY: AT_WORK,
  SERVED: AT_WORK,
  COMPLETED: {
    payments: ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'],
    isSubmitted: true,
    isCompleted: true,
    isVoided: false,
    isSold: true,
  },
  VOIDED: {
    payments: ['UNPAID', 'REFUNDED'],
    isSubmitted: null,
    isCompleted: false,
    isVoided: true,
    isSold: false,
  },
};

/** A sale is posted when its bill is settled; what was given back afterwards does not unmake it. */
const SOLD_WHEN: Readonly<Record<PaymentStatus, Demand>> = {
  UNPAID: false,
  PARTIALLY_PAID: false,
  PAID: true,
  PARTIALLY_REFUNDED: null,
  REFUNDED: null,
};

/** Whether an order can be in all of these states at once. */
export function isPossible(states: OrderStates): boolean {
  const { payments, ...demands } = POSSIBLE_STATES[states.status];
  const meets = (demand: Demand, fact: boolean): boolean => demand === null || demand === fact;
  return (
    payments.includes(states.paymentStatus) &&
    meets(demands.isSubmitted, states.isSubmitted) &&
    meets(demands.isCompleted, states.isCompleted) &&
    meets(demands.isVoided, states.isVoided) &&
    meets(demands.isSold, states.isSold) &&
    meets(SOLD_WHEN[states.paymentStatus], states.isSold)
  );
}
