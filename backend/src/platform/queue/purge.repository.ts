import { callAsPlatform } from '../db/platform-door';

const BATCH = 5_000;

/** Deletes in small steps, so that nobody waits for a lock; returns how many rows went. */
async function purge(name: string, sql: string, before: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const [row] = await callAsPlatform<{ gone: number }>(name, sql, [before, BATCH]);
    total += row!.gone;
    if (row!.gone < BATCH) return total;
  }
}

const IDEMPOTENCY_KEYS = `
  WITH gone AS (DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM idempotency_keys WHERE created_at < $1 LIMIT $2)) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

const OUTBOX = `
  WITH gone AS (DELETE FROM outbox WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM outbox WHERE published_at < $1
      AND published_seq <= (SELECT delivered_seq FROM outbox_relay)
    ORDER BY published_seq LIMIT $2)) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

const CONSUMED_EVENTS = `
  WITH gone AS (DELETE FROM consumed_events WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM consumed_events WHERE consumed_at < $1 LIMIT $2)) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

export const deleteIdempotencyKeys = (before: Date) => purge('purge-keys', IDEMPOTENCY_KEYS, before);
/** Events that were handed over; one that waits stays, however old. */
export const deleteOutboxRows = (before: Date) => purge('purge-outbox', OUTBOX, before);
export const deleteConsumedEvents = (before: Date) => purge('purge-consumed', CONSUMED_EVENTS, before);
