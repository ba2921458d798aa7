import { assessCashPayment, assessPayment } from '@meja/domain';
import type { TakePaymentBody } from '@meja/domain';
import { newId } from '../../lib/id';
import { Problem, invalid } from '../../platform/http';
import { reprice, setOrder, settleStates, stampOf } from './order-work';
import type { OrderWork } from './order-work';
import { remainingOf } from './orders.pricing';
import type { PaymentRow } from './orders.rows';

/** Methods whose money needs something this slice does not have: a voucher, a deposit, a customer's account. */
const NOT_YET = new Set(['VOUCHER', 'DEPOSIT', 'ON_ACCOUNT']);

function assess(work: OrderWork, body: TakePaymentBody, path: string) {
  const remaining = remainingOf(work.document.order);
  const settings = work.document.order.pricing_settings;
  const tip = body.tip ?? 0;
  if (body.tendered !== undefined && body.method !== 'CASH')
    throw invalid({ path: `${path}tendered`, code: 'not_allowed' });
  if (body.tendered !== undefined && body.tendered < tip) throw new Problem('tendered_too_small');
  const result =
    body.method === 'CASH'
      ? assessCashPayment(
          remaining,
          body.amount,
          body.tendered === undefined ? null : body.tendered - tip,
          settings,
        )
      : assessPayment(remaining, body.amount, settings);
  if (result.ok) return result;
  if (result.code === 'payment_amount_invalid')
    throw invalid({ path: `${path}amount`, code: 'too_small', params: { min: 1 } });
  throw new Problem(result.code, { params: { due: remaining, amount: body.amount } });
}

/**
 * Takes one payment: assesses it by the rules shared with the till, books it, and closes the order's states. The
 * payment that settles carries the rounding. `path` is where the payment stands in the body, for the errors.
 */
export function takePayment(
  work: OrderWork,
  body: TakePaymentBody,
  mark: string,
  occurredAt: Date,
  path = '',
): PaymentRow {
  if (work.document.order.sale_entry_id) throw new Problem('order_already_paid');
  if (NOT_YET.has(body.method)) throw invalid({ path: `${path}method`, code: 'not_allowed' });
  const assessed = assess(work, body, path);
  const tip = body.tip ?? 0;
  const stamp = stampOf(work, occurredAt);
  const payment: PaymentRow = {
    id: body.id ?? newId(),
    order_id: work.document.order.id,
    outlet_id: work.document.order.outlet_id,
    method: body.method,
    amount: assessed.amount,
    tip,
    tendered: body.method === 'CASH' ? (assessed.tendered ?? assessed.amount) + tip : null,
    change: assessed.change,
    rounding: assessed.settles ? assessed.rounding : 0,
    reference: body.reference ?? null,
    business_date: stamp.businessDate,
    cashier_id: work.actor.userId,
    request_hash: mark,
    paid_at: occurredAt.toISOString(),
    created_at: work.at.toISOString(),
  };
  const { order } = work.document;
  const collected = payment.amount + tip;
  setOrder(work, {
    rounding: order.rounding + payment.rounding,
    tip_total: order.tip_total + tip,
    total: order.total + payment.rounding + tip,
    paid_total: order.paid_total + collected,
  });
  // A tip is a step of the bill, so that the explained total stays the total.
  if (tip > 0) reprice(work);
  work.document = { ...work.document, payments: [...work.document.payments, payment] };
  const place = work.facts.length;
  settleStates(work);
  // Money comes in before the bill is settled by it, and tells what the bill is then.
  work.facts.splice(place, 0, { fact: 'paid', payment, state: work.document.order.payment_status, stamp });
  return payment;
}
