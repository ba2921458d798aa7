import { db } from '../../platform/db';
import type { QrisCodeModel } from '../../platform/db';

export type QrisCodeRow = QrisCodeModel;

export const findCode = (outletId: string): Promise<QrisCodeRow | null> =>
  db().qrisCode.findFirst({ where: { outletId } });

export type NewCode = Pick<QrisCodeRow, 'outletId' | 'payload' | 'setBy' | 'setByName' | 'setAt'>;

export const insertCode = (code: NewCode): Promise<QrisCodeRow> => db().qrisCode.create({ data: code });

/** Replaces the code of an outlet that still has this version; null where it has another by now. */
export async function replaceCode(
  version: number,
  { outletId, ...code }: NewCode,
): Promise<QrisCodeRow | null> {
  const { count } = await db().qrisCode.updateMany({
    where: { outletId, version },
    data: { ...code, version: version + 1 },
  });
  return count === 0 ? null : findCode(outletId);
}

export async function removeCode(outletId: string): Promise<void> {
  await db().qrisCode.deleteMany({ where: { outletId } });
}
