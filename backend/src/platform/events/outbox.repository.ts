import type { PoolClient } from 'pg';
import type { EventEnvelope, EventType } from '@meja/domain';
import { db } from '../db';
import { callAsPlatform } from '../db/platform-door';
import type { Prisma } from '../db';
import type { PublishedEvent } from './types';

export interface EventRow {
  id: string;
  outlet_id: string | null;
  type: EventType;
  data: unknown;
  occurred_at: string;
}

interface OutboxRow extends EventRow {
  tenant_id: string;
  published_seq: string;
  created_at: Date;
}

const COLUMNS = 'tenant_id, id, outlet_id, type, data, occurred_at, created_at, published_seq';

const toPublished = (
  row: Omit<OutboxRow, 'occurred_at'> & { occurred_at: string | Date },
): PublishedEvent => ({
  tenantId: row.tenant_id,
  seq: Number(row.published_seq),
  createdAt: row.created_at.toISOString(),
  event: {
    id: row.id,
    type: row.type,
    outletId: row.outlet_id,
    occurredAt: new Date(row.occurred_at).toISOString(),
    data: row.data as EventEnvelope['data'],
  },
});

/** Writes an event into the open transaction. */
export async function insertEvent(row: EventRow): Promise<void> {
  await db().$executeRaw`
    INSERT INTO outbox (id, outlet_id, type, data, occurred_at)
    VALUES (${row.id}::uuid, ${row.outlet_id}::uuid, ${row.type}, ${JSON.stringify(row.data)}::jsonb,
            ${row.occurred_at}::timestamptz)`;
}

/** Writes events into the open transaction, in their order. */
export async function insertEvents(rows: readonly EventRow[]): Promise<void> {
  await db().$executeRaw`
    INSERT INTO outbox (id, outlet_id, type, data, occurred_at)
    SELECT e.id, e.outlet_id, e.type, e.data, e.occurred_at
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS (id uuid, outlet_id uuid, type text, data jsonb, occurred_at timestamptz)) WITH ORDINALITY AS e
    ORDER BY e.ordinality`;
}

/**
 * One round, at most `limit` numbers of it: numbers what is committed without one, and moves the mark to the last number
 * below which nothing can appear any more, which it answers with. What lacks a number is found by that rather than by
 * a mark, so that a transaction that commits after one with a higher `seq` is only later, never lost.
 */
export async function publishEvents(client: PoolClient, at: Date, limit: number): Promise<number> {
  const { rows } = await client.query<{ published: string }>({
    name: 'outbox-publish',
    text: 'SELECT publish_events($1::int, $2::timestamptz) AS published',
    values: [limit, at],
  });
  return Number(rows[0]!.published);
}

/** Nobody publishes from here on until another relay begins: what happens meanwhile gets its number then. */
export async function stopPublishing(client: PoolClient): Promise<void> {
  await client.query(
    `UPDATE outbox_relay
     SET numbered_until = least(numbered_until, clock_timestamp() + interval '2 seconds')`,
  );
}

/** How far events are published, and how far they were handed over. */
export async function readMarks(client: PoolClient): Promise<{ published: number; delivered: number }> {
  const { rows } = await client.query<{ published: string; delivered: string }>(
    `SELECT coalesce(r.published_seq, (SELECT max(published_seq) FROM outbox), 0) AS published,
            r.delivered_seq AS delivered FROM outbox_relay r`,
  );
  const { published, delivered } = rows[0]!;
  return { published: Math.max(Number(published), Number(delivered)), delivered: Number(delivered) };
}

/** Moves the mark. Losing it in a crash only repeats a hand-over, so it need not wait for the disk. */
export async function saveDelivered(client: PoolClient, delivered: number): Promise<void> {
  await client.query({
    name: 'outbox-delivered',
    text: `UPDATE outbox_relay SET delivered_seq = $1, updated_at = now()
           FROM (SELECT set_config('synchronous_commit', 'off', true)) AS not_waiting`,
    values: [delivered],
  });
}

/** The number before the first event published since `at`, for handing over again what a queue may have lost. */
export async function numberBefore(client: PoolClient, at: Date): Promise<number | null> {
  const { rows } = await client.query<{ first: string | null }>(
    'SELECT min(published_seq) AS first FROM outbox WHERE published_at >= $1',
    [at],
  );
  return rows[0]?.first ? Number(rows[0].first) - 1 : null;
}

const AFTER = `SELECT ${COLUMNS} FROM outbox WHERE published_seq > $1`;

