import { db, dbTenantId } from '../db';

/** Writes the row made for the open transaction's tenant; the function chains it. */
export async function appendAuditRow(row: (tenantId: string) => object): Promise<void> {
  const json = JSON.stringify(row(dbTenantId()));
  await db().$queryRaw`SELECT audit_append(${json}::jsonb)`;
}

/** Writes a line of the service's own log in the open transaction of its role. */
export async function insertServiceAct(row: object): Promise<void> {
  await db().$executeRaw`
    INSERT INTO service_acts (id, action, entity, entity_id, actor_id, actor_name, ip, user_agent, before, after, occurred_at)
    SELECT id, action, entity, entity_id, actor_id, actor_name, ip, user_agent, before, after, occurred_at
    FROM jsonb_populate_record(NULL::service_acts, ${JSON.stringify(row)}::jsonb)`;
}
