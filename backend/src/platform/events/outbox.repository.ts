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
 * Numbers what is committed and not yet numbered, at most `limit`, oldest first. Found by what lacks a number rather
 * than by a mark, so that a transaction that commits after one with a higher `seq` is only later, never lost.
 */
export async function numberEvents(client: PoolClient, at: Date, limit: number): Promise<PublishedEvent[]> {
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox-number',
    text: `
      WITH fresh AS MATERIALIZED (
        SELECT tenant_id, id FROM outbox WHERE published_seq IS NULL ORDER BY seq LIMIT $2
      ), numbered AS MATERIALIZED (
        SELECT tenant_id, id, nextval('outbox_published') AS number FROM fresh
      )
      UPDATE outbox o SET published_seq = n.number, published_at = $1
      FROM numbered n WHERE o.tenant_id = n.tenant_id AND o.id = n.id
      RETURNING o.tenant_id, o.id, o.outlet_id, o.type, o.data, o.occurred_at, o.created_at, o.published_seq`,
    values: [at, limit],
  });
  return rows.map(toPublished).sort((a, b) => a.seq - b.seq);
}

/** How far events are numbered, and how far they were handed over. */
export async function readMarks(client: PoolClient): Promise<{ published: number; delivered: number }> {
  const { rows } = await client.query<{ published: string; delivered: string }>(
    `SELECT coalesce((SELECT max(published_seq) FROM outbox), 0) AS published,
            (SELECT delivered_seq FROM outbox_relay) AS delivered`,
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

const AFTER = {
  name: 'outbox-after',
  text: `SELECT ${COLUMNS} FROM outbox WHERE published_seq > $1 ORDER BY published_seq LIMIT $2`,
};

/** Numbered events of all tenants after a number, for the relay's own connection. */
export async function readAfter(client: PoolClient, seq: number, limit: number): Promise<PublishedEvent[]> {
  const { rows } = await client.query<OutboxRow>({ ...AFTER, values: [seq, limit] });
  return rows.map(toPublished);
}

/** The same on any connection. */
export async function followAfter(seq: number, limit: number): Promise<PublishedEvent[]> {
  return (await callAsPlatform<OutboxRow>(AFTER.name, AFTER.text, [seq, limit])).map(toPublished);
}

/** The highest number given. */
export async function lastPublished(): Promise<number> {
  const sql = 'SELECT coalesce(max(published_seq), 0) AS last FROM outbox';
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

/** The tenant's events after a number, in order. */
export async function readTenantEvents(
  audience: Audience,
  after: number,
  limit: number,
): Promise<TenantEvent[]> {
  const rows = await db().outboxEvent.findMany({
    where: { ...seenBy(audience), publishedSeq: { gt: after } },
    orderBy: { publishedSeq: 'asc' },
    take: limit,
  });
  return rows.map(present);
}

/** The tenant's latest events, in order. */
export async function readLatestEvents(audience: Audience, limit: number): Promise<TenantEvent[]> {
  const rows = await db().outboxEvent.findMany({
    where: { ...seenBy(audience), publishedSeq: { not: null } },
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
