import { Queue } from 'bullmq';
import type { JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobId } from '../keys';
import { log } from '../logging';
import { disconnect, impatientConnection, redisPrefix, redisState } from '../redis';

/** Retried after 1 s, 2 s, 4 s … about 17 minutes in all; kept for a while, so that people can see what happened. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 11,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.3 },
  removeOnComplete: { age: 24 * 3600, count: 1_000 },
  removeOnFail: { age: 14 * 24 * 3600, count: 5_000 },
};

export interface QueuedJob<P> {
  name: string;
  /** A job with the id of one that is there already is not added. */
  id: JobId;
  payload: P;
}

const opened = new Map<string, { queue: Queue; connection: Redis }>();

/** A queue for adding and counting, which fails at once where Redis is away; null where none is configured. */
export function queue(name: string): Queue | null {
  const known = opened.get(name);
  if (known && known.connection.status !== 'end') return known.queue;
  const connection = impatientConnection(`queue-${name}`);
  if (!connection) return null;
  const made = new Queue(name, { connection, prefix: redisPrefix(), defaultJobOptions: JOB_OPTIONS });
  made.on('error', (error) => log.debug('queue connection', { queue: name, error }));
  opened.set(name, { queue: made, connection });
  return made;
}

/** Adds jobs; throws where Redis does not take them: what must happen goes through the outbox. */
export async function addJobs<P>(name: string, jobs: QueuedJob<P>[]): Promise<void> {
  if (redisState() !== 'up') throw new Error('redis is away');
  await queue(name)!.addBulk(
    jobs.map((job) => ({ name: job.name, data: job.payload, opts: { jobId: job.id } })),
  );
}

/** Counts of a queue by state. */
export async function countJobs(name: string): Promise<Record<string, number>> {
  if (redisState() !== 'up') throw new Error('redis is away');
  return queue(name)!.getJobCounts('waiting', 'active', 'delayed', 'failed', 'completed');
}

/** Closes the queues' connections. */
export async function closeQueues(): Promise<void> {
  const all = [...opened.values()];
  opened.clear();
  for (const { queue: made, connection } of all) {
    // Waits for Redis otherwise, which may be away.
    if (connection.status === 'ready') await made.close().catch(() => undefined);
    disconnect(connection);
  }
}
