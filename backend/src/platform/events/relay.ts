import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { broadcast, onBroadcast } from '../cache';
import { now } from '../clock';
import { withOwnConnection } from '../db/platform-door';
import { log } from '../logging';
import { countRelayed } from '../metrics';
import { onRedisReady, redis, redisPrefix, redisState } from '../redis';
import { queueForConsumers, runConsumers } from './consumers';
import type { Consumer } from './consumers';
import {
  numberBefore,
  publishEvents,
  readAfter,
  readMarks,
  saveDelivered,
  stopPublishing,
} from './outbox.repository';
import { ANNOUNCEMENTS, WAKE, WAKE_EVERY_MS } from './types';
import type { Announcement, PublishedEvent } from './types';
import { Wakeup } from './wakeup';

/** Taken by the one relay that works; the others stand by. */
const LOCK = 77_316_510;
const BATCH = 500;
const IDLE_MS = 200;
const STAND_BY_MS = 1_000;
const LOSS_CHECK_MS = 5_000;
/** How often the mark is saved while there is always more to do; a crash repeats what came since, and nothing else. */
const SAVE_EVERY_MS = 250;
/** How far back a queue that was emptied is filled again; consumers skip what they had. */
const REFILL_MS = 24 * 3_600_000;

export interface Relay {
  /** Ends after the batch at hand. */
  stop(): Promise<void>;
}

interface Marks {
  published: number;
  delivered: number;
  /** The mark as the database has it, and since when, by the monotonic clock. */
  saved: number;
  savedAt: number;
}

async function save(client: PoolClient, marks: Marks): Promise<void> {
  marks.savedAt = performance.now();
  if (marks.saved === marks.delivered) return;
  await saveDelivered(client, marks.delivered);
  marks.saved = marks.delivered;
}

/**
 * Carries events from the outbox to screens and consumers: publishes them in the order in which clients read, announces
 * them to every process, queues a job per consumer, then moves the mark, which is saved now and then. Anything that fails is done again from the
 * mark, so each event arrives at least once; the feed and the consumers make that exactly once. Without Redis events
 * are still numbered (the processes follow the table), and queues are filled when it is back.
 */
export function startRelay(consumers: readonly Consumer[]): Relay {
  const wakeup = new Wakeup();
  let isStopping = false;
  let checkLossAt = 0;
  const offs = [
    onBroadcast(WAKE, () => wakeup.ring()),
    onRedisReady(() => {
      checkLossAt = 0;
      wakeup.ring();
    }),
  ];
  let hasFailed = false;

  async function handOver(after: number, events: PublishedEvent[]): Promise<boolean> {
    const announcement: Announcement = { after, events };
    if (redisState() === 'off') {
      await broadcast(ANNOUNCEMENTS, announcement);
      await runConsumers(consumers, events);
      return true;
    }
    const [isAnnounced, isQueued] = await Promise.all([
      broadcast(ANNOUNCEMENTS, announcement),
      queueForConsumers(consumers, events).then(
        () => true,
        (error: unknown) => {
          log.debug('queue did not take events; they stay', { error });
          return false;
        },
      ),
    ]);
    return isAnnounced && isQueued;
  }

  /** One round; true where there may be more to do at once. */
  async function pass(client: PoolClient, marks: Marks): Promise<boolean> {
    const before = marks.published;
    marks.published = await publishEvents(client, now(), BATCH);
    const isMoreToPublish = marks.published - before >= BATCH;
    if (marks.delivered >= marks.published || redisState() === 'down') return isMoreToPublish;
    const events = await readAfter(client, { after: marks.delivered, upTo: marks.published, limit: BATCH });
    const last = events.length === BATCH ? events[events.length - 1]!.seq : marks.published;
    if (events.length && !(await handOver(marks.delivered, events))) return false;
    marks.delivered = last;
    countRelayed(events.length);
    return isMoreToPublish || marks.delivered < marks.published;
  }

  /** A Redis that was emptied has forgotten its queues: what the last day brought is handed over again. */
  async function checkLoss(client: PoolClient, marks: Marks): Promise<void> {
    if (redisState() !== 'up') return;
    const marker = `${redisPrefix()}:relay`;
    const isThere = await redis()!
      .exists(marker)
      .catch(() => 1);
    if (isThere) return;
    const start = consumers.length ? await numberBefore(client, new Date(now().getTime() - REFILL_MS)) : null;
    if (start !== null && start < marks.delivered) {
      log.warn('redis lost its queues; filling them again', { events: marks.delivered - start });
      marks.delivered = start;
      await save(client, marks);
    }
    await redis()!
      .set(marker, now().toISOString())
      .catch(() => undefined);
  }

  async function lead(client: PoolClient): Promise<void> {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      LOCK,
    ]);
    if (!rows[0]?.taken) return;
    // A connection that died silently must give the lock up soon, or no other relay could take over.
    await client.query(
      'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
    );
    const known = await readMarks(client);
    const marks: Marks = { ...known, saved: known.delivered, savedAt: performance.now() };
    log.info('relay works', { ...known });
    checkLossAt = 0;
    while (!isStopping) {
      if (performance.now() >= checkLossAt) {
        checkLossAt = performance.now() + LOSS_CHECK_MS;
        await checkLoss(client, marks);
      }
      const begun = performance.now();
      const isMore = await pass(client, marks);
      hasFailed = false;
      let isIdle = false;
      if (!isMore) {
        // What is committed in the moment after a round goes together in the next one.
        await pause(Math.max(0, begun + WAKE_EVERY_MS - performance.now()));
        isIdle = !(await wakeup.wait(IDLE_MS));
      }
      if (isIdle || performance.now() - marks.savedAt >= SAVE_EVERY_MS) await save(client, marks);
    }
    await save(client, marks);
    await stopPublishing(client);
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      try {
        await withOwnConnection(lead);
      } catch (error) {
        if (!hasFailed && !isStopping) log.warn('relay interrupted; going on', { error });
        hasFailed = true;
      }
      if (!isStopping) await wakeup.wait(STAND_BY_MS);
    }
  }

  const ended = run();
  return {
    async stop() {
      isStopping = true;
      wakeup.ring();
      await ended;
      for (const off of offs) off();
    },
  };
}
