/** Ways to pay through a gateway: a QR code, a bank account made for one payment, the gateway's own page. */
export const CHARGE_METHODS = ['QRIS', 'VIRTUAL_ACCOUNT', 'PAGE'] as const;
export type ChargeMethod = (typeof CHARGE_METHODS)[number];

/** Banks that both gateways make virtual accounts at. */
export const CHARGE_BANKS = ['BCA', 'BNI', 'BRI', 'CIMB', 'PERMATA'] as const;
export type ChargeBank = (typeof CHARGE_BANKS)[number];

/**
 * Where a charge stands. `CREATING`: the gateway has not answered yet. `REVERSED`: it was paid, and the money went back
 * (refund, chargeback).
 */
export const CHARGE_STATUSES = [
  'CREATING',
  'PENDING',
  'PAID',
  'EXPIRED',
  'CANCELLED',
  'FAILED',
  'REVERSED',
] as const;
export type ChargeStatus = (typeof CHARGE_STATUSES)[number];

/** What later news outranks: an end without money is only what was known so far, a payment is for good. */
const RANKS: Record<ChargeStatus, number> = {
  CREATING: 0,
  PENDING: 1,
  EXPIRED: 2,
  CANCELLED: 2,
  FAILED: 2,
  PAID: 3,
  REVERSED: 4,
};

/** Whether news moves a charge on. News come late, twice and out of order: none ever moves it back. */
export const chargeMovesOn = (from: ChargeStatus, to: ChargeStatus): boolean => RANKS[to] > RANKS[from];

/** Whether somebody may still pay it. */
export const isLiveCharge = (status: ChargeStatus): boolean => status === 'CREATING' || status === 'PENDING';

/** The most that one QRIS payment may be, in rupiah (PADG 24/1/2022). */
export const QRIS_MOST = 10_000_000;

/** The ways in which an amount can be paid. */
export const methodsFor = (amount: number): ChargeMethod[] =>
  CHARGE_METHODS.filter((method) => method !== 'QRIS' || amount <= QRIS_MOST);
