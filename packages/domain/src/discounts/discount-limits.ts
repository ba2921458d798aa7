import { type BasisPoints, type Money, safeMoney, sumMoney } from '../money';
import type { Permission, Role } from '../permissions';
import type { Discount, PricedLine } from '../pricing/types';

/** How much somebody may take off by themselves; null: as much as there is. */
export interface DiscountLimit {
  /** Of what a line, or all lines together, cost without discounts. */
  percent: BasisPoints | null;
  /** Off one bill, all its discounts together. */
  amount: Money | null;
}

/** Roles whose limit a business sets; an admin has none. */
export const LIMITED_ROLES = ['SUPERVISOR', 'CASHIER'] as const satisfies readonly Role[];
export type LimitedRole = (typeof LIMITED_ROLES)[number];
export type DiscountLimits = Record<LimitedRole, DiscountLimit>;

/** What a business starts with. */
export const DEFAULT_DISCOUNT_LIMITS: DiscountLimits = {
  SUPERVISOR: { percent: null, amount: null },
  CASHIER: { percent: 1000, amount: null },
};

const NONE: DiscountLimit = { percent: 0, amount: 0 };
const UNLIMITED: DiscountLimit = { percent: null, amount: null };

/** The limit of a person: none without the permission to discount; any other role that was granted it, a cashier's. */
export function discountLimitOf(
  who: { role: Role | null; permissions: { has(permission: Permission): boolean } },
  limits: DiscountLimits,
): DiscountLimit {
  if (!who.permissions.has('order:discount')) return NONE;
  if (who.role === 'ADMIN_TENANT') return UNLIMITED;
  return who.role === 'SUPERVISOR' ? limits.SUPERVISOR : limits.CASHIER;
}

const wider = (a: number | null, b: number | null): boolean => b !== null && (a === null || a > b);

/** Whether one limit allows anything that another doesn't. */
export const allowsMore = (limit: DiscountLimit, than: DiscountLimit): boolean =>
  wider(limit.percent, than.percent) || wider(limit.amount, than.amount);

/** A priced line with its discount as it was given. */
export type DiscountedLine = Pick<PricedLine, 'id' | 'gross' | 'discount' | 'orderDiscount'> & {
  given: Discount | null;
};

/** A bill as far as its discounts go. */
export interface DiscountedBill {
  lines: readonly DiscountedLine[];
  given: Discount | null;
}

const isPercent = (given: Discount | null): boolean => given?.type === 'PERCENT';

/** What `percent` allows of an amount, each of the `roundings` being half a unit at most. */
function allowed(amount: Money, percent: BasisPoints, roundings: number): Money {
  const exact = (BigInt(amount) * BigInt(percent) + 5000n * BigInt(roundings)) / 10_000n;
  return safeMoney(Number(exact));
}

const over = (discount: Money, limit: Money): Money => Math.max(0, discount - limit);

/**
 * By how much money a bill's discounts go beyond a limit; 0 where they keep to it. Every line is measured by its own
 * discount, and all together by everything that is taken off, so that neither many small discounts nor one on top of
 * the other get past it. An AMOUNT is measured by what it takes off what is on the bill now.
 */
export function discountBeyond(bill: DiscountedBill, limit: DiscountLimit): Money {
  const { lines } = bill;
  const total = sumMoney(lines.map((line) => line.discount + line.orderDiscount));
  const ofAmount = limit.amount === null ? 0 : over(total, limit.amount);
  if (limit.percent === null) return ofAmount;
  const { percent } = limit;
  const ofLines = sumMoney(
    lines.map((line) => over(line.discount, allowed(line.gross, percent, isPercent(line.given) ? 1 : 0))),
  );
  const roundings = lines.filter((line) => isPercent(line.given)).length + (isPercent(bill.given) ? 1 : 0);
  const ofBill = over(total, allowed(sumMoney(lines.map((line) => line.gross)), percent, roundings));
  return Math.max(ofAmount, ofLines, ofBill);
}

const same = (a: Discount | null, b: Discount | null): boolean =>
  a?.type === b?.type && a?.value === b?.value;

/** Whether discounts were given, taken or changed between two states of a bill. */
export function discountsDiffer(before: DiscountedBill | null, after: DiscountedBill): boolean {
  if (!same(before?.given ?? null, after.given)) return true;
  const known = new Map(before?.lines.map((line) => [line.id, line.given]));
  return after.lines.some((line) => !same(known.get(line.id) ?? null, line.given));
}

/**
 * Whether what a bill becomes needs somebody with a larger limit: its discounts go beyond this one, and further than
 * before. What was approved once stays good while it does not grow; the rounding of percents alone is no growth.
 */
export function needsDiscountApproval(
  before: DiscountedBill | null,
  after: DiscountedBill,
  limit: DiscountLimit,
): boolean {
  const beyond = discountBeyond(after, limit);
  if (beyond === 0) return false;
  if (!before) return true;
  const slack = discountsDiffer(before, after) ? 0 : after.lines.length + 1;
  return beyond > discountBeyond(before, limit) + slack;
}
