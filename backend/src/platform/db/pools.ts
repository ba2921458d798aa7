import { Pool } from 'pg';
import { config } from '../config';
import { log } from '../logging';

let app: Pool | undefined;
let platform: Pool | undefined;

function open(connectionString: string, max: number, name: string): Pool {
  const pool = new Pool({
    connectionString,
    max,
    application_name: `meja-${name}`,
    connectionTimeoutMillis: 5_000,
    // A connection remembers the plans of its statements; it is worth keeping over a quiet minute.
    idleTimeoutMillis: 60_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  // An idle connection that dies (a restarted server) must not take the process with it.
  pool.on('error', (error) => log.warn('database connection lost', { pool: name, error }));
  return pool;
}

/** Connections of the role that row-level security applies to. */
export function appPool(): Pool {
  return (app ??= open(config().databaseAppUrl, config().databasePoolSize, 'app'));
}

/** Connections of the role that sees every tenant; few, since only platform work needs them. */
export function platformPool(): Pool {
  return (platform ??= open(
    config().databasePlatformUrl,
    Math.max(4, Math.floor(config().databasePoolSize / 3)),
    'platform',
  ));
}

/** How a pool of this process stands, in connections. */
export interface PoolState {
  name: 'app' | 'platform';
  size: number;
  open: number;
  idle: number;
  /** Callers that wait for one. */
  waiting: number;
}

/** Both pools, for measures and health. */
export function poolStates(): PoolState[] {
  return [['app', appPool()] as const, ['platform', platformPool()] as const].map(([name, pool]) => ({
    name,
    size: pool.options.max,
    open: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }));
}

/** Closes both pools; the next use opens them again. */
export async function closePools(): Promise<void> {
  const open = [app, platform].filter((pool) => pool !== undefined);
  app = platform = undefined;
  await Promise.all(open.map((pool) => pool.end()));
}
