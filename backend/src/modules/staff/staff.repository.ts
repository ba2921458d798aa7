import { emailForms } from '@meja/domain';
import type { Role } from '@meja/domain';
import { Prisma, db, dbTenantId } from '../../platform/db';
import type { MemberRow } from './staff.rules';

const MEMBER = Prisma.sql`
  SELECT m.user_id AS id, u.email, u.name, m.role, m.outlet_ids AS "outletIds", m.pin_hash IS NOT NULL AS "hasPin",
         m.active, m.grants, m.revokes, u.must_change_password AS "mustChangePassword", m.version,
         m.created_at AS "createdAt",
         (SELECT max(s.last_seen_at) FROM sessions s WHERE s.user_id = m.user_id AND s.tenant_id = m.tenant_id)
           AS "lastSeenAt"
  FROM memberships m JOIN users u ON u.id = m.user_id`;

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

/** Holds the tenant's members until the commit: two can't take each other's administration away at once. */
export async function lockMembers(): Promise<void> {
  await db().$queryRaw`
    SELECT user_id FROM memberships WHERE tenant_id = ${dbTenantId()}::uuid ORDER BY user_id FOR UPDATE`;
}

export async function countAdmins(): Promise<number> {
  return db().membership.count({
    where: { tenantId: dbTenantId(), role: 'ADMIN_TENANT', active: true, deletedAt: null },
  });
}

export interface Person {
  id: string;
  /** A living membership here. */
  isMember: boolean;
  /** Worked here and nowhere else: the account is this business's to give a new password. */
  isOurs: boolean;
}

/** Whoever has this e-mail, seen from the open transaction's tenant. */
export async function findPerson(email: string): Promise<Person | null> {
  const [row] = await db().$queryRaw<Person[]>`
    SELECT u.id,
           EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id AND m.tenant_id = ${dbTenantId()}::uuid
                   AND m.deleted_at IS NULL) AS "isMember",
           NOT u.is_super_admin
             AND EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id AND m.tenant_id = ${dbTenantId()}::uuid)
             AND NOT EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id
                             AND m.tenant_id <> ${dbTenantId()}::uuid) AS "isOurs"
    FROM users u WHERE lower(u.email) = ANY (${emailForms(email)})`;
  return row ?? null;
}

/** Whether somebody works, or worked, for another business too. */
export async function worksElsewhere(userId: string): Promise<boolean> {
  return (await db().membership.count({ where: { userId, tenantId: { not: dbTenantId() } } })) > 0;
}

export interface NewAccount {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  createdAt: Date;
}

export async function insertAccount(account: NewAccount): Promise<void> {
  await db().user.create({ data: { ...account, mustChangePassword: true } });
}

export async function resetAccount(id: string, name: string, passwordHash: string): Promise<void> {
  await db().user.update({ where: { id }, data: { name, passwordHash, mustChangePassword: true } });
}

export async function renameAccount(id: string, name: string): Promise<void> {
  await db().user.update({ where: { id }, data: { name } });
}

export interface MembershipData {
  role: Role;
  outletIds: string[];
  grants: string[];
  revokes: string[];
  pinHash: string | null;
  active: boolean;
}

/** Adds a member, or brings back one who had left. */
export async function saveMembership(userId: string, data: MembershipData, createdAt: Date): Promise<void> {
  await db().membership.upsert({
    where: { tenantId_userId: { tenantId: dbTenantId(), userId } },
    create: { userId, ...data, createdAt },
    update: { ...data, createdAt, deletedAt: null, version: { increment: 1 } },
  });
}

/** Changes a member who still has this version; false where they have another by now. */
export async function updateMembership(
  userId: string,
  version: number,
  data: Partial<MembershipData> & { deletedAt?: Date },
): Promise<boolean> {
  const { count } = await db().membership.updateMany({
    where: { tenantId: dbTenantId(), userId, version, deletedAt: null },
    data: { ...data, version: version + 1 },
  });
  return count > 0;
}
