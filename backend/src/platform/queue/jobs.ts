import { queue } from './queues';
import type { JobId } from '../keys';
import { redisState } from '../redis';

export const JOB_QUEUE = 'jobs';
/** The service's own time zone, in which schedules are read. */
export const SCHEDULE_TIME_ZONE = 'Asia/Jakarta';

/** Work in the background. It may be run twice (a worker that died, a retry) and must come out the same. */
export interface Job<P = unknown> {
  name: string;
  summary: string;
  /** Cron, in the service's time zone. */
  schedule?: string;
  run(payload: P): Promise<unknown>;
}

/** Declares a job; the worker's table (`app/worker.ts`) names those that run and when. */
export function defineJob<P = Record<string, never>>(job: Job<P>): Job {
  return job;
}

/**
 * Asks for a run of a job outside its schedule. Throws where Redis is away: what must happen is recorded in PostgreSQL
 * with its cause and reaches the queue as an event.
 */
export async function enqueueJob(
  job: Job,
  payload: unknown,
  options: { id?: JobId; delayMs?: number } = {},
): Promise<void> {
  if (redisState() !== 'up') throw new Error('redis is away');
  await queue(JOB_QUEUE)!.add(job.name, payload, {
    ...(options.id && { jobId: options.id }),
    ...(options.delayMs && { delay: options.delayMs }),
  });
}

/** Writes the table of schedules into the queue, and takes out those it no longer has. */
export async function applySchedules(jobs: readonly Job[]): Promise<void> {
  const target = queue(JOB_QUEUE);
  if (!target) return;
  const scheduled = jobs.filter((job) => job.schedule);
  const known = new Set(scheduled.map(({ name }) => name));
  for (const { key } of await target.getJobSchedulers()) {
    if (!known.has(key)) await target.removeJobScheduler(key);
  }
  for (const { name, schedule } of scheduled) {
    await target.upsertJobScheduler(name, { pattern: schedule!, tz: SCHEDULE_TIME_ZONE }, { name, data: {} });
  }
}
