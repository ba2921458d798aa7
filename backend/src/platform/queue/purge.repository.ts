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

const REFRESH_TOKENS = `
  WITH gone AS (DELETE FROM refresh_tokens WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM refresh_tokens WHERE expires_at < $1 LIMIT $2)) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

const SESSIONS = `
  WITH ended AS (
    SELECT id FROM sessions WHERE expires_at < $1 UNION SELECT id FROM sessions WHERE revoked_at < $1
  ), gone AS (DELETE FROM sessions WHERE id IN (
    SELECT e.id FROM ended e WHERE NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.session_id = e.id) LIMIT $2) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

const SIGN_IN_ATTEMPTS = `
  WITH gone AS (DELETE FROM sign_in_attempts WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM sign_in_attempts WHERE last_at < $1 LIMIT $2)) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

const KNOWN_DEVICES = `
  WITH gone AS (DELETE FROM known_devices WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM known_devices WHERE seen_at < $1 LIMIT $2)) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

const CHALLENGES = `
  WITH gone AS (DELETE FROM sign_in_challenges WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM sign_in_challenges WHERE expires_at < $1 LIMIT $2)) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

const IDENTITY_FLOWS = `
  WITH gone AS (DELETE FROM identity_flows WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM identity_flows WHERE expires_at < $1 LIMIT $2)) RETURNING 1)
  SELECT count(*)::int AS gone FROM gone`;

/** How many they were stays with the announcement. */
const DISMISSALS = `
  WITH gone AS (DELETE FROM announcement_dismissals WHERE ctid = ANY (ARRAY(
    SELECT d.ctid FROM announcement_dismissals d JOIN announcements a ON a.id = d.announcement_id
    WHERE a.until_at <= $1 OR a.ended_at <= $1 LIMIT $2)) RETURNING announcement_id
  ), counted AS (UPDATE announcements a SET dismissed = a.dismissed + g.n
    FROM (SELECT announcement_id, count(*)::int AS n FROM gone GROUP BY 1) g WHERE a.id = g.announcement_id)
  SELECT count(*)::int AS gone FROM gone`;

export const deleteIdempotencyKeys = (before: Date) => purge('purge-keys', IDEMPOTENCY_KEYS, before);
/** Events that were handed over; one that waits stays, however old. */
export const deleteOutboxRows = (before: Date) => purge('purge-outbox', OUTBOX, before);
export const deleteConsumedEvents = (before: Date) => purge('purge-consumed', CONSUMED_EVENTS, before);
export const deleteRefreshTokens = (before: Date) => purge('purge-refresh-tokens', REFRESH_TOKENS, before);
/** Sessions that ended; one whose tokens are not gone yet waits for them. */
export const deleteSessions = (before: Date) => purge('purge-sessions', SESSIONS, before);
export const deleteSignInAttempts = (before: Date) => purge('purge-attempts', SIGN_IN_ATTEMPTS, before);
export const deleteKnownDevices = (before: Date) => purge('purge-devices', KNOWN_DEVICES, before);
export const deleteChallenges = (before: Date) => purge('purge-challenges', CHALLENGES, before);
export const deleteIdentityFlows = (before: Date) => purge('purge-identity-flows', IDENTITY_FLOWS, before);
/** Who put away an announcement that is over. */
export const deleteDismissals = (before: Date) => purge('purge-dismissals', DISMISSALS, before);
