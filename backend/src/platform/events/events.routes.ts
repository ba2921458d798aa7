import { EVENT_TYPES } from '@meja/domain';
import { withTenant } from '../db';
import { decodeCursor, defineRoute, encodeCursor, pageQuery, s } from '../http';
import type { PageQuery, Route } from '../http';
import { readableTypes } from './audience';
import { numberOfEvent, readLatestEvents, readTenantEvents } from './outbox.repository';
import type { Audience, TenantEvent } from './outbox.repository';

const LATEST = 200;
/** Bytes of events in one answer, beyond which the next page has the rest; read in pieces of so many. */
const PAGE_BYTES = 2 * 1024 * 1024;
const PIECE = 100;

interface EventsQuery extends PageQuery {
  since?: string;
}

const EVENT = {
  type: 'object',
  required: ['id', 'type', 'outletId', 'occurredAt', 'data'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    type: { type: 'string', enum: [...EVENT_TYPES] },
    outletId: { type: ['string', 'null'], format: 'uuid' },
    occurredAt: { type: 'string', format: 'date-time' },
    data: { type: 'object', description: 'As the type has it; the same as on the socket.' },
  },
};

interface EventPage {
  rows: TenantEvent[];
  isMore: boolean;
}

/** Events after a number: `limit` of them, or as many as one answer carries. */
async function readPage(audience: Audience, after: number, limit: number): Promise<EventPage> {
  const rows: TenantEvent[] = [];
  let bytes = 0;
  for (;;) {
    const wanted = Math.min(PIECE, limit + 1 - rows.length);
    const piece = await readTenantEvents(audience, rows[rows.length - 1]?.seq ?? after, wanted);
    for (const row of piece) {
      if (rows.length === limit || bytes > PAGE_BYTES) return { rows, isMore: true };
      rows.push(row);
      bytes += JSON.stringify(row.event).length;
    }
    if (piece.length < wanted) return { rows, isMore: false };
  }
}

const listEvents = defineRoute<undefined, EventsQuery>({
  method: 'get',
  path: '/events',
  permission: 'event:read',
  tag: 'Events',
  summary:
    'What happened after the event `since`, in order: how a screen catches up after a gap. Without `since`, or where ' +
    'that event is no longer known (`meta.reset` is true then), the latest 200: reload what you show.',
  query: { ...pageQuery, since: s.uuid().optional() },
  answers: {
    200: {
      description: 'Events the caller may read; follow `nextCursor` until it is null.',
      schema: {
        type: 'object',
        required: ['data', 'meta'],
        properties: {
          data: { type: 'array', items: EVENT },
          meta: {
            type: 'object',
            required: ['nextCursor', 'reset'],
            properties: { nextCursor: { type: ['string', 'null'] }, reset: { type: 'boolean' } },
          },
        },
      },
    },
  },
  async handle({ query, actor, tenantId }) {
    const limit = query.limit ?? LATEST;
    const audience = { types: readableTypes(actor), outletIds: actor.outletIds };
    const [cursor] = decodeCursor(query.cursor, 1) ?? [];
    return withTenant(tenantId, async () => {
      const since = query.since ? await numberOfEvent(query.since) : null;
      const after = typeof cursor === 'number' ? cursor : since;
      const isReset = after === null;
      const { rows, isMore } = isReset
        ? { rows: await readLatestEvents(audience, Math.min(limit, LATEST)), isMore: false }
        : await readPage(audience, after, limit);
      const nextCursor = isMore ? encodeCursor([rows[rows.length - 1]!.seq]) : null;
      return {
        status: 200,
        json: { data: rows.map(({ event }) => event), meta: { nextCursor, reset: isReset } },
      };
    });
  },
});

export const eventRoutes: Route[] = [listEvents];
