import { withinShare } from './fair-share';
import { transact } from './transactions';
import { openUnit } from './units';

/**
 * Runs `fn` in one transaction that sees one tenant alone: the tenant is set first, for this transaction only, and
 * row-level security does the rest. Nested calls of the same tenant join the open transaction; inside another tenant's,
 * or inside one that sees every tenant, it throws. Scope it to a service call; call no other system inside and hash
 * nothing, since a held connection is the scarcest thing here.
 */
export async function withTenant<T>(tenantId: string, fn: () => Promise<T>): Promise<T> {
  const open = openUnit();
  if (!open) return withinShare(tenantId, () => transact('tenant', tenantId, fn));
  if (open.kind !== 'tenant') throw new Error('withTenant inside a transaction that sees every tenant');
  if (open.tenantId !== tenantId) throw new Error('a transaction of another tenant is open');
  return fn();
}
