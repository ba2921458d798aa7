import { withTenant } from '../../platform/db';
import { readBalance } from './ledger.repository';
import type { JournalBalance } from './ledger.repository';

export { ACCOUNTS, TENDER_ACCOUNTS } from './accounts';
export type { Account, EntryKind } from './accounts';
export {
  cashMovementEntry,
  entryWithLines,
  paymentEntry,
  saleEntry,
  shiftCloseEntry,
  shiftOpenEntry,
} from './entries';
export type { JournalEntryRow, JournalLineRow, Posting, SaleAmounts, Stamp } from './entries';
export { figuresOf } from './figures';
export type { JournalFigures } from './figures';
export { postEntries } from './ledger.repository';
export type { JournalBalance } from './ledger.repository';

/** Proof of a tenant's books: what does not balance (nothing, in sound ones) and what lies on each account. */
export function journalBalance(tenantId: string): Promise<JournalBalance> {
  return withTenant(tenantId, readBalance);
}
