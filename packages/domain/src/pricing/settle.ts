import type { OrderStatus } from '../dto/enums';
import { roundTo, type Money } from '../money';
import type { PricingSettings } from './types';

export type Tender = 'CASH' | 'NON_CASH';
type RoundingSettings = Pick<PricingSettings, 'cashRounding' | 'nonCashRounding'>;

/**
 * What is due if the rest of a bill is paid in this way, and by how much that differs from the rest. Rounding happens
 * only at the payment that settles, so nothing is rounded before.
 */
export function settle(
  remaining: Money,
  tender: Tender,
  settings: RoundingSettings,
): { due: Money; rounding: Money } {
  if (remaining <= 0) return { due: 0, rounding: 0 };
  const rule = tender === 'CASH' ? settings.cashRounding : settings.nonCashRounding;
  const due = rule ? roundTo(remaining, rule.unit, rule.mode) : remaining;
  return { due, rounding: due - remaining };
}

export type PaymentRefusal =
  'order_already_paid' | 'payment_amount_invalid' | 'payment_exceeds_due' | 'tendered_too_small';

/** `amount` is what enters the books, change taken off; `rounding` what it differs from the rest when it settles. */
export type PaymentAssessment =
  | { ok: true; settles: boolean; amount: Money; rounding: Money; change: Money; tendered: Money | null }
  | { ok: false; code: PaymentRefusal };

const refuse = (code: PaymentRefusal): PaymentAssessment => ({ ok: false, code });

/**
 * Judges a cash payment of `amount` (of `tendered` handed over, if told) against what remains (a tip that comes with
 * it included). At or above the rounded due it settles and is recorded as that due; between the exact rest and a due
 * rounded up it settles the exact rest; below it is a part and nothing is rounded. The remainder is change. A bill of
 * zero is settled by a payment of zero.
 */
export function assessCashPayment(
  remaining: Money,
  amount: Money,
  tendered: Money | null | undefined,
  settings: RoundingSettings,
): PaymentAssessment {
  if (remaining < 0 || (remaining === 0 && amount !== 0)) return refuse('order_already_paid');
  const handed = tendered ?? amount;
  const { due, rounding } = settle(remaining, 'CASH', settings);
  const least = Math.min(due, 1);
  if (!Number.isSafeInteger(amount) || amount < least || !Number.isSafeInteger(handed)) {
    return refuse('payment_amount_invalid');
  }
  if (handed < amount) return refuse('tendered_too_small');
  const accept = (settles: boolean, recorded: Money, roundedBy: Money): PaymentAssessment => ({
    ok: true,
    settles,
    amount: recorded,
    rounding: roundedBy,
    change: handed - recorded,
    tendered: handed,
  });
  if (amount >= due) return accept(true, due, rounding);
  if (amount >= remaining) return accept(true, remaining, 0);
  return accept(false, amount, 0);
}

/**
 * Judges a payment that gives no change: the rounded due or the exact rest settles, less is a part, anything else is
 * more than is due and refused. A bill of zero is settled by a payment of zero.
 */
export function assessPayment(
  remaining: Money,
  amount: Money,
  settings: RoundingSettings,
): PaymentAssessment {
  if (remaining < 0 || (remaining === 0 && amount !== 0)) return refuse('order_already_paid');
  const { due, rounding } = settle(remaining, 'NON_CASH', settings);
  if (!Number.isSafeInteger(amount) || amount < Math.min(due, 1)) return refuse('payment_amount_invalid');
  const accept = (settles: boolean, roundedBy: Money): PaymentAssessment => ({
    ok: true,
    settles,
    amount,
    rounding: roundedBy,
    change: 0,
    tendered: null,
  });
  if (amount === due) return accept(true, rounding);
  if (amount === remaining) return accept(true, 0);
  if (amount < due && amount < remaining) return accept(false, 0);
  return refuse('payment_exceeds_due');
}

/** What is left to pay of an order, before any rounding; nothing of one that was voided. */
export const remainingOf = (order: { status: OrderStatus; total: Money; paidTotal: Money }): Money =>
  order.status === 'VOIDED' ? 0 : Math.max(0, order.total - order.paidTotal);

/** What remains of an order after payments, and what settles it by each way of paying. */
export function dueAmounts(
  remaining: Money,
  settings: RoundingSettings,
): { dueTotal: Money; cashDueTotal: Money; nonCashDueTotal: Money } {
  return {
    dueTotal: Math.max(0, remaining),
    cashDueTotal: settle(remaining, 'CASH', settings).due,
    nonCashDueTotal: settle(remaining, 'NON_CASH', settings).due,
  };
}
