import { db } from '../../platform/db';
import type { TerminalModel } from '../../platform/db';

export type TerminalRow = TerminalModel;

const LIVING = { deletedAt: null } as const;

/** The living terminals after a place in the list, oldest first; `outletIds` empty means of every outlet. */
export async function listTerminals(
  outletIds: readonly string[],
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<TerminalRow[]> {
  return db().terminal.findMany({
    where: {
      ...LIVING,
      ...(outletIds.length && { outletId: { in: [...outletIds] } }),
      ...(after && {
        OR: [{ createdAt: { gt: after.createdAt } }, { createdAt: after.createdAt, id: { gt: after.id } }],
      }),
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take,
  });
}

export const findTerminal = (id: string): Promise<TerminalRow | null> =>
  db().terminal.findFirst({ where: { ...LIVING, id } });

export interface NewTerminal {
  id: string;
  name: string;
  outletId: string;
  tokenHash: string;
  createdAt: Date;
}

export const insertTerminal = (data: NewTerminal): Promise<TerminalRow> => db().terminal.create({ data });

/** Changes a terminal that still has this version; null where it has another by now. */
export async function updateTerminal(
  id: string,
  version: number,
  data: { name?: string; outletId?: string; deletedAt?: Date },
): Promise<TerminalRow | null> {
  const { count } = await db().terminal.updateMany({
    where: { ...LIVING, id, version },
    data: { ...data, version: version + 1 },
  });
  return count === 0 ? null : db().terminal.findFirst({ where: { id } });
}
