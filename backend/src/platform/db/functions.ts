import type { QueryResultRow } from 'pg';
import { withinShare } from './fair-share';
import { appPool } from './pools';
import { openUnit, queryInUnit } from './units';

/**
 * One statement in one round trip, outside Prisma: for the SQL functions of the hot paths, which set the tenant
 * themselves. `text` names parameters as $1, $2…; `name` makes it a prepared statement. `tenantId` is whose rows it
 * concerns (null: nobody's). Inside a unit of work of that tenant it runs on the unit's connection; inside any other it
 * throws, so that nothing in a transaction ever waits for a second connection.
 */
export async function callAsApp<R extends QueryResultRow>(
  tenantId: string | null,
  name: string,
  text: string,
  values: unknown[],
): Promise<R[]> {
  const unit = openUnit();
  if (!unit)
    return withinShare(tenantId, async () => (await appPool().query<R>({ name, text, values })).rows);
  if (unit.kind !== 'tenant' || (tenantId !== null && unit.tenantId !== tenantId)) {
    throw new Error(`${name}: a transaction of another tenant, or of none, is open`);
  }
  return queryInUnit<R>(unit, text, values);
}
