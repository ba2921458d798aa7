import { isNamed } from '../../../lib/etag';
import { mayUseOutlet } from '../../../platform/context';
import { defineRoute, notFound, s } from '../../../platform/http';
import type { Call, Reply, Route } from '../../../platform/http';
import { menuSnapshot } from './menu-snapshot';

interface MenuQuery {
  outletId: string;
}

async function answerMenu({ actor, tenantId, query, req }: Call<undefined, MenuQuery>): Promise<Reply> {
  if (!mayUseOutlet(actor, query.outletId)) throw notFound();
  const { buffer, etag } = await menuSnapshot(tenantId, query.outletId);
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache', Vary: 'Authorization' };
  if (isNamed(req.headers['if-none-match'], etag))
    return { status: 304, text: '', type: 'application/json', headers };
  return { status: 200, text: buffer, type: 'application/json', headers };
}

export const menuRoutes: Route[] = [
  defineRoute<undefined, MenuQuery>({
    method: 'get',
    path: '/menu',
    permission: 'menu:read',
    summary:
      'Everything a terminal needs to sell, as one document; `If-None-Match` answers 304 while nothing changed',
    tag: 'Menu',
    query: { outletId: s.uuid() },
    answers: {
      200: {
        description: 'The menu of the outlet.',
        schema: { type: 'object', properties: { data: { type: 'object' } } },
      },
      304: { description: 'Unchanged since the `ETag` named.' },
    },
    handle: answerMenu,
  }),
];
