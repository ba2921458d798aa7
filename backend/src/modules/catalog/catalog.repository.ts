import { db, takeLock } from '../../platform/db';
import type { Prisma } from '../../platform/db';
import { NAMED_AT_MOST } from '../../platform/http';
import type { InUse } from '../../platform/http';

/**
 * Lets the writers of one tenant's menu take turns from here to the commit, so that checks of uniqueness, references
 * and versions hold until what they allowed is written. Readers and sales don't wait.
 */
export async function lockCatalog(): Promise<void> {
  await takeLock('catalog');
}

/** The version as the open transaction has made it. */
export async function catalogVersion(): Promise<number> {
  const row = await db().catalogVersion.findFirst({});
  return Number(row?.version ?? 0);
}

/** Which of these outlets the tenant has. */
export async function findOutletIds(ids: string[]): Promise<Set<string>> {
  const rows = await db().outlet.findMany({
    where: { id: { in: ids }, deletedAt: null },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** The living products that fit. */
export async function livingProducts(where: Prisma.ProductWhereInput): Promise<InUse> {
  const living = { ...where, deletedAt: null };
  const rows = await db().product.findMany({
    where: living,
    select: { name: true },
    orderBy: { name: 'asc' },
    take: NAMED_AT_MOST,
  });
  return { count: await db().product.count({ where: living }), names: rows.map(({ name }) => name) };
}
