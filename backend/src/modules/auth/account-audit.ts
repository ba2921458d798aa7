import type { AuditAction } from '@meja/domain';
import { audit } from '../../platform/audit';
import { withPlatform } from '../../platform/db/platform-door';
import type { Place } from './users.repository';

interface What {
  action: AuditAction;
  before?: unknown;
  after?: unknown;
}

/** The trace of what an account's owner did, in the open transaction of one of its businesses. */
export const auditIn = (place: Place, what: What): Promise<void> =>
  audit({
    ...what,
    entity: 'user',
    entityId: place.member_id,
    actor: { id: place.member_id, name: place.member_name },
  });

/** Leaves the same trace in each of an account's businesses, since each has a log of its own. */
export async function auditInAll(places: readonly Place[], what: What): Promise<void> {
  for (const place of places) await withPlatform(() => auditIn(place, what), place.tenant_id);
}

/**
 * Does something to an account in one transaction with its trace in the first of its businesses, and leaves the same
 * trace in the others: a business sees what became of its people's accounts.
 */
export async function inPlaces(places: readonly Place[], what: What, fn: () => Promise<void>): Promise<void> {
  const [first, ...others] = places;
  await withPlatform(async () => {
    await fn();
    if (first) await auditIn(first, what);
  }, first?.tenant_id ?? null);
  await auditInAll(others, what);
}
