import { hearsOthers, onBroadcast } from '../cache';
import { now } from '../clock';
import { log } from '../logging';
import { eventDelay } from '../metrics';
import { followAfter, lastPublished } from './outbox.repository';
import { ANNOUNCEMENTS } from './types';
import type { Announcement, PublishedEvent } from './types';

const BATCH = 500;
const POLL_MS = 250;
/** Even a process that hears the relay looks for itself now and then: an announcement may have been dropped. */
const SAFETY_POLLS = 20;

export interface Feed {
  /** The feed knows where it begins: what is published from here on is delivered. */
  ready: Promise<void>;
  close(): void;
}

/**
 * Every event of every tenant, once and in order, from the moment of the call: the relay's announcements as long as
 * they follow one another, the table itself after a gap, after a reconnection and wherever Redis is away.
 */
export function startFeed(deliver: (event: PublishedEvent) => void): Feed {
  let last: number | null = null;
  let isClosed = false;
  let hasFailed = false;
  let polls = 0;
  let work: Promise<void> = Promise.resolve();
  let waiting = 0;

  function give(events: PublishedEvent[]): void {
    for (const event of events) {
      if (last !== null && event.seq <= last) continue;
      last = event.seq;
      eventDelay.observe(Math.max(0, now().getTime() - Date.parse(event.createdAt)) / 1000);
      deliver(event);
    }
  }

  async function catchUp(): Promise<void> {
    if (isClosed) return;
    if (last === null) {
      last = await lastPublished();
      return;
    }
    let events: PublishedEvent[];
    do {
      events = await followAfter(last, BATCH);
      give(events);
    } while (events.length === BATCH && !isClosed);
  }

  /** One thing after the other, so that nothing overtakes. */
  function enqueue(step: () => Promise<void> | void): void {
    waiting += 1;
    work = work
      .then(step)
      .then(() => {
        hasFailed = false;
      })
      .catch((error: unknown) => {
        if (!hasFailed && !isClosed) log.warn('events can not be followed for now', { error });
        hasFailed = true;
      })
      .finally(() => {
        waiting -= 1;
      });
  }

  const off = onBroadcast<Announcement>(
    ANNOUNCEMENTS,
    ({ after, events }) =>
      enqueue(() => {
        if (isClosed) return;
        if (last === null || after > last) return catchUp();
        give(events);
      }),
    () => enqueue(catchUp),
  );
  const timer = setInterval(() => {
    polls += 1;
    if (waiting === 0 && (last === null || !hearsOthers() || polls % SAFETY_POLLS === 0)) enqueue(catchUp);
  }, POLL_MS);
  timer.unref();
  enqueue(catchUp);
  return {
    ready: work,
    close() {
      isClosed = true;
      clearInterval(timer);
      off();
    },
  };
}
