export { afterCommit, assertNoOpenUnit, db, dbTenantId } from './units';
export type { Db } from './units';
export { withTenant } from './with-tenant';
export { closeDatabase } from './transactions';
export { callAsApp } from './functions';
export { poolStates } from './pools';
export type { PoolState } from './pools';
export {
  FOREIGN_KEY_VIOLATION,
  REMOVED,
  UNIQUE_VIOLATION,
  isDatabaseAway,
  isStorageFull,
  sqlState,
} from './errors';
export { takeLock, tryLock } from './locks';
export { checkDatabase, waitForDatabase } from './check';
export { migrate } from './migrate';
export { Prisma } from './generated/client';
export type * from './generated/models';
