import { EVENT_TYPES } from '@meja/domain';
import { withTenant } from '../db';
import { decodeCursor, defineRoute, encodeCursor, pageQuery, s } from '../http';
import type { PageQuery, Route } from '../http';
import { readableTypes } from './audience';
import { numberOfEvent, readLatestEvents, readTenantEvents } from './outbox.repository';

const LATEST = 200;

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
      const rows = isReset
        ? await readLatestEvents(audience, Math.min(limit, LATEST))
        : await readTenantEvents(audience, after, limit + 1);
      const kept = rows.slice(0, isReset ? LATEST : limit);
      const nextCursor = kept.length < rows.length ? encodeCursor([kept[kept.length - 1]!.seq]) : null;
      return {
        status: 200,
        json: { data: kept.map(({ event }) => event), meta: { nextCursor, reset: isReset } },
      };
    });
  },
});

export const eventRoutes: Route[] = [listEvents];
