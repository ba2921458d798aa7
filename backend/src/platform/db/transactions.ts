import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';
import { appPool, closePools, platformPool } from './pools';
import { runUnit } from './units';
import type { Unit } from './units';

let appClient: PrismaClient | undefined;
let platformClient: PrismaClient | undefined;

const TRANSACTION = { maxWait: 5_000, timeout: 20_000 };

const clientOf = (kind: Unit['kind']): PrismaClient =>
  kind === 'tenant'
    ? (appClient ??= new PrismaClient({ adapter: new PrismaPg(appPool()) }))
    : (platformClient ??= new PrismaClient({ adapter: new PrismaPg(platformPool()) }));

/** Opens a transaction of a role, sets the tenant in it first and for it alone, and runs `fn` as its unit of work. */
export async function transact<T>(
  kind: Unit['kind'],
  tenantId: string | null,
  fn: () => Promise<T>,
): Promise<T> {
  const afterCommit: (() => void)[] = [];
  const result = await clientOf(kind).$transaction(async (tx) => {
    if (tenantId) await tx.$executeRaw`SELECT set_config('app.tenant_id', ${tenantId}, true)`;
    return runUnit({ kind, tenantId, tx, afterCommit }, fn);
  }, TRANSACTION);
  afterCommit.forEach((run) => run());
  return result;
}

/** Closes every connection to the database. */
export async function closeDatabase(): Promise<void> {
  const open = [appClient, platformClient].filter((client) => client !== undefined);
  appClient = platformClient = undefined;
  await Promise.all(open.map((client) => client.$disconnect()));
  await closePools();
}
