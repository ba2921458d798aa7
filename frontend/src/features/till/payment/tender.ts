import {
  assessCashPayment,
  type Money,
  type OrderDto,
  type PaymentMethod,
  type PricingSettings,
  settle,
} from '@meja/domain';
import type { Tender } from '../basket/basket.types';

type RoundingSettings = Pick<PricingSettings, 'cashRounding' | 'nonCashRounding'>;

/** What is left of `remaining` once the noted payments count. */
export function leftAfter(remaining: Money, tenders: readonly Tender[], settings: RoundingSettings): Money {
  let left = remaining;
  for (const tender of tenders) {
    const { due } = settle(left, tender.method === 'CASH' ? 'CASH' : 'NON_CASH', settings);
    left = tender.amount >= due ? 0 : Math.max(0, left - tender.amount);
  }
  return left;
}

/** What the rest costs in this way of paying, rounded by its rule. */
export function dueBy(left: Money, method: PaymentMethod, settings: RoundingSettings): Money {
  return settle(left, method === 'CASH' ? 'CASH' : 'NON_CASH', settings).due;
}

export type CashReading =
  | { kind: 'settles'; amount: Money; tendered: Money; change: Money }
  | { kind: 'part'; amount: Money; left: Money }
  | { kind: 'nothing' };

/** What cash handed over does to the rest: settles it with change, pays a part, or nothing yet. */
export function readCash(left: Money, tendered: Money, settings: RoundingSettings): CashReading {
  if (tendered <= 0 && left > 0) return { kind: 'nothing' };
  const { due } = settle(left, 'CASH', settings);
  const assessed = assessCashPayment(left, Math.min(tendered, Math.max(due, left)), tendered, settings);
  if (!assessed.ok) return { kind: 'nothing' };
  if (!assessed.settles) return { kind: 'part', amount: assessed.amount, left: left - assessed.amount };
  return { kind: 'settles', amount: assessed.amount, tendered, change: assessed.change };
}

/**
 * Noted payments against a bill that is another one by now: cash as it was handed over, settling it or a part of it; what
 * a customer paid otherwise stays, and is dropped where it is more than is left.
 */
export function noteAgain(
  remaining: Money,
  tenders: readonly Tender[],
  settings: RoundingSettings,
): { kept: Tender[]; dropped: Tender[] } {
  const kept: Tender[] = [];
  const dropped: Tender[] = [];
  for (const tender of tenders) {
    const left = leftAfter(remaining, kept, settings);
    const reading =
      tender.method === 'CASH' ? readCash(left, tender.tendered ?? tender.amount, settings) : null;
    if (left <= 0 || reading?.kind === 'nothing') dropped.push(tender);
    else if (reading) kept.push({ ...tender, amount: reading.amount });
    else if (tender.amount <= dueBy(left, tender.method, settings)) kept.push(tender);
    else dropped.push(tender);
  }
  return { kept, dropped };
}

const MANY_TIMES = 10;
const MUCH: Money = 10_000_000;
/** The largest note: whoever pays a coffee with one is no slip. */
const LARGEST_NOTE: Money = 100_000;

/** Whether so much cash for so little is likelier a slip (a code, a digit too many) than a payment: it is asked back. */
export function isAbsurd(tendered: Money, due: Money): boolean {
  if (tendered <= Math.max(due, LARGEST_NOTE)) return false;
  return tendered > due * MANY_TIMES || (tendered > MUCH && tendered - due >= LARGEST_NOTE);
}

/** What went back in cash for an order. */
export const changeOf = ({ payments }: Pick<OrderDto, 'payments'>): Money =>
  payments.reduce((sum, payment) => sum + payment.change, 0);
