import type { EventData, EventEnvelope, EventType } from '@meja/domain';

/** What a use case says happened. */
export interface EventInput<T extends EventType = EventType> {
  type: T;
  /** null: concerns the whole tenant. */
  outletId: string | null;
  data: EventData[T];
  /** The present unless told. */
  occurredAt?: Date | string;
  /** A new UUID v7 unless told. */
  id?: string;
}

/** An event with its tenant and its place in the order in which clients read. */
export interface PublishedEvent {
  tenantId: string;
  seq: number;
  /** When its row was written, ISO 8601. */
  createdAt: string;
  event: EventEnvelope;
}

/** What the relay tells everyone: the events, and the number of the one before them. */
export interface Announcement {
  after: number;
  events: PublishedEvent[];
}

export const ANNOUNCEMENTS = 'events';
export const WAKE = 'relay.wake';
/** A process wakes the relay no more often than this, and the relay goes round no more often. */
export const WAKE_EVERY_MS = 20;
