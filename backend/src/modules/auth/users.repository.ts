import { emailForms } from '@meja/domain';
import type { BusinessType, Language, Role } from '@meja/domain';
import { now } from '../../platform/clock';
import { db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

export interface Account {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  is_super_admin: boolean;
  must_change_password: boolean;
  disabled_at: Date | null;
  /** When its owner proved the address; null: nobody has yet. */
  email_verified_at: Date | null;
  locale: Language;
  /** Asked for a code after the password. */
  has_two_factor: boolean;
  photo_hash: string | null;
}

const COLUMNS = `u.id, u.email, u.name, u.password_hash, u.is_super_admin, u.must_change_password, u.disabled_at,
  u.email_verified_at, u.locale,
  EXISTS (SELECT FROM two_factors f WHERE f.user_id = u.id AND f.enabled_at IS NOT NULL) AS has_two_factor,
  (SELECT p.hash FROM account_photos p WHERE p.user_id = u.id) AS photo_hash`;

/** The account of an e-mail in whatever form it is kept, the one typed before another; or null. */
export async function findAccountByEmail(email: string): Promise<Account | null> {
  const [row] = await callAsPlatform<Account>(
    'account_by_email',
    `SELECT ${COLUMNS} FROM users u WHERE lower(u.email) = ANY ($1) ORDER BY lower(u.email) = $2 DESC LIMIT 1`,
    [emailForms(email), email.trim().toLowerCase()],
  );
  return row ?? null;
}

export async function findAccount(id: string): Promise<Account | null> {
  const [row] = await callAsPlatform<Account>(
    'account_by_id',
    `SELECT ${COLUMNS} FROM users u WHERE u.id = $1`,
    [id],
  );
  return row ?? null;
}

/** A business an account works in, and who its owner is there. */
export interface Place {
  tenant_id: string;
  member_id: string;
  member_name: string;
  tenant_name: string;
  business_type: BusinessType;
  role: Role;
  outlet_ids: string[];
  /** The business asks this role for a second factor. */
  requires_two_factor?: boolean;
}

/** Where an account works, the place of the last sign-in first. What is pending is not among them. */
export async function findPlaces(accountId: string): Promise<Place[]> {
  return callAsPlatform<Place>(
    'places_of_account',
    `SELECT m.tenant_id, m.user_id AS member_id, m.name AS member_name, t.name AS tenant_name, t.business_type,
            m.role, m.outlet_ids, coalesce(s.data->'requireTwoFactor' ? m.role, false) AS requires_two_factor
     FROM memberships m JOIN tenants t ON t.id = m.tenant_id LEFT JOIN tenant_settings s ON s.tenant_id = m.tenant_id
     WHERE m.account_id = $1 AND m.active AND m.deleted_at IS NULL
     ORDER BY (SELECT max(s.created_at) FROM sessions s WHERE s.user_id = m.account_id AND s.tenant_id = m.tenant_id)
              DESC NULLS LAST, m.created_at, m.tenant_id`,
    [accountId],
  );
}

/** The first outlet a member may work in, or null. */
export async function findFirstOutlet(
  tenantId: string,
  outletIds: readonly string[],
): Promise<{ id: string; name: string } | null> {
  const [row] = await callAsPlatform<{ id: string; name: string }>(
    'first_outlet',
    `SELECT id, name FROM outlets
     WHERE tenant_id = $1 AND deleted_at IS NULL AND (cardinality($2::uuid[]) = 0 OR id = ANY ($2::uuid[]))
     ORDER BY active DESC, created_at, id LIMIT 1`,
    [tenantId, [...outletIds]],
  );
  return row ?? null;
}

export interface NewUser {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  mustChangePassword?: boolean;
  isSuperAdmin?: boolean;
  locale?: Language;
  emailVerifiedAt?: Date;
  createdAt: Date;
}

/** Writes a user; in a transaction of the platform's role, which alone may. */
export async function insertUser(user: NewUser): Promise<void> {
  await db().user.create({ data: user });
}

export interface NewOwner {
  userId: string;
  accountId: string;
  email: string;
  name: string;
  createdAt: Date;
}

export async function insertOwner(owner: NewOwner): Promise<void> {
  await db().membership.create({ data: { ...owner, role: 'ADMIN_TENANT' } });
}

/** How many passwords before the present one are remembered: with it, five can't be chosen again (AUTH-05). */
const REMEMBERED = 4;

/** The passwords an account had lately, the present one first, as hashes. */
export async function recentPasswords(account: Pick<Account, 'id' | 'password_hash'>): Promise<string[]> {
  const rows = await callAsPlatform<{ password_hash: string }>(
    'recent_passwords',
    'SELECT password_hash FROM password_history WHERE account_id = $1 ORDER BY replaced_at DESC LIMIT $2',
    [account.id, REMEMBERED],
  );
  return [account.password_hash, ...rows.map((row) => row.password_hash)];
}

/** Replaces an account's password and remembers the one it had. Call in a platform transaction. */
export async function savePassword(accountId: string, passwordHash: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO password_history (account_id, replaced_at, password_hash)
    SELECT id, ${now()}::timestamptz, password_hash FROM users WHERE id = ${accountId}::uuid FOR UPDATE
    ON CONFLICT DO NOTHING`;
  await db().$executeRaw`
    DELETE FROM password_history WHERE account_id = ${accountId}::uuid AND password_hash NOT IN (
      SELECT password_hash FROM password_history WHERE account_id = ${accountId}::uuid
      ORDER BY replaced_at DESC LIMIT ${REMEMBERED})`;
  await db().user.update({ where: { id: accountId }, data: { passwordHash, mustChangePassword: false } });
}

/** Notes that an account's address is its owner's. */
export async function markVerified(accountId: string): Promise<void> {
  await db().user.updateMany({
    where: { id: accountId, emailVerifiedAt: null },
    data: { emailVerifiedAt: now() },
  });
}

/** Gives an account another address, which its owner has proved; the businesses it works in see it, too. */
export async function saveEmail(accountId: string, email: string): Promise<void> {
  await db().user.update({ where: { id: accountId }, data: { email, emailVerifiedAt: now() } });
  await db().$executeRaw`
    UPDATE memberships m SET email = ${email}, version = version + 1
    WHERE m.account_id = ${accountId}::uuid AND m.deleted_at IS NULL AND NOT EXISTS (
      SELECT FROM memberships o WHERE o.tenant_id = m.tenant_id AND o.deleted_at IS NULL
        AND o.user_id <> m.user_id AND o.email = ANY (${emailForms(email)}))`;
}

/** What a person says of themselves, for all businesses; and how one of them calls its member. */
export async function saveProfile(
  accountId: string,
  { name, locale }: { name?: string; locale?: Language },
): Promise<void> {
  await db().user.update({
    where: { id: accountId },
    data: { ...(name !== undefined && { name }), ...(locale && { locale }) },
  });
}

/** Changes how a business calls a member. */
export async function saveMemberName(tenantId: string, memberId: string, name: string): Promise<void> {
  await db().membership.updateMany({
    where: { tenantId, userId: memberId, deletedAt: null },
    data: { name, version: { increment: 1 } },
  });
}

export async function countSuperAdmins(): Promise<number> {
  return db().user.count({ where: { isSuperAdmin: true } });
}
