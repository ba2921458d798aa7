import { MEMBER_STATUSES, PERMISSIONS, ROLES, STAFF_ROLES } from '@meja/domain';
import type { CreatedUserDto, UpdateUserBody, UserBody, UserDto } from '@meja/domain';
import { bodySchema, created, defineRoute, noContent, ok, page, pageQuery, s } from '../../platform/http';
import type { Field, PageQuery, Route, Shape } from '../../platform/http';
import { preparePin } from './pins';
import type { PreparedPin } from './pins';
import * as service from './staff.service';

const tag = 'Staff';
const params = { id: s.uuid() };
type Id = { id: string };

const optional = <T>(field: Field<T>) => field.optional() as Field<T>;
const permissions = s.array(s.enum(PERMISSIONS), { max: PERMISSIONS.length });
const outletIds = s.array(s.uuid(), { max: 500 });

const newMember = bodySchema<UserBody>({
  id: optional(s.uuid()),
  email: s.email(),
  name: s.string({ max: 120 }),
  role: s.enum(STAFF_ROLES),
  outletIds,
  pin: optional(s.pin().nullable()),
  grants: optional(permissions),
  revokes: optional(permissions),
});
const memberChanges = bodySchema<UpdateUserBody>({
  name: optional(s.string({ max: 120 })),
  role: optional(s.enum(STAFF_ROLES)),
  outletIds: optional(outletIds),
  pin: optional(s.pin().nullable()),
  active: optional(s.boolean()),
  grants: optional(permissions),
  revokes: optional(permissions),
  version: optional(s.integer({ min: 1 })),
});

const memberShape: Shape<UserDto> = {
  id: s.uuid(),
  email: s.email(),
  name: s.string(),
  role: s.enum(ROLES),
  outletIds,
  status: s.enum(MEMBER_STATUSES),
  codeExpiresAt: s.instant().nullable(),
  hasPin: s.boolean(),
  photoUrl: s.string().nullable(),
  active: s.boolean(),
  grants: permissions,
  revokes: permissions,
  lastSeenAt: s.instant().nullable(),
  version: s.integer(),
  createdAt: s.instant(),
};
const member = s.object<UserDto>(memberShape);
const one = (description: string) => ({ description, schema: s.object({ data: member }).json });
const createdMember = s.object<CreatedUserDto>({ ...memberShape, temporaryPassword: s.toldOnce() });

export const staffRoutes: Route[] = [
  defineRoute<undefined, PageQuery>({
    method: 'get',
    path: '/users',
    permission: 'staff:read',
    summary: 'Who works here',
    tag,
    query: pageQuery,
    answers: {
      200: {
        description: 'First come first.',
        schema: s.object({ data: s.array(member), meta: s.object({ nextCursor: s.string().nullable() }) })
          .json,
      },
    },
    handle: async ({ actor, tenantId, query }) => {
      const { rows, nextCursor } = await service.listStaff(actor, tenantId, query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<UserBody, object, object, PreparedPin>({
    method: 'post',
    path: '/users',
    permission: 'staff:manage',
    summary: 'Add a member of staff, pending until they come in with the code that is told once',
    tag,
    body: newMember,
    answers: { 201: { description: 'Added.', schema: s.object({ data: createdMember }).json } },
    prepare: ({ tenantId, body }) => preparePin(tenantId, null, body),
    handle: async ({ actor, tenantId, body }, pin) => {
      return created(await service.addStaff(actor, tenantId, body, pin));
    },
  }),
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/users/:id',
    permission: 'staff:read',
    summary: 'One member of staff',
    tag,
    params,
    answers: { 200: one('The member.') },
    handle: async ({ actor, tenantId, params: { id } }) => {
      return ok(await service.staffMember(actor, tenantId, id));
    },
  }),
  defineRoute<UpdateUserBody, object, Id, PreparedPin>({
    method: 'patch',
    path: '/users/:id',
    permission: 'staff:manage',
    summary: 'Change a member; a changed role signs them out',
    tag,
    params,
    body: memberChanges,
    answers: { 200: one('Changed.') },
    prepare: ({ tenantId, params: { id }, body }) => preparePin(tenantId, id, body),
    handle: async ({ actor, tenantId, params: { id }, body, ifMatch }, pin) => {
      return ok(await service.changeStaff(actor, tenantId, id, body, ifMatch, pin));
    },
  }),
  defineRoute<undefined, object, Id>({
    method: 'post',
    path: '/users/:id/temporary-password',
    permission: 'staff:manage',
    summary: 'A new code for a pending member, told once; the one before ends',
    tag,
    params,
    answers: { 200: { description: 'The member.', schema: s.object({ data: createdMember }).json } },
    handle: async ({ actor, tenantId, params: { id }, ifMatch }) => {
      return ok(await service.renewCode(actor, tenantId, id, ifMatch));
    },
  }),
  defineRoute<undefined, object, Id>({
    method: 'delete',
    path: '/users/:id',
    permission: 'staff:manage',
    summary: 'Take a member out of the business',
    tag,
    params,
    answers: { 204: { description: 'Removed and signed out.' } },
    handle: async ({ actor, tenantId, params: { id }, ifMatch }) => {
      await service.removeStaff(actor, tenantId, id, ifMatch);
      return noContent();
    },
  }),
];
