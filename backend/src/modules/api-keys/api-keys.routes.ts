import { PERMISSIONS } from '@meja/domain';
import type { ApiKeyBody, ApiKeyDto, CreatedApiKeyDto } from '@meja/domain';
import { bodySchema, created, defineRoute, noContent, page, pageQuery, s } from '../../platform/http';
import type { PageQuery, Route, Shape } from '../../platform/http';
import * as service from './api-keys.service';

const tag = 'API keys';
const permission = 'api-key:manage';
const scopes = (min = 0) => s.array(s.enum(PERMISSIONS), { min, max: PERMISSIONS.length });

const shape: Shape<ApiKeyDto> = {
  id: s.uuid(),
  name: s.string(),
  scopes: scopes(),
  prefix: s.string(),
  createdBy: s.string(),
  lastUsedAt: s.instant().nullable(),
  version: s.integer(),
  createdAt: s.instant(),
};

export const apiKeyRoutes: Route[] = [
  defineRoute<undefined, PageQuery>({
    method: 'get',
    path: '/api-keys',
    permission,
    summary: 'Keys by which other programs come in',
    tag,
    query: pageQuery,
    answers: {
      200: {
        description: 'Oldest first; none tells its key.',
        schema: s.object({
          data: s.array(s.object<ApiKeyDto>(shape)),
          meta: s.object({ nextCursor: s.string().nullable() }),
        }).json,
      },
    },
    handle: async ({ tenantId, query }) => {
      const { rows, nextCursor } = await service.listKeys(tenantId, query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<ApiKeyBody>({
    method: 'post',
    path: '/api-keys',
    permission,
    feature: 'api',
    summary: 'Make a key with some of this user’s permissions; it is told once',
    tag,
    body: bodySchema<ApiKeyBody>({
      id: s.uuid().optional(),
      name: s.string({ max: 60 }),
      scopes: scopes(1),
    }),
    answers: {
      201: {
        description: 'Made.',
        schema: s.object({ data: s.object<CreatedApiKeyDto>({ ...shape, key: s.toldOnce() }) }).json,
      },
    },
    handle: async ({ actor, tenantId, body }) => created(await service.makeKey(actor, tenantId, body)),
  }),
  defineRoute<undefined, object, { id: string }>({
    method: 'delete',
    path: '/api-keys/:id',
    permission,
    summary: 'Revoke a key',
    tag,
    params: { id: s.uuid() },
    answers: { 204: { description: 'Revoked; it opens nothing from now on.' } },
    handle: async ({ tenantId, params: { id }, ifMatch }) => {
      await service.revokeKey(tenantId, id, ifMatch);
      return noContent();
    },
  }),
];
