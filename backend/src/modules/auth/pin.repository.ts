import { callAsPlatform } from '../../platform/db/platform-door';
import type { Place } from './users.repository';

export interface TerminalRow {
  id: string;
  name: string;
  tenant_id: string;
  tenant_name: string;
  outlet_id: string;
  outlet_name: string;
}

/** The living terminal of a token in a living outlet, or null; noted as seen where that is a minute ago. */
export async function findTerminal(tokenHash: string, at: Date): Promise<TerminalRow | null> {
  const [row] = await callAsPlatform<TerminalRow & { is_stale: boolean }>(
    'terminal_of_token',
    `SELECT d.id, d.name, d.tenant_id, t.name AS tenant_name, d.outlet_id, o.name AS outlet_name,
            coalesce(d.last_seen_at < $2::timestamptz - interval '1 minute', true) AS is_stale
     FROM terminals d JOIN tenants t ON t.id = d.tenant_id
     JOIN outlets o ON o.tenant_id = d.tenant_id AND o.id = d.outlet_id AND o.deleted_at IS NULL
     WHERE d.token_hash = $1 AND d.deleted_at IS NULL`,
    [tokenHash, at],
  );
  if (!row) return null;
  const { is_stale: isStale, ...terminal } = row;
  if (isStale) {
    await callAsPlatform(
      'terminal_seen',
      'UPDATE terminals SET last_seen_at = $3 WHERE tenant_id = $1 AND id = $2',
      [terminal.tenant_id, terminal.id, at],
    );
  }
  return terminal;
}

/** Who may sign in at an outlet by PIN: joined, at work there, with an account of their own and a PIN. */
const AT_OUTLET = `
  FROM memberships m JOIN users u ON u.id = m.account_id
  WHERE m.tenant_id = $1 AND (m.outlet_ids = '{}' OR $2 = ANY (m.outlet_ids)) AND m.active AND m.deleted_at IS NULL
    AND m.pin_hash IS NOT NULL AND u.disabled_at IS NULL AND NOT u.must_change_password`;

export async function findPeople(
  tenantId: string,
  outletId: string,
): Promise<{ id: string; name: string; photo_hash: string | null }[]> {
  return callAsPlatform(
    'people_of_terminal',
    `SELECT m.user_id AS id, m.name, m.photo_hash ${AT_OUTLET} ORDER BY m.name, m.user_id LIMIT 500`,
    [tenantId, outletId],
  );
}

export type PinPerson = Pick<Place, 'member_id' | 'member_name' | 'role' | 'business_type'> & {
  account_id: string;
  pin_hash: string;
};

/** One of them, or null. */
export async function findPinPerson(
  tenantId: string,
  outletId: string,
  userId: string,
): Promise<PinPerson | null> {
  const [row] = await callAsPlatform<PinPerson>(
    'person_of_terminal',
    `SELECT m.user_id AS member_id, m.name AS member_name, m.role, m.account_id, m.pin_hash,
            (SELECT t.business_type FROM tenants t WHERE t.id = m.tenant_id) AS business_type
     ${AT_OUTLET} AND m.user_id = $3`,
    [tenantId, outletId, userId],
  );
  return row ?? null;
}
