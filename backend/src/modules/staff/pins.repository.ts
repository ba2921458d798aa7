import { db, dbTenantId } from '../../platform/db';

/** How many living members but one carry a PIN's mark. */
export const countOthersWithMark = (userId: string | null, pinMark: string): Promise<number> =>
  db().membership.count({
    where: { tenantId: dbTenantId(), pinMark, deletedAt: null, ...(userId && { userId: { not: userId } }) },
  });

/** Living members but one whose PIN has no mark yet. */
export async function findUnmarkedPins(
  exceptUserId: string | null,
  take: number,
): Promise<{ id: string; pinHash: string }[]> {
  const rows = await db().membership.findMany({
    where: {
      tenantId: dbTenantId(),
      deletedAt: null,
      pinHash: { not: null },
      pinMark: null,
      ...(exceptUserId && { userId: { not: exceptUserId } }),
    },
    select: { userId: true, pinHash: true },
    orderBy: { createdAt: 'asc' },
    take,
  });
  return rows.map(({ userId, pinHash }) => ({ id: userId, pinHash: pinHash! }));
}

/** Notes the mark of a PIN of before, unless somebody has it already. */
export async function markPin(userId: string, mark: string): Promise<void> {
  await db().$executeRaw`
    UPDATE memberships SET pin_mark = ${mark}
    WHERE tenant_id = ${dbTenantId()}::uuid AND user_id = ${userId}::uuid AND pin_mark IS NULL
      AND NOT EXISTS (SELECT FROM memberships x WHERE x.tenant_id = ${dbTenantId()}::uuid AND x.deleted_at IS NULL
                      AND x.pin_mark = ${mark})`;
}
