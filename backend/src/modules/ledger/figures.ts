import { sumMoney } from '@meja/domain';
import type { Money } from '@meja/domain';
import { ACCOUNTS } from './accounts';
import type { Account } from './accounts';
import type { SaleAmounts } from './entries';

/** Sales as the journal tells them. */
export interface JournalFigures extends SaleAmounts {
  /** Sales without tax: gross − discount + service charge − tax contained in prices. */
  net: Money;
  refunds: Money;
}

/** Reads sale figures back from balances per account of SALE entries (and REFUNDS, where there are any). */
export function figuresOf(balances: Partial<Record<Account, Money>>): JournalFigures {
  const debit = (account: Account): Money => balances[account] ?? 0;
  const credit = (account: Account): Money => 0 - debit(account);
  const subtotal = credit(ACCOUNTS.SALES);
  const discountTotal = debit(ACCOUNTS.DISCOUNTS);
  const serviceCharge = credit(ACCOUNTS.SERVICE);
  const taxIncludedTotal = debit(ACCOUNTS.TAX_INCLUDED);
  return {
    subtotal,
    discountTotal,
    serviceCharge,
    taxTotal: credit(ACCOUNTS.TAX_PAYABLE),
    taxIncludedTotal,
    rounding: credit(ACCOUNTS.ROUNDING),
    tipTotal: credit(ACCOUNTS.TIPS_PAYABLE),
    total: debit(ACCOUNTS.ORDERS),
    net: sumMoney([subtotal, -discountTotal, serviceCharge, -taxIncludedTotal]),
    refunds: debit(ACCOUNTS.REFUNDS),
  };
}
