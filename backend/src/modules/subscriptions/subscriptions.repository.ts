import type { PlanCode } from '@meja/domain';
import { callAsPlatform } from '../../platform/db/platform-door';
import type { SubscriptionRow } from './subscription.rules';

/** The subscription of a tenant, or null where there is no such tenant. */
export async function findSubscription(tenantId: string): Promise<SubscriptionRow | null> {
  const [row] = await callAsPlatform<{ plan: PlanCode; status: 'ACTIVE' | 'SUSPENDED'; ends_at: Date }>(
    'subscription_of',
    'SELECT plan, status, subscription_ends_at AS ends_at FROM tenants WHERE id = $1',
    [tenantId],
  );
  return row ? { plan: row.plan, tenantStatus: row.status, endsAt: row.ends_at } : null;
}
