import type { Permission } from '@meja/domain';
import type { Actor } from '../../platform/context';
import { UNCHANGED, created, defineRoute, noContent, ok, page } from '../../platform/http';
import type { Answer, Field, JsonSchema, Route, Shape } from '../../platform/http';
import { setUpAnswer } from '../tenants';
import { idParams, many, noBody, one } from './catalog.openapi';
import type { IdParams } from './catalog.openapi';

interface Versioned {
  version: number;
}

/** What one kind of thing on the menu offers; five routes are made of it. */
export interface Resource<T extends Versioned, B, U, Q> {
  path: string;
  tag: string;
  /** As it reads after "Create a". */
  name: string;
  read: Permission;
  manage: Permission;
  schema: JsonSchema;
  createBody: Field<B>;
  updateBody: Field<U>;
  query?: Shape<Q>;
  /** Answered from memory while the version of the tenant's set-up stands. */
  inMemory?: true;
  list(tenantId: string, query: Q, actor: Actor): Promise<{ data: T[]; nextCursor: string | null }>;
  get(tenantId: string, id: string, actor: Actor): Promise<T>;
  create(tenantId: string, body: B, actor: Actor): Promise<T>;
  update(tenantId: string, id: string, body: U, ifMatch: number | null, actor: Actor): Promise<T>;
  remove(tenantId: string, id: string, ifMatch: number | null, actor: Actor): Promise<void>;
}

/** List, create, read, change and remove; the `ETag` is the version, which `If-Match` may name. */
export function crudRoutes<T extends Versioned, B, U, Q>(resource: Resource<T, B, U, Q>): Route[] {
  const { path, tag, name, schema } = resource;
  const read = async ({ tenantId, query, actor }: { tenantId: string; query: Q; actor: Actor }) => {
    const { data, nextCursor } = await resource.list(tenantId, query, actor);
    return page(data, nextCursor);
  };
  return [
    defineRoute<undefined, Q>({
      method: 'get',
      path,
      permission: resource.read,
      summary: `List: ${tag.toLowerCase()}`,
      tag,
      ...(resource.query && { query: resource.query }),
      answers: {
        200: many('A page.', schema),
        ...((resource.inMemory ? UNCHANGED : {}) as Record<number, Answer>),
      },
      ...(resource.inMemory ? setUpAnswer(path.slice(1), read) : { handle: read }),
    }),
    defineRoute<B>({
      method: 'post',
      path,
      permission: resource.manage,
      summary: `Create a ${name}; repeated with the same id and content it answers the first`,
      tag,
      body: resource.createBody,
      answers: { 201: one('Created.', schema) },
      handle: async ({ tenantId, body, actor }) => {
        return created(await resource.create(tenantId, body, actor));
      },
    }),
    defineRoute<undefined, object, IdParams>({
      method: 'get',
      path: `${path}/:id`,
      permission: resource.read,
      summary: `Read a ${name}`,
      tag,
      params: idParams,
      answers: { 200: one('Found.', schema) },
      handle: async ({ tenantId, params, actor }) => {
        return ok(await resource.get(tenantId, params.id, actor));
      },
    }),
    defineRoute<U, object, IdParams>({
      method: 'patch',
      path: `${path}/:id`,
      permission: resource.manage,
      summary: `Change a ${name}; what the body leaves out stays`,
      tag,
      params: idParams,
      body: resource.updateBody,
      answers: { 200: one('Changed.', schema) },
      handle: async ({ tenantId, params, body, ifMatch, actor }) => {
        return ok(await resource.update(tenantId, params.id, body, ifMatch, actor));
      },
    }),
    defineRoute<undefined, object, IdParams>({
      method: 'delete',
      path: `${path}/:id`,
      permission: resource.manage,
      summary: `Remove a ${name}; what was sold stays in the books`,
      tag,
      params: idParams,
      answers: noBody,
      handle: async ({ tenantId, params, ifMatch, actor }) => {
        await resource.remove(tenantId, params.id, ifMatch, actor);
        return noContent();
      },
    }),
  ];
}
