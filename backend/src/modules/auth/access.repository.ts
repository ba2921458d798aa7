import type { Role } from '@meja/domain';
import { callAsPlatform } from '../../platform/db/platform-door';

export interface AccessRow {
  account_id: string;
  /** Who it is within the tenant. */
  member_id: string | null;
  tenant_id: string | null;
  revoked_at: Date | null;
  expires_at: Date;
  last_seen_at: Date;
  name: string;
  disabled_at: Date | null;
  is_super_admin: boolean;
  must_change_password: boolean;
  /** The terminal that a PIN was shown at; it stands. */
  terminal_id: string | null;
  /** The tenant asks this role for a second factor and the account has none. */
  must_set_up_two_factor: boolean;
  /** null where the account has no living membership in the session's tenant. */
  role: Role | null;
  outlet_ids: string[] | null;
  grants: string[] | null;
  revokes: string[] | null;
  /** The service's owner, where they look through this person's eyes. */
  impersonator_id: string | null;
  impersonator_name: string | null;
}

/** A session with whoever is behind it, or null. */
export async function findAccess(sessionId: string): Promise<AccessRow | null> {
  const [row] = await callAsPlatform<AccessRow>(
    'auth_access',
    `SELECT s.user_id AS account_id, s.member_id, s.tenant_id, s.revoked_at, s.expires_at, s.last_seen_at,
            coalesce(m.name, u.name) AS name, u.disabled_at, u.is_super_admin, u.must_change_password, m.role,
            s.terminal_id, CASE WHEN s.terminal_id IS NULL THEN m.outlet_ids ELSE ARRAY[d.outlet_id] END AS outlet_ids, m.grants, m.revokes,
            s.terminal_id IS NULL AND coalesce(t.data->'requireTwoFactor' ? m.role, false) AND NOT EXISTS (
              SELECT FROM two_factors f WHERE f.user_id = u.id AND f.enabled_at IS NOT NULL) AS must_set_up_two_factor,
            s.impersonator_id, s.impersonator_name
     FROM sessions s JOIN users u ON u.id = s.user_id
     LEFT JOIN terminals d ON d.tenant_id = s.tenant_id AND d.id = s.terminal_id AND d.deleted_at IS NULL
     LEFT JOIN memberships m ON m.tenant_id = s.tenant_id AND m.user_id = s.member_id AND m.account_id = s.user_id
                            AND m.active AND m.deleted_at IS NULL
                            AND (s.terminal_id IS NULL OR m.outlet_ids = '{}' OR d.outlet_id = ANY (m.outlet_ids))
     LEFT JOIN tenant_settings t ON t.tenant_id = s.tenant_id
     WHERE s.id = $1`,
    [sessionId],
  );
  return row ?? null;
}

/** Notes that a session is in use. */
export async function touchSession(sessionId: string, at: Date): Promise<void> {
  await callAsPlatform(
    'auth_touch',
    'UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2',
    [sessionId, at],
  );
}
