import type { SubscriptionStatus } from '../dto/enums';
import { mulDiv } from '../money';
import type { Money } from '../money';
import { addMonths, daysOf } from './calendar';

/** What so many days cost at a monthly price, in whole rupiah, halves up. */
export function costOfDays(price: Money, days: number, daysOfMonth: number): Money {
  return mulDiv(price, days, daysOfMonth);
}

/**
 * What changing from one monthly price to another costs for the days that are left; negative: comes back. Of two changes
 * on one day the amounts add up to that of the direct one, and there and back again is nothing, to the rupiah.
 */
export function prorate(from: Money, to: Money, days: { left: number; total: number }): Money {
  return costOfDays(to, days.left, days.total) - costOfDays(from, days.left, days.total);
}

/** Where a subscription stands, as far as a change of it costs something. */
export interface BillingStanding {
  status: SubscriptionStatus;
  endsAt: Date;
  /** Of the plan in effect, rupiah a month. */
  price: Money;
  /** What the service owes the business, used up by its next invoices. */
  credit: Money;
}

export interface ChangeWish {
  /** Of the plan wished for, rupiah a month. */
  price: Money;
  /** A smaller plan usually waits for the end of what is paid. */
  when?: 'NOW' | 'PERIOD_END' | undefined;
  /** Only for so many days, then back by itself. */
  days?: number | undefined;
}

export type ChangeKind = 'MONTH' | 'UPGRADE' | 'TEMPORARY' | 'DOWNGRADE' | 'SCHEDULED';

/** What a change would cost, today. Amounts in rupiah, none of them negative. */
export interface ChangeQuote {
  kind: ChangeKind;
  /** For what the change adds. */
  charge: Money;
  /** Paid by what the service owed. */
  creditUsed: Money;
  /** Left to pay. */
  total: Money;
  /** Comes back as credit. */
  credited: Money;
  /** Days that are charged for or given back. */
  days: number;
  /** When the plan changes; null: as soon as it is paid. */
  effectiveAt: Date | null;
  /** The end of what is paid for then. */
  endsAt: Date;
  /** When a temporary change goes back. */
  revertsAt: Date | null;
}

const DAY_MS = 86_400_000;

/** Splits a charge into what credit pays and what is left. */
export function payWithCredit(charge: Money, credit: Money): { creditUsed: Money; total: Money } {
  const creditUsed = Math.min(charge, credit);
  return { creditUsed, total: charge - creditUsed };
}

/**
 * The beginning of the next paid month: after the end of the trial or of what is paid, also within the grace, whose
 * days are not given away; anew once selling had stopped.
 */
export function nextPeriodStart(
  { status, endsAt }: Pick<BillingStanding, 'status' | 'endsAt'>,
  at: Date,
): Date {
  return status === 'EXPIRED' || status === 'CANCELLED' ? at : endsAt;
}

/** What a change of plan costs at an instant. */
export function quoteChange(standing: BillingStanding, wish: ChangeWish, at: Date): ChangeQuote {
  const { status, endsAt, price, credit } = standing;
  const owed = (charge: Money) => ({ charge, credited: 0, ...payWithCredit(charge, credit) });
  if (status !== 'ACTIVE') {
    const end = addMonths(nextPeriodStart(standing, at), 1);
    return {
      kind: 'MONTH',
      ...owed(wish.price),
      days: daysOf(end, at).total,
      effectiveAt: null,
      endsAt: end,
      revertsAt: null,
    };
  }
  const { left, total } = daysOf(endsAt, at);
  if (wish.days !== undefined) {
    const days = Math.min(wish.days, left);
    const charge = Math.max(0, prorate(price, wish.price, { left: days, total }));
    const revertsAt = new Date(Math.min(at.getTime() + wish.days * DAY_MS, endsAt.getTime()));
    return { kind: 'TEMPORARY', ...owed(charge), days, effectiveAt: null, endsAt, revertsAt };
  }
  const difference = prorate(price, wish.price, { left, total });
  const isLarger = wish.price > price;
  if ((wish.when ?? (isLarger ? 'NOW' : 'PERIOD_END')) === 'PERIOD_END') {
    return { kind: 'SCHEDULED', ...owed(0), days: 0, effectiveAt: endsAt, endsAt, revertsAt: null };
  }
  if (isLarger)
    return { kind: 'UPGRADE', ...owed(difference), days: left, effectiveAt: null, endsAt, revertsAt: null };
  return {
    kind: 'DOWNGRADE',
    ...owed(0),
    credited: Math.max(0, -difference),
    days: left,
    effectiveAt: at,
    endsAt,
    revertsAt: null,
  };
}
