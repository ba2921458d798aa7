import { Prisma, db } from '../../platform/db';
import type { ApproverRow } from './approvers.rules';

const APPROVER = Prisma.sql`
  SELECT m.user_id AS id, m.name, m.role, m.outlet_ids AS "outletIds", m.grants, m.revokes, m.pin_hash AS "pinHash",
         m.pin_mark IS NOT NULL AS "isPinMarked",
         m.active AND u.id IS NOT NULL AS active, u.disabled_at IS NOT NULL AS disabled,
         coalesce(u.must_change_password, false) AS "mustChangePassword"
  FROM memberships m LEFT JOIN users u ON u.id = m.account_id
  WHERE m.tenant_id = current_setting('app.tenant_id')::uuid AND m.deleted_at IS NULL`;

/** The member named as approver, or null. Call inside a tenant's transaction. */
export async function findApprover(userId: string): Promise<ApproverRow | null> {
  const [row] = await db().$queryRaw<ApproverRow[]>`${APPROVER} AND m.user_id = ${userId}::uuid`;
  return row ?? null;
}

/** Members with a PIN, by name. */
export function findMembersWithPin(): Promise<ApproverRow[]> {
  return db().$queryRaw<ApproverRow[]>`${APPROVER} AND m.pin_hash IS NOT NULL ORDER BY m.name, m.user_id`;
}

/** Waits in milliseconds after the 1st, 2nd, 3rd… failure; the last holds for all that follow. */
export interface TryKey {
  key: string;
  waits: readonly number[];
}

/**
 * Takes one try of each key, counted as failed until it is given back: of many at once none slips through. Answers
 * until when one must wait, or null where the tries were taken; then nothing else may be taken in this transaction.
 */
export async function takeTries(keys: readonly TryKey[], at: Date, forgetBefore: Date): Promise<Date | null> {
  for (const { key, waits } of keys) {
    const taken = await db().$queryRaw<{ failed: number }[]>`
      INSERT INTO approval_tries AS t (key, failed, last_at, locked_until)
      VALUES (${key}, 1, ${at}::timestamptz, ${at}::timestamptz + (${[...waits]}::int[])[1] * interval '1 millisecond')
      ON CONFLICT (tenant_id, key) DO UPDATE SET
        failed = CASE WHEN t.last_at < ${forgetBefore}::timestamptz THEN 1 ELSE t.failed + 1 END,
        last_at = ${at}::timestamptz,
        locked_until = ${at}::timestamptz + interval '1 millisecond' * (${[...waits]}::int[])[
          CASE WHEN t.last_at < ${forgetBefore}::timestamptz THEN 1
               ELSE least(t.failed + 1, cardinality(${[...waits]}::int[])) END]
      WHERE t.locked_until <= ${at}::timestamptz
      RETURNING t.failed`;
    if (taken.length) continue;
    const row = await db().approvalTry.findFirst({ where: { key }, select: { lockedUntil: true } });
    return row?.lockedUntil ?? at;
  }
  return null;
}

/** After a success: the first key is forgotten, of the others only the try that was taken. */
export async function giveTriesBack(pair: string, sender: string, forgetBefore: Date): Promise<void> {
  await db().approvalTry.deleteMany({ where: { OR: [{ key: pair }, { lastAt: { lt: forgetBefore } }] } });
  await db().$executeRaw`
    UPDATE approval_tries SET failed = failed - 1, locked_until = last_at
    WHERE tenant_id = current_setting('app.tenant_id')::uuid AND key = ${sender} AND failed > 0`;
}
