import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { config } from '../../platform/config';
import { poolStates } from '../../platform/db';
import { EVENT_QUEUE, readLag } from '../../platform/events';
import { log } from '../../platform/logging';
import { readMailState } from '../../platform/mail';
import { JOB_QUEUE, countJobs } from '../../platform/queue';
import { redis, redisState } from '../../platform/redis';
import { countConnections, countSessions, isDatabaseWhole } from './monitoring.repository';
import { now } from '../../platform/clock';

export const QUEUES = [EVENT_QUEUE, JOB_QUEUE];

const PATIENCE_MS = 2_500;
/** From here on there is time to make room; at the end of it nothing can be sold. */
const FULLEST_DISK = 0.85;
const LATE_SECONDS = 30;
/** Longer than the first tries of a mail take: whoever waits for a link has given up by then. */
const LATE_MAIL_SECONDS = 600;

export type State = 'ok' | 'degraded' | 'down';

export interface Check {
  status: State;
  [detail: string]: unknown;
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Runs a check; a failure is its result, with the reason in the log rather than in an answer anybody may read. */
async function check(name: string, whenFailing: State, run: () => Promise<Check>): Promise<Check> {
  const started = performance.now();
  try {
    const result = await withinPatience(run());
    return { ...result, latencyMs: Math.round((performance.now() - started) * 10) / 10 };
  } catch (error) {
    log.warn('health check failed', { check: name, error });
    return { status: whenFailing };
  }
}

const checkDatabase = () =>
  check('database', 'down', async () => ({ status: (await isDatabaseWhole()) ? 'ok' : 'down' }));

const checkRedis = async (): Promise<Check> => {
  const state = redisState();
  if (state !== 'up') return { status: 'degraded', state };
  return check('redis', 'degraded', async () => {
    await redis()!.ping();
    return { status: 'ok', state };
  });
};

/** Without the database nothing works; without Redis selling goes on, so the service is ready. */
export async function readiness(): Promise<{ status: State; checks: Record<string, Check> }> {
  const [database, cache] = await Promise.all([checkDatabase(), checkRedis()]);
  return { status: worst([database, cache]), checks: { database, redis: cache } };
}

function worst(checks: Check[]): State {
  if (checks.some(({ status }) => status === 'down')) return 'down';
  return checks.some(({ status }) => status === 'degraded') ? 'degraded' : 'ok';
}

async function checkQueues(): Promise<Check> {
  const counts: Record<string, unknown> = {};
  for (const name of QUEUES) counts[name] = await countJobs(name);
  return { status: 'ok', ...counts };
}

async function checkDisk(): Promise<Check> {
  const { bavail, blocks, bsize } = await statfs(config().dataDir).catch(() => statfs('.'));
  const used = 1 - bavail / blocks;
  return {
    status: used > FULLEST_DISK ? 'degraded' : 'ok',
    usedPercent: Math.round(used * 100),
    freeBytes: bavail * bsize,
    totalBytes: blocks * bsize,
  };
}

/** Everything about this process and what it leans on, for those who look after the service. */
export async function detailedHealth(): Promise<object> {
  const { checks } = await readiness();
  const all: Record<string, Check> = {
    ...checks,
    connections: await check('connections', 'degraded', async () => {
      const { used, allowed } = await countConnections();
      const pools = Object.fromEntries(
        poolStates().map(({ name, open, idle, waiting }) => [name, { open, idle, waiting }]),
      );
      return { status: used > allowed * 0.8 ? 'degraded' : 'ok', used, allowed, pools };
    }),
    events: await check('events', 'degraded', async () => {
      const lag = await readLag();
      return { status: lag.oldestSeconds > LATE_SECONDS ? 'degraded' : 'ok', ...lag };
    }),
    mail: await check('mail', 'degraded', async () => {
      const mail = await readMailState();
      return { status: mail.oldestSeconds > LATE_MAIL_SECONDS ? 'degraded' : 'ok', ...mail };
    }),
    queues: await (redisState() === 'up'
      ? check('queues', 'degraded', checkQueues)
      : Promise.resolve<Check>({ status: 'degraded' })),
    sessions: await check('sessions', 'degraded', async () => ({
      status: 'ok',
      active: await countSessions(now()),
    })),
    disk: await check('disk', 'degraded', checkDisk),
  };
  const { rss, heapUsed } = process.memoryUsage();
  return {
    status: worst(Object.values(all)),
    uptimeSeconds: Math.round(process.uptime()),
    pid: process.pid,
    node: process.version,
    memory: { rssBytes: rss, heapUsedBytes: heapUsed, freeBytes: freemem(), totalBytes: totalmem() },
    checks: all,
  };
}
