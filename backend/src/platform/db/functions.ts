import type { QueryResultRow } from 'pg';
import { appPool, platformPool } from './pools';

/**
 * One statement in one round trip, outside Prisma: for the SQL functions of the hot paths, which set the tenant
 * themselves. `text` names parameters as $1, $2…; `name` makes it a prepared statement.
 */
export async function callAsApp<R extends QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<R[]> {
  const { rows } = await appPool().query<R>({ name, text, values });
  return rows;
}

/** The same for the role that sees every tenant. */
export async function callAsPlatform<R extends QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<R[]> {
  const { rows } = await platformPool().query<R>({ name, text, values });
  return rows;
}
