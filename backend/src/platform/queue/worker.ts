import { UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { log } from '../logging';
import { disconnect, patientConnection, redisPrefix } from '../redis';
import { inJob } from './run';

export interface QueueWorker {
  /** Takes no more jobs and waits for those at hand, at most `patienceMs`; the rest is taken up by another worker. */
  close(patienceMs: number): Promise<void>;
}

/** What `work` gives, or undefined where it takes longer. */
async function withinTime<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A busy machine answers within it; a Redis that hangs must not use up the time there is for ending. */
const PING_MS = 2_000;

export type Handler = (payload: unknown) => Promise<unknown>;

interface Options {
  queue: string;
  concurrency: number;
  /** By job name. */
  handlers: ReadonlyMap<string, Handler>;
}

/** Works on a queue; null where no Redis is configured. */
export function startQueueWorker({ queue, concurrency, handlers }: Options): QueueWorker | null {
  const connection: Redis | null = patientConnection(`worker-${queue}`);
  if (!connection) return null;
  const worker = new Worker(
    queue,
    async (job) => {
      const handler = handlers.get(job.name);
      if (!handler) throw new UnrecoverableError(`nothing here does "${job.name}"`);
      return inJob(`job ${job.name}`, job.id ?? job.name, () => handler(job.data));
    },
    { connection, prefix: redisPrefix(), concurrency, runRetryDelay: 1_000 },
  );
  worker.on('error', (error) => log.debug('worker connection', { queue, error }));
  worker.on('failed', (job, error) => {
    const isLast = !job || job.attemptsMade >= (job.opts.attempts ?? 1);
    log[isLast ? 'error' : 'warn']('job failed', {
      queue,
      job: job?.name,
      id: job?.id,
      attempt: job?.attemptsMade,
      error,
    });
  });
  return {
    async close(patienceMs) {
      // Before anything is waited for: until BullMQ knows, a job that ends brings the next one in.
      const paused = worker.pause(true).catch(() => undefined);
      // With Redis away no job can be finished, and a worker that waits for one would not end.
      const canFinish = await withinTime(
        PING_MS,
        connection.ping().then(() => true),
      ).catch(() => false);
      await paused;
      if (
        canFinish &&
        !(await withinTime(
          patienceMs,
          worker.close().then(() => true),
        ))
      ) {
        log.warn('jobs were still running when the worker stopped', { queue });
      }
      if (!canFinish) void worker.close(true).catch(() => undefined);
      disconnect(connection);
    },
  };
}
