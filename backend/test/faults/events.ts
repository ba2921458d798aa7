import { v7 as uuidv7 } from 'uuid';
import type { EventType } from '@meja/domain';
import { withTenant } from '../../src/platform/db';
import { appendEvent } from '../../src/platform/events';
import type { TestTenant } from '../setup';

/** A use case in miniature: one transaction that records one event of a tenant. Returns the event's id. */
export function happen(
  tenant: Pick<TestTenant, 'tenantId' | 'outletId'>,
  type: EventType = 'notification',
  { outletId = tenant.outletId, id = uuidv7() }: { outletId?: string | null; id?: string } = {},
): Promise<string> {
  const data = { level: 'info' as const, code: 'test', title: 'Halo', body: 'Halo' };
  return withTenant(tenant.tenantId, () => appendEvent({ id, type: type as 'notification', outletId, data }));
}
