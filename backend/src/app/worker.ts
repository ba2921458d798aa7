import { closeKitchens } from '../modules/kitchen';
import { checkSalesRollups, startRollups } from '../modules/reports';
import {
  expireAddOns,
  expireSubscriptions,
  reconcileInvoicePayments,
  resealSecrets,
} from '../modules/subscriptions';
import { EVENT_QUEUE, consume, startRelay } from '../platform/events';
import type { Consumer, ConsumerPayload } from '../platform/events';
import { purgeGatewayNotices } from '../platform/gateway';
import { log } from '../platform/logging';
import { purgeEmails, sendEmails, startMailer } from '../platform/mail';
import type { MailResolvers } from '../platform/mail';
import {
  JOB_QUEUE,
  applySchedules,
  closeQueues,
  purgeDismissals,
  purgeIdempotencyKeys,
  purgeOutbox,
  purgeSessions,
  purgeSignIns,
  startQueueWorker,
} from '../platform/queue';
import type { Job } from '../platform/queue';
import { onRedisReady, redisState } from '../platform/redis';
import { mailResolvers } from './mails';

/** Every job and its schedule, in the service's time zone. */
export const jobs: readonly Job[] = [
  purgeIdempotencyKeys,
  purgeOutbox,
  purgeSessions,
  purgeSignIns,
  purgeDismissals,
  expireSubscriptions,
  expireAddOns,
  reconcileInvoicePayments,
  purgeGatewayNotices,
  resealSecrets,
  closeKitchens,
  checkSalesRollups,
  sendEmails,
  purgeEmails,
];

/** Everything that follows an event outside the transaction that caused it. */
export const consumers: readonly Consumer[] = [];

const CONSUMERS_AT_ONCE = 10;
const JOBS_AT_ONCE = 2;
const DRAIN_MS = 8_000;
const SCHEDULE_CHECK_MS = 60_000;

export interface WorkerRole {
  /** Takes nothing new, finishes what is at hand (8 s at most), closes its queues. */
  close(): Promise<void>;
}

interface Table {
  jobs: readonly Job[];
  consumers: readonly Consumer[];
  /** What each mail says; without them none leaves from here. */
  mails?: MailResolvers;
}

/** The worker's part of the service: the relay, the consumers' queue, roll-ups, e-mail, jobs and their schedules. */
export function startWorker(table: Table = { jobs, consumers, mails: mailResolvers }): WorkerRole {
  const relay = startRelay(table.consumers);
  const rollups = startRollups();
  const mailer = table.mails && startMailer(table.mails);
  const workers = [
    startQueueWorker({
      queue: EVENT_QUEUE,
      concurrency: CONSUMERS_AT_ONCE,
      handlers: new Map(
        table.consumers.map((consumer) => [
          consumer.name,
          (payload) => consume(consumer, payload as ConsumerPayload),
        ]),
      ),
    }),
    startQueueWorker({
      queue: JOB_QUEUE,
      concurrency: JOBS_AT_ONCE,
      handlers: new Map(table.jobs.map((job) => [job.name, (payload) => job.run(payload)])),
    }),
  ];

  // Written again now and then, and whenever Redis comes back: one that was emptied has forgotten them.
  const schedule = () => {
    if (redisState() !== 'up') return;
    applySchedules(table.jobs).catch((error: unknown) => log.debug('schedules not written', { error }));
  };
  schedule();
  const offReady = onRedisReady(schedule);
  const timer = setInterval(schedule, SCHEDULE_CHECK_MS);
  timer.unref();

  return {
    async close() {
      clearInterval(timer);
      offReady();
      await Promise.all([
        relay.stop(),
        rollups.close(),
        mailer?.close(),
        ...workers.map((worker) => worker?.close(DRAIN_MS)),
      ]);
      await closeQueues();
    },
  };
}
