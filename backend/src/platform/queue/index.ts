export { JOB_QUEUE, SCHEDULE_TIME_ZONE, applySchedules, defineJob, enqueueJob } from './jobs';
export type { Job } from './jobs';
export { addJobs, closeQueues, countJobs } from './queues';
export type { QueuedJob } from './queues';
export {
  purgeDismissals,
  purgeIdempotencyKeys,
  purgeOutbox,
  purgeSessions,
  purgeSignIns,
} from './purge.jobs';
export { inJob, runQuietly } from './run';
export { startQueueWorker } from './worker';
export type { QueueWorker } from './worker';
