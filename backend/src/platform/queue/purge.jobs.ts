import { now } from '../clock';
import { log } from '../logging';
import { defineJob } from './jobs';
import { deleteConsumedEvents, deleteIdempotencyKeys, deleteOutboxRows } from './purge.repository';

const DAY_MS = 24 * 3_600_000;
/** Longer than a terminal can sell offline and come back with the same key. */
const IDEMPOTENCY_DAYS = 30;
const OUTBOX_DAYS = 14;
/** Longer than an event can come again: what is purged from the outbox and given up by the queue. */
const CONSUMED_DAYS = 30;

const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS);

export const purgeIdempotencyKeys = defineJob({
  name: 'purge-idempotency-keys',
  summary: `Idempotency keys older than ${IDEMPOTENCY_DAYS} days`,
  schedule: '10 3 * * *',
  async run() {
    log.info('idempotency keys purged', { count: await deleteIdempotencyKeys(daysAgo(IDEMPOTENCY_DAYS)) });
  },
});

export const purgeOutbox = defineJob({
  name: 'purge-outbox',
  summary: `Events handed over more than ${OUTBOX_DAYS} days ago, and what consumers noted ${CONSUMED_DAYS} days ago`,
  schedule: '20 3 * * *',
  async run() {
    const events = await deleteOutboxRows(daysAgo(OUTBOX_DAYS));
    log.info('events purged', { events, notes: await deleteConsumedEvents(daysAgo(CONSUMED_DAYS)) });
  },
});
