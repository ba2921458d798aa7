/**
 * The door past row-level security, for what cannot know a tenant yet or serves all of them: look-ups of accounts and
 * sessions, the service's own administration, relay, schedulers, measures. Who may come through stands, file by file,
 * in `PLATFORM_DOOR` of .dependency-cruiser.cjs; work for one tenant uses `withTenant`.
 */
import type { PoolClient, QueryResultRow } from 'pg';
import { platformPool } from './pools';
import { transact } from './transactions';
import { openUnit, queryInUnit } from './units';
import type { Unit } from './units';

function openPlatformUnit(what: string): Unit | undefined {
  const open = openUnit();
  if (open?.kind === 'tenant') throw new Error(`${what} inside a tenant's transaction`);
  return open;
}

/**
 * Runs `fn` in one transaction of the role that sees every tenant. With a `tenantId` the tenant is set too, so that
 * defaults and triggers find it. A nested call for the same tenant joins; inside any other transaction it throws.
 */
export async function withPlatform<T>(fn: () => Promise<T>, tenantId: string | null = null): Promise<T> {
  const open = openPlatformUnit('withPlatform');
  if (!open) return transact('platform', tenantId, fn);
  if (open.tenantId !== tenantId) throw new Error('a transaction for another tenant is open');
  return fn();
}

/** One prepared statement of the role that sees every tenant; inside {@link withPlatform} it runs on its connection. */
export async function callAsPlatform<R extends QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<R[]> {
  const open = openPlatformUnit(name);
  if (open) return queryInUnit<R>(open, text, values);
  return (await platformPool().query<R>({ name, text, values })).rows;
}

/**
 * Lends a connection to one long task of its own (the relay) for as long as `fn` runs. It is ended rather than
 * returned: it may hold locks and settings.
 */
export async function withOwnConnection<T>(fn: (client: PoolClient) => Promise<T>): Promise<T> {
  if (openUnit()) throw new Error('withOwnConnection inside a transaction');
  const client = await platformPool().connect();
  // Without a listener a connection lost between two queries would end the process.
  client.on('error', () => undefined);
  try {
    return await fn(client);
  } finally {
    client.release(true);
  }
}
