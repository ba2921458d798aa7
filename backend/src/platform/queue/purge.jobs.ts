import { now } from '../clock';
import { log } from '../logging';
import { defineJob } from './jobs';
import {
  deleteChallenges,
  deleteConsumedEvents,
  deleteDismissals,
  deleteIdempotencyKeys,
  deleteIdentityFlows,
  deleteKnownDevices,
  deleteOutboxRows,
  deleteRefreshTokens,
  deleteSessions,
  deleteSignInAttempts,
} from './purge.repository';

const DAY_MS = 24 * 3_600_000;
/** Longer than a terminal can sell offline and come back with the same key. */
const IDEMPOTENCY_DAYS = 30;
const OUTBOX_DAYS = 14;
/** Longer than an event can come again: what is purged from the outbox and given up by the queue. */
const CONSUMED_DAYS = 30;

/** What has ended stays this long for whoever asks where they were signed in; a refresh token lives shorter. */
const SESSION_DAYS = 30;
/** Failures count for a day. */
const ATTEMPT_DAYS = 2;
/** A device is known for 180 days after its last sign-in. */
const DEVICE_DAYS = 180;

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

export const purgeSessions = defineJob({
  name: 'purge-sessions',
  summary: `Sessions and refresh tokens that ended ${SESSION_DAYS} days ago`,
  schedule: '30 3 * * *',
  async run() {
    const tokens = await deleteRefreshTokens(daysAgo(SESSION_DAYS));
    log.info('sessions purged', { tokens, sessions: await deleteSessions(daysAgo(SESSION_DAYS)) });
  },
});

export const purgeSignIns = defineJob({
  name: 'purge-sign-ins',
  summary: `Failed sign-ins of ${ATTEMPT_DAYS} days ago, devices not seen for ${DEVICE_DAYS} days`,
  schedule: '40 3 * * *',
  async run() {
    const attempts = await deleteSignInAttempts(daysAgo(ATTEMPT_DAYS));
    await deleteChallenges(now());
    await deleteIdentityFlows(now());
    log.info('sign-ins purged', { attempts, devices: await deleteKnownDevices(daysAgo(DEVICE_DAYS)) });
  },
});

export const purgeDismissals = defineJob({
  name: 'purge-dismissals',
  summary: 'Who put away announcements that are over; how many they were is kept',
  schedule: '50 3 * * *',
  async run() {
    log.info('dismissals purged', { count: await deleteDismissals(now()) });
  },
});
