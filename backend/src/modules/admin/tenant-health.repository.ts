import { callAsPlatform } from '../../platform/db/platform-door';

export interface HealthRow {
  last_sign_in_at: Date | null;
  devices_online: number;
  terminals: number;
  open_shifts: number;
  orders: number;
  failed_mails: number;
}

/** Whether a tenant is alive at an instant; see `TenantHealthDto`. */
export async function findHealth(tenantId: string, at: Date): Promise<HealthRow> {
  const [row] = await callAsPlatform<HealthRow>(
    'admin_health',
    `SELECT max(s.created_at) AS last_sign_in_at,
            count(*) FILTER (WHERE s.revoked_at IS NULL AND s.expires_at > $2
                               AND s.last_seen_at > $2::timestamptz - interval '5 minutes')::int AS devices_online,
            (SELECT count(*)::int FROM terminals x WHERE x.tenant_id = $1 AND x.deleted_at IS NULL) AS terminals,
            (SELECT count(*)::int FROM shifts x WHERE x.tenant_id = $1 AND x.closed_at IS NULL) AS open_shifts,
            (SELECT coalesce(sum(order_count), 0)::int FROM sales_rollups x
             WHERE x.tenant_id = $1 AND x.dim = 'outlet'
               AND x.business_date > ($2::timestamptz AT TIME ZONE 'Asia/Jakarta')::date - 7) AS orders,
            (SELECT count(*)::int FROM emails x WHERE x.tenant_id = $1 AND x.status = 'FAILED'
               AND x.created_at > $2::timestamptz - interval '7 days') AS failed_mails
     FROM sessions s WHERE s.tenant_id = $1 AND s.impersonator_id IS NULL`,
    [tenantId, at],
  );
  return row!;
}
