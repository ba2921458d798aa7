export { afterCommit, closeDatabase, db, dbTenantId, withPlatform, withTenant } from './with-tenant';
export type { Db } from './with-tenant';
export { callAsApp, callAsPlatform } from './functions';
export { appPool, platformPool } from './pools';
export { FOREIGN_KEY_VIOLATION, UNIQUE_VIOLATION, isDatabaseAway, sqlState } from './errors';
export { checkDatabase } from './check';
export { migrate } from './migrate';
export { Prisma } from './generated/client';
export type * from './generated/models';
