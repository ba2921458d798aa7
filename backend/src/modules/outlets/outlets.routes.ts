import type { OutletBody, OutletDto } from '@meja/domain';
import {
  UNCHANGED,
  bodySchema,
  created,
  defineRoute,
  noContent,
  ok,
  page,
  pageQuery,
  s,
} from '../../platform/http';
import type { Field, PageQuery, Route, Shape } from '../../platform/http';
import { setUpAnswer } from '../tenants';
import * as service from './outlets.service';
import type { OutletChanges } from './outlets.service';

const tag = 'Outlets';
const params = { id: s.uuid() };
type Id = { id: string };

const fields = {
  name: s.string({ max: 120 }),
  code: s.string({ max: 10, pattern: /^[A-Za-z0-9-]+$/ }),
  address: s.text(300).nullable(),
  phone: s.string({ max: 30, pattern: /^[+\d][\d ()-]{4,}$/ }).nullable(),
  timeZone: s.string({ max: 60 }).nullable(),
  active: s.boolean(),
};
const optional = {
  code: fields.code.optional() as Field<string>,
  address: fields.address.optional() as Field<string | null>,
  phone: fields.phone.optional() as Field<string | null>,
  timeZone: fields.timeZone.optional() as Field<string | null>,
  active: fields.active.optional() as Field<boolean>,
};
const newOutlet = bodySchema<OutletBody>({
  id: s.uuid().optional(),
  name: fields.name,
  ...optional,
});
const outletChanges = bodySchema<OutletChanges>({
  name: fields.name.optional() as Field<string>,
  ...optional,
  version: s.integer({ min: 1 }).optional() as Field<number>,
} satisfies Shape<OutletChanges>);

const outlet = s.object<OutletDto>({
  ...fields,
  id: s.uuid(),
  version: s.integer(),
  createdAt: s.instant(),
});
const one = (description: string) => ({ description, schema: s.object({ data: outlet }).json });

export const outletRoutes: Route[] = [
  defineRoute<undefined, PageQuery>({
    method: 'get',
    path: '/outlets',
    permission: 'outlet:read',
    summary: 'Outlets this user may work in',
    tag,
    query: pageQuery,
    answers: {
      200: {
        description: 'Oldest first.',
        schema: s.object({ data: s.array(outlet), meta: s.object({ nextCursor: s.string().nullable() }) })
          .json,
      },
      ...UNCHANGED,
    },
    ...setUpAnswer<PageQuery>('outlets', async ({ actor, tenantId, query }) => {
      const { rows, nextCursor } = await service.listOutlets(actor, tenantId, query);
      return page(rows, nextCursor);
    }),
  }),
  defineRoute<OutletBody>({
    method: 'post',
    path: '/outlets',
    permission: 'outlet:create',
    summary: 'Add an outlet',
    tag,
    body: newOutlet,
    answers: { 201: one('Added.') },
    handle: async ({ tenantId, body }) => {
      return created(await service.addOutlet(tenantId, body));
    },
  }),
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/outlets/:id',
    permission: 'outlet:read',
    summary: 'One outlet',
    tag,
    params,
    answers: { 200: one('The outlet.') },
    handle: async ({ actor, tenantId, params: { id } }) => {
      service.assertOutletAccess(actor, id);
      return ok(await service.outletInfo(tenantId, id));
    },
  }),
  defineRoute<OutletChanges, object, Id>({
    method: 'patch',
    path: '/outlets/:id',
    permission: 'outlet:manage',
    summary: 'Change an outlet',
    tag,
    params,
    body: outletChanges,
    answers: { 200: one('Changed.') },
    handle: async ({ actor, tenantId, params: { id }, body, ifMatch }) => {
      service.assertOutletAccess(actor, id);
      return ok(await service.changeOutlet(tenantId, id, body, ifMatch));
    },
  }),
  defineRoute<undefined, object, Id>({
    method: 'delete',
    path: '/outlets/:id',
    permission: 'outlet:create',
    summary: 'Remove an outlet; its sales stay in the books',
    tag,
    params,
    answers: { 204: { description: 'Removed.' } },
    handle: async ({ tenantId, params: { id }, ifMatch }) => {
      await service.removeOutlet(tenantId, id, ifMatch);
      return noContent();
    },
  }),
];
