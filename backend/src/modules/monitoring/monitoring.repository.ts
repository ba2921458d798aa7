import { callAsApp } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

/** Whether the database answers and its schema is whole: no migration begun and not finished. */
export async function isDatabaseWhole(): Promise<boolean> {
  const [row] = await callAsApp<{ unfinished: number }>(
    null,
    'health-ready',
    'SELECT count(*)::int AS unfinished FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
    [],
  );
  return row?.unfinished === 0;
}

/** Sessions that are neither ended nor expired. */
export async function countSessions(at: Date): Promise<number> {
  const [row] = await callAsPlatform<{ count: number }>(
    'health-sessions',
    'SELECT count(*)::int AS count FROM sessions WHERE revoked_at IS NULL AND expires_at > $1',
    [at],
  );
  return row!.count;
}

/** The server's connections to this database, of whatever client, and how many it allows. */
export async function countConnections(): Promise<{ used: number; allowed: number }> {
  const [row] = await callAsPlatform<{ used: number; allowed: number }>(
    'health-connections',
    `SELECT count(*)::int AS used, current_setting('max_connections')::int AS allowed
     FROM pg_stat_activity WHERE datname = current_database()`,
    [],
  );
  return row!;
}
