import { onBroadcast } from '../cache';
import { ANNOUNCEMENTS } from './types';
import type { Announcement, PublishedEvent } from './types';

/**
 * Hears the events of all tenants as they are published, wherever the relay runs. Some may come twice and some never:
 * for whoever keeps a mark of their own in the outbox and wants to know when to look.
 */
export function onPublished(hear: (events: readonly PublishedEvent[]) => void): () => void {
  return onBroadcast<Announcement>(ANNOUNCEMENTS, ({ events }) => hear(events));
}
