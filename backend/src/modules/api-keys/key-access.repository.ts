import type { Permission, Role } from '@meja/domain';
import { callAsPlatform } from '../../platform/db/platform-door';

export interface KeyAccessRow {
  id: string;
  tenant_id: string;
  name: string;
  scopes: Permission[];
  last_used_at: Date | null;
  /** Who made it, as they stand now. */
  member_id: string;
  account_id: string;
  role: Role;
  outlet_ids: string[];
  grants: string[];
  revokes: string[];
}

/** A living key, made by somebody who still works there; or null. */
export async function findKeyAccess(keyHash: string): Promise<KeyAccessRow | null> {
  const [row] = await callAsPlatform<KeyAccessRow>(
    'api_key_access',
    `SELECT k.id, k.tenant_id, k.name, k.scopes, k.last_used_at, m.user_id AS member_id, m.account_id, m.role,
            m.outlet_ids, m.grants, m.revokes
     FROM api_keys k
     JOIN memberships m ON m.tenant_id = k.tenant_id AND m.user_id = k.created_by AND m.active AND m.deleted_at IS NULL
     JOIN users u ON u.id = m.account_id AND u.disabled_at IS NULL
     WHERE k.key_hash = $1 AND k.revoked_at IS NULL`,
    [keyHash],
  );
  return row ?? null;
}

/** Ends every living key that an account made, in whatever business; as part of the open transaction. */
export async function endKeysOf(accountId: string, at: Date): Promise<void> {
  await callAsPlatform(
    'api_keys_end_of',
    `UPDATE api_keys k SET revoked_at = $2 FROM memberships m
     WHERE m.tenant_id = k.tenant_id AND m.user_id = k.created_by AND m.account_id = $1 AND k.revoked_at IS NULL`,
    [accountId, at],
  );
}

/** Notes that a key is in use. */
export async function touchKey(tenantId: string, id: string, at: Date): Promise<void> {
  await callAsPlatform(
    'api_key_touch',
    `UPDATE api_keys SET last_used_at = $3
     WHERE tenant_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)`,
    [tenantId, id, at],
  );
}
