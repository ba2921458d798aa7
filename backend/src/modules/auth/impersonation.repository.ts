import { db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';
import type { NewSession } from './sessions.repository';

export interface Owner {
  member_id: string | null;
  account_id: string | null;
  name: string | null;
}

/** Who has administered a tenant longest, with an account that is not disabled; null where there is no such tenant. */
export async function findOwner(
  tenantId: string,
): Promise<{ member_id: string; account_id: string; name: string } | { account_id: null } | null> {
  const [row] = await callAsPlatform<Owner>(
    'owner_of_tenant',
    `SELECT o.member_id, o.account_id, o.name FROM tenants t LEFT JOIN LATERAL (
       SELECT m.user_id AS member_id, m.account_id, m.name FROM memberships m JOIN users u ON u.id = m.account_id
       WHERE m.tenant_id = t.id AND m.role = 'ADMIN_TENANT' AND m.active AND m.deleted_at IS NULL
         AND u.disabled_at IS NULL ORDER BY cardinality(m.outlet_ids), m.created_at, m.user_id LIMIT 1) o ON true
     WHERE t.id = $1`,
    [tenantId],
  );
  if (!row) return null;
  const { member_id, account_id, name } = row;
  return member_id && account_id ? { member_id, account_id, name: name ?? '' } : { account_id: null };
}

export interface NewImpersonation extends NewSession {
  impersonatorId: string;
  impersonatorName: string;
  impersonationReason: string;
}

/** A session that nothing renews. */
export async function insertImpersonation(session: NewImpersonation): Promise<void> {
  await db().session.create({ data: session });
}

/** Ends what somebody looks at through others' eyes; which sessions, and whose accounts they are of. */
export async function endImpersonations(
  impersonatorId: string,
  at: Date,
): Promise<{ id: string; accountId: string }[]> {
  return db().$queryRaw`
    UPDATE sessions SET revoked_at = ${at}::timestamptz, revoked_reason = 'impersonation_ended'
    WHERE impersonator_id = ${impersonatorId}::uuid AND revoked_at IS NULL RETURNING id, user_id AS "accountId"`;
}
