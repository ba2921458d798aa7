import { safeMoney, sumMoney } from '@meja/domain';
import type { BusinessDate, CashDirection, Id, IsoTime, Money, PaymentMethod } from '@meja/domain';
import { ACCOUNTS, TENDER_ACCOUNTS } from './accounts';
import type { Account, EntryKind } from './accounts';

/** A row of `journal_entries`. `shift_id` is left out where the statement that writes it knows the shift. */
export interface JournalEntryRow {
  id: Id;
  outlet_id: Id;
  kind: EntryKind;
  order_id: Id | null;
  payment_id: Id | null;
  shift_id?: Id;
  business_date: BusinessDate;
  occurred_at: IsoTime;
  created_at: IsoTime;
}

/** A line of an entry: debits positive, credits negative. */
export interface JournalLineRow {
  entry_id: Id;
  line_no: number;
  account: Account;
  amount: Money;
  method: PaymentMethod | null;
}

/** One entry whose lines add up to zero. */
export interface Posting {
  entry: JournalEntryRow;
  lines: JournalLineRow[];
}

/** An entry's row with its lines in it; its method is theirs. */
export const entryWithLines = ({ entry, lines }: Posting) => ({
  ...entry,
  accounts: lines.map(({ account }) => account),
  amounts: lines.map(({ amount }) => amount),
  method: lines.find(({ method }) => method !== null)?.method ?? null,
});

/** What every entry carries: its own id (UUID v7), where, and when. `occurredAt` is when it happened. */
export interface Stamp {
  id: Id;
  outletId: Id;
  businessDate: BusinessDate;
  occurredAt: Date;
  createdAt: Date;
}

/** An order's amounts, as priced and settled. */
export interface SaleAmounts {
  subtotal: Money;
  discountTotal: Money;
  serviceCharge: Money;
  /** All tax, the contained part included. */
  taxTotal: Money;
  taxIncludedTotal: Money;
  rounding: Money;
  tipTotal: Money;
  /** Rounding and tip included. */
  total: Money;
}

type Side = [account: Account, amount: Money, method?: PaymentMethod];
type Reference = Partial<Pick<JournalEntryRow, 'order_id' | 'payment_id' | 'shift_id'>>;

/** Zero amounts are left out, except where `keep` says that the line itself tells something. */
function post(
  kind: EntryKind,
  stamp: Stamp,
  reference: Reference,
  sides: Side[],
  keep: Account[] = [],
): Posting {
  const kept = sides.filter(([account, amount]) => amount !== 0 || keep.includes(account));
  const rest = sumMoney(kept.map(([, amount]) => amount));
  if (rest !== 0) throw new RangeError(`${kind} entry is off balance by ${rest}`);
  return {
    entry: {
      id: stamp.id,
      outlet_id: stamp.outletId,
      kind,
      order_id: null,
      payment_id: null,
      ...reference,
      business_date: stamp.businessDate,
      occurred_at: stamp.occurredAt.toISOString(),
      created_at: stamp.createdAt.toISOString(),
    },
    lines: kept.map(([account, amount, method], index) => ({
      entry_id: stamp.id,
      line_no: index + 1,
      account,
      amount,
      method: method ?? null,
    })),
  };
}

// -0 is a number that JSON and PostgreSQL read as 0, but a test would not.
const credit = (amount: Money): Money => 0 - safeMoney(amount);

/**
 * The sale of an order, posted once, when it is fully paid. `stamp.businessDate` and `occurredAt` are the order's,
 * so that the sale counts on its day however late it was paid. Throws `RangeError` where the amounts don't add up.
 */
export function saleEntry(orderId: Id, amounts: SaleAmounts, stamp: Stamp): Posting {
  return post(
    'SALE',
    stamp,
    { order_id: orderId },
    [
      [ACCOUNTS.ORDERS, safeMoney(amounts.total)],
      [ACCOUNTS.SALES, credit(amounts.subtotal)],
      [ACCOUNTS.DISCOUNTS, safeMoney(amounts.discountTotal)],
      [ACCOUNTS.TAX_INCLUDED, safeMoney(amounts.taxIncludedTotal)],
      [ACCOUNTS.SERVICE, credit(amounts.serviceCharge)],
      [ACCOUNTS.TAX_PAYABLE, credit(amounts.taxTotal)],
      [ACCOUNTS.ROUNDING, credit(amounts.rounding)],
      [ACCOUNTS.TIPS_PAYABLE, credit(amounts.tipTotal)],
    ],
    [ACCOUNTS.ORDERS, ACCOUNTS.SALES],
  );
}

/** A payment of an order. `collected` is everything that changed hands for good: change taken off, tip included. */
export function paymentEntry(
  payment: { id: Id; orderId: Id; method: PaymentMethod; collected: Money },
  stamp: Stamp,
): Posting {
  const { id, orderId, method, collected } = payment;
  return post('PAYMENT', stamp, { order_id: orderId, payment_id: id }, [
    [TENDER_ACCOUNTS[method], safeMoney(collected), method],
    [ACCOUNTS.ORDERS, credit(collected), method],
  ]);
}

/** The float that a drawer starts with. */
export function shiftOpenEntry(shiftId: Id, openingFloat: Money, stamp: Stamp): Posting {
  return post('SHIFT_OPEN', stamp, { shift_id: shiftId }, [
    [ACCOUNTS.CASH, safeMoney(openingFloat)],
    [ACCOUNTS.CASH_FLOAT, credit(openingFloat)],
  ]);
}

/** Cash put into a drawer or taken out of it, other than by a sale. */
export function cashMovementEntry(
  shiftId: Id,
  movement: { direction: CashDirection; amount: Money },
  stamp: Stamp,
): Posting {
  const signed = movement.direction === 'IN' ? safeMoney(movement.amount) : credit(movement.amount);
  return post('CASH_MOVEMENT', stamp, { shift_id: shiftId }, [
    [ACCOUNTS.CASH, signed],
    [ACCOUNTS.OWNER, credit(signed)],
  ]);
}

/**
 * A drawer counted and emptied: what the count found too much or too little, and the counted cash leaving. After it
 * the shift's CASH lines add up to zero.
 */
export function shiftCloseEntry(
  shiftId: Id,
  { expected, counted }: { expected: Money; counted: Money },
  stamp: Stamp,
): Posting {
  return post('SHIFT_CLOSE', stamp, { shift_id: shiftId }, [
    [ACCOUNTS.CASH, safeMoney(counted - expected)],
    [ACCOUNTS.OVER_SHORT, credit(counted - expected)],
    [ACCOUNTS.CASH_FLOAT, safeMoney(counted)],
    [ACCOUNTS.CASH, credit(counted)],
  ]);
}
