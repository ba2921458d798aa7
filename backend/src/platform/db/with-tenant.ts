import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';
import type { Prisma } from './generated/client';
import { appPool, closePools, platformPool } from './pools';

export type Db = Prisma.TransactionClient;

interface Unit {
  tenantId: string | null;
  /** Row-level security does not apply. */
  seesAll: boolean;
  tx: Db;
  afterCommit: (() => void)[];
}

const units = new AsyncLocalStorage<Unit>();
let appClient: PrismaClient | undefined;
let platformClient: PrismaClient | undefined;

const TRANSACTION = { maxWait: 5_000, timeout: 20_000 };

const appPrisma = () => (appClient ??= new PrismaClient({ adapter: new PrismaPg(appPool()) }));
const platformPrisma = () => (platformClient ??= new PrismaClient({ adapter: new PrismaPg(platformPool()) }));

/**
 * Runs `fn` in one transaction that sees one tenant alone: the tenant is set first, for this transaction only, and
 * row-level security does the rest. Nested calls of the same tenant join the open transaction; another tenant throws.
 * Scope it to a service call; call no other system inside, since a held connection is the scarcest thing here.
 */
export async function withTenant<T>(tenantId: string, fn: () => Promise<T>): Promise<T> {
  const open = units.getStore();
  if (open) {
    if (open.tenantId !== tenantId && open.tenantId !== null)
      throw new Error('a transaction of another tenant is open');
    // Joining would run queries that rely on row-level security without it.
    if (open.tenantId !== null && open.seesAll)
      throw new Error('withTenant inside a transaction that sees every tenant');
    if (open.tenantId === tenantId) return fn();
  }
  const afterCommit: (() => void)[] = [];
  const result = await appPrisma().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.tenant_id', ${tenantId}, true)`;
    return units.run({ tenantId, seesAll: false, tx, afterCommit }, fn);
  }, TRANSACTION);
  afterCommit.forEach((run) => run());
  return result;
}

/**
 * Runs `fn` in one transaction of the role that sees every tenant: sign-in, super admin, schedulers. With a
 * `tenantId` the tenant is set too, so that defaults and triggers find it.
 */
export async function withPlatform<T>(fn: () => Promise<T>, tenantId: string | null = null): Promise<T> {
  const afterCommit: (() => void)[] = [];
  const result = await platformPrisma().$transaction(async (tx) => {
    if (tenantId) await tx.$executeRaw`SELECT set_config('app.tenant_id', ${tenantId}, true)`;
    return units.run({ tenantId, seesAll: true, tx, afterCommit }, fn);
  }, TRANSACTION);
  afterCommit.forEach((run) => run());
  return result;
}

/** The open transaction; throws where there is none, since without a tenant row-level security answers "no rows". */
export function db(): Db {
  const unit = units.getStore();
  if (!unit) throw new Error('db() outside withTenant or withPlatform');
  return unit.tx;
}

/** The tenant of the open transaction; throws where there is none. */
export function dbTenantId(): string {
  const tenantId = units.getStore()?.tenantId;
  if (!tenantId) throw new Error('no tenant in the open transaction');
  return tenantId;
}

/** Runs `fn` once the open transaction is committed, never when it is rolled back. */
export function afterCommit(fn: () => void): void {
  const unit = units.getStore();
  if (!unit) throw new Error('afterCommit outside a transaction');
  unit.afterCommit.push(fn);
}

/** Closes every connection to the database. */
export async function closeDatabase(): Promise<void> {
  const open = [appClient, platformClient].filter((client) => client !== undefined);
  appClient = platformClient = undefined;
  await Promise.all(open.map((client) => client.$disconnect()));
  await closePools();
}
