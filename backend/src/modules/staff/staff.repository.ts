import { emailForms } from '@meja/domain';
import type { Role } from '@meja/domain';
import { Prisma, db, dbTenantId } from '../../platform/db';
import type { MemberRow } from './staff.rules';

/** Everything a tenant may know of a person stands in its own membership; accounts are not asked. */
const MEMBER = Prisma.sql`
  SELECT m.user_id AS id, m.email, m.name, m.role, m.outlet_ids AS "outletIds",
         CASE WHEN m.account_id IS NULL THEN 'PENDING' ELSE 'ACTIVE' END AS status,
         CASE WHEN m.account_id IS NULL THEN m.code_expires_at END AS "codeExpiresAt",
         m.pin_hash IS NOT NULL AS "hasPin", m.photo_hash AS "photoHash", m.active, m.grants, m.revokes, m.version, m.created_at AS "createdAt",
         (SELECT max(s.last_seen_at) FROM sessions s WHERE s.tenant_id = m.tenant_id AND s.member_id = m.user_id)
           AS "lastSeenAt"
  FROM memberships m`;

/** The members of the open transaction's tenant after a place in the list, first come first; `outletIds` empty means of every outlet. */
export async function listMembers(
  outletIds: readonly string[],
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<MemberRow[]> {
  const within = outletIds.length
    ? Prisma.sql`AND (cardinality(m.outlet_ids) = 0 OR m.outlet_ids && ${[...outletIds]}::uuid[])`
    : Prisma.empty;
  const from = after
    ? Prisma.sql`AND (m.created_at, m.user_id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty;
  return db().$queryRaw<MemberRow[]>`
    ${MEMBER} WHERE m.tenant_id = ${dbTenantId()}::uuid AND m.deleted_at IS NULL ${within} ${from}
    ORDER BY m.created_at, m.user_id LIMIT ${take}`;
}

export async function findMember(userId: string): Promise<MemberRow | null> {
  const [row] = await db().$queryRaw<MemberRow[]>`
    ${MEMBER} WHERE m.tenant_id = ${dbTenantId()}::uuid AND m.user_id = ${userId}::uuid AND m.deleted_at IS NULL`;
  return row ?? null;
}

/** Whether a living member has this address, in whatever form it is kept. */
export async function isMember(email: string): Promise<boolean> {
  const where = { tenantId: dbTenantId(), email: { in: emailForms(email) }, deletedAt: null };
  return (await db().membership.count({ where })) > 0;
}

/** Holds the tenant's members until the commit: two can't take each other's administration away at once. */
export async function lockMembers(): Promise<void> {
  await db().$queryRaw`
    SELECT user_id FROM memberships WHERE tenant_id = ${dbTenantId()}::uuid ORDER BY user_id FOR UPDATE`;
}

/** Who administers the business by now; who was only invited does not. */
export async function countAdmins(): Promise<number> {
  return db().membership.count({
    where: {
      tenantId: dbTenantId(),
      role: 'ADMIN_TENANT',
      active: true,
      deletedAt: null,
      accountId: { not: null },
    },
  });
}

/** Those that count against the plan, who were only invited too. */
export async function countActiveMembers(): Promise<number> {
  return db().membership.count({ where: { tenantId: dbTenantId(), active: true, deletedAt: null } });
}

export interface MembershipData {
  name: string;
  role: Role;
  outletIds: string[];
  grants: string[];
  revokes: string[];
  pinHash: string | null;
  pinMark: string | null;
  active: boolean;
}

/** What opens a pending membership. */
export interface CodeData {
  codeHash: string | null;
  codeExpiresAt: Date | null;
}

export interface NewMember extends MembershipData, CodeData {
  userId: string;
  email: string;
  createdAt: Date;
}

/** Adds a member who is still to come; who had left before begins anew. */
export async function insertMember(member: NewMember): Promise<void> {
  await db().membership.create({ data: member, select: { userId: true } });
}

/** Changes a member who still has this version; false where they have another by now. */
export async function updateMember(
  userId: string,
  version: number,
  data: Partial<MembershipData & CodeData> & { deletedAt?: Date },
): Promise<boolean> {
  const { count } = await db().membership.updateMany({
    where: { tenantId: dbTenantId(), userId, version, deletedAt: null },
    data: { ...data, version: version + 1 },
  });
  return count > 0;
}
