import type { CreatedTerminalDto, TerminalBody, TerminalDto } from '@meja/domain';
import { bodySchema, created, defineRoute, noContent, ok, page, pageQuery, s } from '../../platform/http';
import type { PageQuery, Route, Shape } from '../../platform/http';
import * as service from './terminals.service';
import type { TerminalChanges } from './terminals.service';

const tag = 'Terminals';
const permission = 'terminal:manage';
const params = { id: s.uuid() };
type Id = { id: string };

const name = s.string({ max: 60 });
const newTerminal = bodySchema<TerminalBody>({
  id: s.uuid().optional(),
  name,
  outletId: s.uuid(),
});
const terminalChanges = bodySchema<TerminalChanges>({
  name: name.optional(),
  outletId: s.uuid().optional(),
  version: s.integer({ min: 1 }).optional(),
});
const shape: Shape<TerminalDto> = {
  id: s.uuid(),
  name: s.string(),
  outletId: s.uuid(),
  lastSeenAt: s.instant().nullable(),
  version: s.integer(),
  createdAt: s.instant(),
};
const terminal = s.object<TerminalDto>(shape);
const one = (description: string) => ({ description, schema: s.object({ data: terminal }).json });

export const terminalRoutes: Route[] = [
  defineRoute<undefined, PageQuery>({
    method: 'get',
    path: '/terminals',
    permission,
    summary: 'Registered terminals of this user’s outlets',
    tag,
    query: pageQuery,
    answers: {
      200: {
        description: 'Oldest first.',
        schema: s.object({
          data: s.array(terminal),
          meta: s.object({ nextCursor: s.string().nullable() }),
        }).json,
      },
    },
    handle: async ({ actor, tenantId, query }) => {
      const { rows, nextCursor } = await service.listTerminals(actor, tenantId, query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<TerminalBody>({
    method: 'post',
    path: '/terminals',
    permission,
    summary: 'Register a terminal at an outlet; its token is told once',
    tag,
    body: newTerminal,
    answers: {
      201: {
        description: 'Registered.',
        schema: s.object({
          data: s.object<CreatedTerminalDto>({ ...shape, terminalToken: s.toldOnce() }),
        }).json,
      },
    },
    handle: async ({ actor, tenantId, body }) =>
      created(await service.registerTerminal(actor, tenantId, body)),
  }),
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/terminals/:id',
    permission,
    summary: 'One terminal',
    tag,
    params,
    answers: { 200: one('The terminal.') },
    handle: async ({ actor, tenantId, params: { id } }) => ok(await service.terminal(actor, tenantId, id)),
  }),
  defineRoute<TerminalChanges, object, Id>({
    method: 'patch',
    path: '/terminals/:id',
    permission,
    summary: 'Rename a terminal, or move it to another outlet',
    tag,
    params,
    body: terminalChanges,
    answers: { 200: one('Changed.') },
    handle: async ({ actor, tenantId, params: { id }, body, ifMatch }) =>
      ok(await service.changeTerminal(actor, tenantId, id, body, ifMatch)),
  }),
  defineRoute<undefined, object, Id>({
    method: 'delete',
    path: '/terminals/:id',
    permission,
    summary: 'Revoke a terminal; whoever signed in there by PIN is signed out',
    tag,
    params,
    answers: { 204: { description: 'Revoked.' } },
    handle: async ({ actor, tenantId, params: { id }, ifMatch }) => {
      await service.revokeTerminal(actor, tenantId, id, ifMatch);
      return noContent();
    },
  }),
];
