import { db, dbTenantId } from '../db';

/** Writes the row made for the open transaction's tenant; the function chains it. */
export async function appendAuditRow(row: (tenantId: string) => object): Promise<void> {
  const json = JSON.stringify(row(dbTenantId()));
  await db().$queryRaw`SELECT audit_append(${json}::jsonb)`;
}
