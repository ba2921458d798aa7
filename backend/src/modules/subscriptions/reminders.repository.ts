import type { Language } from '@meja/domain';
import { dbTenantId } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

/** Notes that something was said; false where it was said before. In the open transaction's tenant. */
export async function noteReminder(kind: string, about: string, at: Date): Promise<boolean> {
  const rows = await callAsPlatform(
    'reminder_note',
    `INSERT INTO billing_reminders (tenant_id, kind, about, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [dbTenantId(), kind, about, at],
  );
  return rows.length > 0;
}

export interface OwnerRow {
  email: string;
  name: string;
  language: Language;
}

/** Whom money concerns: those who administer the open transaction's business and have joined it. */
export const findOwners = (): Promise<OwnerRow[]> =>
  callAsPlatform(
    'reminder_owners',
    `SELECT u.email, m.name, u.locale AS language FROM memberships m JOIN users u ON u.id = m.account_id
     WHERE m.tenant_id = $1 AND m.role = 'ADMIN_TENANT' AND m.active AND m.deleted_at IS NULL AND u.disabled_at IS NULL
     ORDER BY m.created_at, m.user_id LIMIT 10`,
    [dbTenantId()],
  );
