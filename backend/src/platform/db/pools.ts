import { Pool } from 'pg';
import { config } from '../config';
import { log } from '../logging';
import { askOneByOne } from './one-question';
import { watchForSilence } from './silence';

interface Watched {
  pool: Pool;
  watch: ReturnType<typeof watchForSilence>;
}

let app: Watched | undefined;
let platform: Watched | undefined;

/** The server gives up on a statement first; a connection that stays silent longer is lost. Milliseconds. */
const STATEMENT_MS = 15_000;
const SILENCE_MS = STATEMENT_MS + 2_000;

function open(connectionString: string, max: number, name: string): Watched {
  const pool = new Pool({
    connectionString,
    max,
    application_name: `meja-${name}`,
    connectionTimeoutMillis: 5_000,
    // A connection remembers the plans of its statements; it is worth keeping over a quiet minute.
    idleTimeoutMillis: 60_000,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: 30_000,
  });
  // An idle connection that dies (a restarted server) must not take the process with it.
  pool.on('error', (error) => log.warn('database connection lost', { pool: name, error }));
  pool.on('connect', askOneByOne);
  return { pool, watch: watchForSilence(pool, SILENCE_MS) };
}

/** Connections of the role that row-level security applies to. */
export function appPool(): Pool {
  return (app ??= open(config().databaseAppUrl, config().databasePoolSize, 'app')).pool;
}

/** Connections of the role that sees every tenant; few, since only platform work needs them. */
export function platformPool(): Pool {
  return (platform ??= open(
    config().databasePlatformUrl,
    Math.max(4, Math.floor(config().databasePoolSize / 3)),
    'platform',
  )).pool;
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
  const open = [app, platform].filter((watched) => watched !== undefined);
  app = platform = undefined;
  await Promise.all(open.map((watched) => watched.watch.end()));
}
