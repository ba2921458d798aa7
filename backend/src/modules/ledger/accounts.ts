import type { PaymentMethod } from '@meja/domain';

/**
 * Where a payment of each method lies once taken. CASH is the drawers alone: what is put into or taken out of them
 * moves between CASH and the two accounts outside.
 */
export const TENDER_ACCOUNTS = {
  CASH: 'CASH',
  CARD: 'CARD',
  QRIS: 'QRIS',
  EWALLET: 'EWALLET',
  TRANSFER: 'TRANSFER',
  VOUCHER: 'VOUCHER',
  DEPOSIT: 'DEPOSIT',
  ON_ACCOUNT: 'ON_ACCOUNT',
} as const satisfies Record<PaymentMethod, string>;

/**
 * The accounts besides the tenders. Debits are positive, credits negative.
 * - ORDERS: clearing; a sale debits it, its payments credit it, a settled order leaves nothing on it.
 * - SALES (credit): the lines as charged, before any discount. DISCOUNTS (debit) takes off what was given away,
 *   TAX_INCLUDED (debit) the tax that prices contained; the three and SERVICE make net sales.
 * - TAX_PAYABLE (credit): all tax, the contained part included.
 * - ROUNDING: credit where rounding took more, debit where it took less.
 * - CASH_FLOAT: the money for change outside the drawers. OWNER: the other side of cash put in and taken out.
 * - OVER_SHORT: debit where a count found less than expected, credit where it found more.
 */
export const ACCOUNTS = {
  ...TENDER_ACCOUNTS,
  ORDERS: 'ORDERS',
  SALES: 'SALES',
  DISCOUNTS: 'DISCOUNTS',
  TAX_INCLUDED: 'TAX_INCLUDED',
  SERVICE: 'SERVICE',
  TAX_PAYABLE: 'TAX_PAYABLE',
  ROUNDING: 'ROUNDING',
  TIPS_PAYABLE: 'TIPS_PAYABLE',
  REFUNDS: 'REFUNDS',
  CASH_FLOAT: 'CASH_FLOAT',
  OWNER: 'OWNER',
  OVER_SHORT: 'OVER_SHORT',
} as const;

export type Account = (typeof ACCOUNTS)[keyof typeof ACCOUNTS];

/**
 * What a journal entry records. An order has one SALE at most. Books of the first version may hold EMPTY_SALE: a sale
 * of nothing that was posted where an order's last item was voided, told apart so that nobody counts it.
 */
export type EntryKind = 'SALE' | 'EMPTY_SALE' | 'PAYMENT' | 'SHIFT_OPEN' | 'CASH_MOVEMENT' | 'SHIFT_CLOSE';
