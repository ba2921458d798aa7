import cluster from 'node:cluster';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startProcesses } from './app/processes';
import { createApi } from './app/server';
import { openWaitingRoom } from './app/waiting-room';
import { startWorker } from './app/worker';
import { ensureSuperAdmin } from './modules/auth';
import { ConfigError, config, forgetAdministrator, setConfig } from './platform/config';
import { closeDatabase, waitForDatabase } from './platform/db';
import { log } from './platform/logging';
import { closeQueues } from './platform/queue';
import { closeRedis, settleRedis } from './platform/redis';

const ROLES = ['api', 'worker', 'all'] as const;
type Role = (typeof ROLES)[number];

/** sysexits.h: EX_CONFIG. Starting again would change nothing. */
const EXIT_CONFIG = 78;
const HARD_EXIT_MS = 10_000;
const REDIS_PATIENCE_MS = 2_000;

function readRole(): Role {
  const { values } = parseArgs({ options: { role: { type: 'string', default: 'all' } } });
  const role = ROLES.find((known) => known === values.role);
  if (!role) throw new ConfigError(`--role must be one of ${ROLES.join(', ')}, not "${values.role}".`);
  return role;
}

/** What was started, to be closed in this order. */
const running: { close(): Promise<void> }[] = [];
let isStopping = false;

async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => {
    log.error('not everything ended in time; leaving it');
    process.exit(code || 1);
  }, HARD_EXIT_MS).unref();
  // Requests and jobs at hand end first, since they still need what is closed after them.
  const outcomes = await Promise.allSettled(running.map((part) => part.close()));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') log.error('stopping failed', { error: outcome.reason as unknown });
  }
  await closeQueues();
  await closeRedis();
  await closeDatabase().catch((error: unknown) => log.warn('database not closed', { error }));
  log.info('stopped', { code });
  process.exit(code);
}

function stopOnSignalsAndErrors(stop: (code: number) => void): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      log.info('stopping', { signal });
      stop(0);
    });
  }
  process.on('unhandledRejection', (error) => {
    log.error('unhandled rejection', { error });
    stop(1);
  });
  process.on('uncaughtException', (error) => {
    log.error('uncaught exception', { error });
    stop(1);
  });
}

async function startApi(): Promise<void> {
  const api = await createApi();
  const { httpServer } = api;
  const { port } = config();
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new ConfigError(`PORT ${port} is taken; choose another.`) : error),
    );
    httpServer.listen(port, resolve);
  });
  running.push(api);
  const address = httpServer.address();
  log.info('API listens', { port: typeof address === 'object' && address ? address.port : port });
}

/** Waits until the database is there and as this version needs it; meanwhile the API's port says so. */
async function openDatabase(role: Role): Promise<void> {
  const migrations = join(config().prismaDir ?? join(import.meta.dirname, '../prisma'), 'migrations');
  let room: Awaited<ReturnType<typeof openWaitingRoom>> | undefined;
  await waitForDatabase(migrations, async () => {
    if (role !== 'worker') room = await openWaitingRoom(config().port);
  }).finally(() => room?.close());
}

/** The API as several processes behind one port, with this one to keep them. */
function startApiProcesses(count: number): void {
  const crew = startProcesses({ count, hopeless: EXIT_CONFIG, onEnd: (code) => process.exit(code) });
  stopOnSignalsAndErrors((code) => crew.stop(code));
  log.info('keeping the processes of the API', { count });
}

async function start(): Promise<void> {
  const role = readRole();
  const { apiProcesses, databasePoolSize } = config();
  if (role === 'api' && apiProcesses > 1) {
    if (cluster.isPrimary) return startApiProcesses(apiProcesses);
    setConfig({ ...config(), databasePoolSize: Math.max(2, Math.ceil(databasePoolSize / apiProcesses)) });
  }
  if (forgetAdministrator()) {
    log.warn(
      'DATABASE_URL names the administrator of the database to a process that needs none: give it to the migration ' +
        'alone, and DATABASE_APP_URL and DATABASE_PLATFORM_URL to this one',
    );
  }
  stopOnSignalsAndErrors((code) => void stop(code));
  await openDatabase(role);
  const redis = await settleRedis(REDIS_PATIENCE_MS);
  if (role !== 'worker') {
    await ensureSuperAdmin();
    await startApi();
  }
  if (role !== 'api') running.push(startWorker());
  log.info('started', { role, redis, env: config().env });
}

start().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
  log.error('could not start', { error });
  void stop(1);
});
