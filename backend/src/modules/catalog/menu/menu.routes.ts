import { mayUseOutlet, worksIn } from '../../../platform/context';
import { UNCHANGED, defineRoute, notFound, replyHeld, s } from '../../../platform/http';
import type { Asking, Call, Held, Reply, Route } from '../../../platform/http';
import { heldMenu, menuSnapshot } from './menu-snapshot';

interface MenuQuery {
  outletId: string;
}

async function answerMenu({ actor, tenantId, query, req }: Call<undefined, MenuQuery>): Promise<Reply> {
  if (!mayUseOutlet(actor, query.outletId)) throw notFound();
  const { held } = await menuSnapshot(tenantId, query.outletId);
  return replyHeld(held, req.headers['if-none-match']);
}

const menuInMemory = ({ actor, tenantId, query }: Asking<MenuQuery>): Held | null =>
  tenantId !== null && worksIn(actor, query.outletId)
    ? (heldMenu(tenantId, query.outletId)?.held ?? null)
    : null;

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
      ...UNCHANGED,
    },
    handle: answerMenu,
    held: menuInMemory,
  }),
];
