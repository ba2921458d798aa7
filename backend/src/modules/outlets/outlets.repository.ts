import { db } from '../../platform/db';
import type { OutletModel } from '../../platform/db';

export type OutletRow = OutletModel;

const LIVING = { deletedAt: null } as const;
const within = (ids: readonly string[]) => (ids.length ? { id: { in: [...ids] } } : {});

/** The living outlets after a place in the list, oldest first; `ids` empty means every one. */
export async function listOutlets(
  ids: readonly string[],
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<OutletRow[]> {
  return db().outlet.findMany({
    where: {
      ...LIVING,
      AND: [
        within(ids),
        after
          ? {
              OR: [
                { createdAt: { gt: after.createdAt } },
                { createdAt: after.createdAt, id: { gt: after.id } },
              ],
            }
          : {},
      ],
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take,
  });
}

export async function findOutlet(id: string): Promise<OutletRow | null> {
  return db().outlet.findFirst({ where: { ...LIVING, id } });
}

/** An outlet of the past too: what happened in a removed one keeps its name and its clock. */
export async function findOutletEver(id: string): Promise<OutletRow | null> {
  return db().outlet.findFirst({ where: { id } });
}

/** Every code in use, of removed outlets too: it stands in the numbers of their orders. */
export async function findCodes(): Promise<string[]> {
  return (await db().outlet.findMany({ select: { code: true } })).map(({ code }) => code);
}

export async function countOutlets(): Promise<number> {
  return db().outlet.count({ where: LIVING });
}

/** Those that count against the plan. */
export async function countActiveOutlets(): Promise<number> {
  return db().outlet.count({ where: { ...LIVING, active: true } });
}

export interface OutletData {
  name: string;
  code: string;
  address: string | null;
  phone: string | null;
  timeZone: string | null;
  active: boolean;
}

export async function insertOutlet(data: OutletData & { id: string; createdAt: Date }): Promise<OutletRow> {
  return db().outlet.create({ data });
}

/** Changes an outlet that still has this version; null where it has another by now. */
export async function updateOutlet(
  id: string,
  version: number,
  data: Partial<OutletData> & { deletedAt?: Date },
): Promise<OutletRow | null> {
  const { count } = await db().outlet.updateMany({
    where: { ...LIVING, id, version },
    data: { ...data, version: version + 1 },
  });
  return count === 0 ? null : db().outlet.findFirst({ where: { id } });
}

/** Holds the tenant's outlets until the commit, so that two can't remove the last two at once. */
export async function lockOutlets(): Promise<void> {
  await db().$queryRaw`SELECT id FROM outlets WHERE deleted_at IS NULL ORDER BY id FOR UPDATE`;
}