/** Published events of all tenants after a number and up to another one, for the relay's own connection. */
export async function readAfter(
  client: PoolClient,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<PublishedEvent[]> {
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox-after',
    text: `${AFTER} AND published_seq <= $2 ORDER BY published_seq LIMIT $3`,
    values: [after, upTo, limit],
  });
  return rows.map(toPublished);
}

/** The same on any connection, as far as events are published. */
export async function followAfter(seq: number, limit: number): Promise<PublishedEvent[]> {
  const text = `${AFTER} AND published_seq <= outbox_horizon() ORDER BY published_seq LIMIT $2`;
  return (await callAsPlatform<OutboxRow>('outbox-follow', text, [seq, limit])).map(toPublished);
}

/** The highest number of what is published. */
export async function lastPublished(): Promise<number> {
  const sql =
    'SELECT coalesce(max(published_seq), 0) AS last FROM outbox WHERE published_seq <= outbox_horizon()';
  const [row] = await callAsPlatform<{ last: string }>('outbox-last', sql, []);
  return Number(row!.last);
}

/** What waits: events not handed over yet, and the age of the oldest in seconds. */
export async function readLag(): Promise<{ waiting: number; oldestSeconds: number }> {
  const sql = `
    SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float AS oldest
    FROM (SELECT created_at FROM outbox WHERE published_seq IS NULL
          UNION ALL
          SELECT created_at FROM outbox WHERE published_seq > (SELECT delivered_seq FROM outbox_relay)) AS late`;
  const [row] = await callAsPlatform<{ waiting: number; oldest: number }>('outbox-lag', sql, []);
  return { waiting: row!.waiting, oldestSeconds: row!.oldest };
}

/** Whose events may be read: types by the actor's permissions; no outlets means all of the tenant's. */
export interface Audience {
  types: EventType[];
  outletIds: readonly string[];
}

const seenBy = ({ types, outletIds }: Audience): Prisma.OutboxEventWhereInput => ({
  type: { in: types },
  ...(outletIds.length > 0 && { OR: [{ outletId: null }, { outletId: { in: [...outletIds] } }] }),
});

/** An event of a tenant and its number. */
export interface TenantEvent {
  seq: number;
  event: EventEnvelope;
}

const present = (row: {
  id: string;
  type: string;
  outletId: string | null;
  occurredAt: Date;
  data: unknown;
  publishedSeq: bigint | null;
}): TenantEvent => ({
  seq: Number(row.publishedSeq),
  event: {
    id: row.id,
    type: row.type as EventType,
    outletId: row.outletId,
    occurredAt: row.occurredAt.toISOString(),
    data: row.data as EventEnvelope['data'],
  },
});

/** The number of one of the tenant's events, or null where it is unknown or not numbered yet. */
export async function numberOfEvent(id: string): Promise<number | null> {
  const row = await db().outboxEvent.findFirst({ where: { id }, select: { publishedSeq: true } });
  return row?.publishedSeq == null ? null : Number(row.publishedSeq);
}

/** Up to which number events may be read in their order: none can appear below it any more. */
async function readHorizon(): Promise<bigint> {
  const [row] = await db().$queryRaw<{ horizon: bigint }[]>`SELECT outbox_horizon() AS horizon`;
  return row!.horizon;
}

/** The tenant's events after a number, in order. */
export async function readTenantEvents(
  audience: Audience,
  after: number,
  limit: number,
): Promise<TenantEvent[]> {
  const rows = await db().outboxEvent.findMany({
    where: { ...seenBy(audience), publishedSeq: { gt: after, lte: await readHorizon() } },
    orderBy: { publishedSeq: 'asc' },
    take: limit,
  });
  return rows.map(present);
}

/** The tenant's latest events, in order. */
export async function readLatestEvents(audience: Audience, limit: number): Promise<TenantEvent[]> {
  const rows = await db().outboxEvent.findMany({
    where: { ...seenBy(audience), publishedSeq: { lte: await readHorizon() } },
    orderBy: { publishedSeq: 'desc' },
    take: limit,
  });
  return rows.map(present).reverse();
}

/** Notes that a consumer has the event, in the transaction of its effect; false where it had it before. */
export async function claimEvent(consumer: string, eventId: string): Promise<boolean> {
  const inserted = await db().$executeRaw`
    INSERT INTO consumed_events (consumer, event_id) VALUES (${consumer}, ${eventId}::uuid) ON CONFLICT DO NOTHING`;
  return inserted === 1;
}
