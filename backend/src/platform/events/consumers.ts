import type { EventEnvelope, EventType } from '@meja/domain';
import { withTenant } from '../db';
import { jobId } from '../keys';
import { log } from '../logging';
import { addJobs, runQuietly } from '../queue';
import type { QueuedJob } from '../queue';
import { claimEvent } from './outbox.repository';
import type { PublishedEvent } from './types';

/** Something that must follow an event, in the worker process. */
export interface Consumer<T extends EventType = EventType> {
  /** Stable: it is part of what marks an event as consumed. */
  name: string;
  types: readonly T[];
  /**
   * Runs inside the tenant's transaction, together with the note that this consumer has had this event: whatever it
   * writes through `db()` happens exactly once, however often the event is delivered. What leaves the database must be
   * idempotent by `event.id` itself. Throwing rolls back and is retried with growing pauses. Events of one tenant may
   * be handled side by side and out of order.
   */
  handle(event: EventEnvelope<T>): Promise<void>;
}

export const EVENT_QUEUE = 'events';

/** Declares a consumer; the worker's table (`app/worker.ts`) names those that run. */
export function defineConsumer<T extends EventType>(consumer: Consumer<T>): Consumer {
  return consumer;
}

export interface ConsumerPayload {
  tenantId: string;
  event: EventEnvelope;
}

/** Lets a consumer have an event unless it had it before. */
export async function consume(consumer: Consumer, { tenantId, event }: ConsumerPayload): Promise<void> {
  await withTenant(tenantId, async () => {
    if (await claimEvent(consumer.name, event.id)) await consumer.handle(event);
  });
}

const jobsOf = (consumers: readonly Consumer[], events: PublishedEvent[]): QueuedJob<ConsumerPayload>[] =>
  events.flatMap(({ tenantId, event }) =>
    consumers
      .filter(({ types }) => types.includes(event.type))
      .map(({ name }) => ({ name, id: jobId(tenantId, event.id, name), payload: { tenantId, event } })),
  );

/** Queues one job per consumer that wants an event; a job that is there already stays one. */
export async function queueForConsumers(
  consumers: readonly Consumer[],
  events: PublishedEvent[],
): Promise<void> {
  const jobs = jobsOf(consumers, events);
  if (jobs.length) await addJobs(EVENT_QUEUE, jobs);
}

/** Where no Redis is configured: the consumers run here, in order; what keeps failing is written down and left. */
export async function runConsumers(consumers: readonly Consumer[], events: PublishedEvent[]): Promise<void> {
  for (const { id, name, payload } of jobsOf(consumers, events)) {
    const consumer = consumers.find((candidate) => candidate.name === name)!;
    const error = await runQuietly(`consumer ${name}`, id, () => consume(consumer, payload));
    if (error) log.error('consumer failed', { consumer: name, eventId: payload.event.id, error });
  }
}
