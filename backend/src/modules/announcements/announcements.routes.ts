import {
  ANNOUNCEMENT_AUDIENCES,
  ANNOUNCEMENT_KINDS,
  ANNOUNCEMENT_LENGTH,
  ANNOUNCEMENT_READERS,
  MOST_NAMED_TENANTS,
  PLAN_CODES,
} from '@meja/domain';
import type { AnnouncementBody, AnnouncementDto, Language } from '@meja/domain';
import { bodySchema, created, defineRoute, noContent, ok, page, pageQuery, s } from '../../platform/http';
import type { PageQuery, Route } from '../../platform/http';
import { readerOf } from './reader';
import { announce, dismiss, endEarly, readAnnouncements } from './announcements.service';

const tag = 'Service administration';
const permission = 'platform:tenants';
/** Keys are kept with a tenant's own rows; what the service's owner does comes out the same when it is done again. */
const again = { idempotency: 'never' } as const;
const params = { id: s.uuid() };
type Id = { id: string };

const said = { max: ANNOUNCEMENT_LENGTH };
const text = s.object<Record<Language, string>>({ id: s.string(said), en: s.string(said) });
const shared = {
  kind: s.enum(ANNOUNCEMENT_KINDS),
  text,
  from: s.instant(),
  until: s.instant(),
  audience: s.enum(ANNOUNCEMENT_AUDIENCES),
  plans: s.array(s.enum(PLAN_CODES), { max: PLAN_CODES.length }),
  readers: s.enum(ANNOUNCEMENT_READERS),
};
const announcement = s.object<AnnouncementDto>({
  ...shared,
  id: s.uuid(),
  state: s.enum(['PLANNED', 'LIVE', 'OVER']),
  tenants: s.array(s.object({ id: s.uuid(), name: s.string() })),
  createdAt: s.instant(),
  createdBy: s.string(),
  endedBy: s.string().nullable(),
  dismissals: s.integer(),
});
const one = s.object({ data: announcement }).json;
const body = bodySchema<AnnouncementBody>({
  ...shared,
  id: s.uuid().optional(),
  tenantIds: s.array(s.uuid(), { max: MOST_NAMED_TENANTS }),
});

export const announcementRoutes: Route[] = [
  defineRoute<undefined, PageQuery>({
    method: 'get',
    path: '/admin/announcements',
    permission,
    summary: 'What the service has said to its businesses, says and will say',
    tag,
    query: pageQuery,
    answers: {
      200: {
        description: 'Newest first.',
        schema: s.object({
          data: s.array(announcement),
          meta: s.object({ nextCursor: s.string().nullable() }),
        }).json,
      },
    },
    handle: async ({ query }) => {
      const { rows, nextCursor } = await readAnnouncements(query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<AnnouncementBody>({
    method: 'post',
    path: '/admin/announcements',
    permission,
    ...again,
    summary: 'Say something to businesses: to all, to those with a plan, or to chosen ones',
    tag,
    body,
    answers: {
      201: { description: 'The announcement; the same again for the same `id` and content.', schema: one },
      409: { description: '`duplicate`: another one has this id.' },
    },
    handle: async ({ actor, body: wish }) => created(await announce(actor, wish)),
  }),
  defineRoute<undefined, object, Id>({
    method: 'post',
    path: '/admin/announcements/:id/end',
    permission,
    ...again,
    summary: 'End an announcement before its time; one that is over stays as it is',
    tag,
    params,
    answers: { 200: { description: 'The announcement.', schema: one } },
    handle: async ({ actor, params: { id } }) => ok(await endEarly(actor, id)),
  }),
  defineRoute<Id>({
    method: 'post',
    path: '/announcements/dismiss',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Put an announcement away, for this account wherever it is signed in',
    tag: 'Authentication',
    body: bodySchema<Id>(params),
    answers: {
      204: { description: 'Put away.' },
      404: { description: 'Nobody announced it to this account.' },
    },
    handle: async ({ actor, body: { id } }) => {
      await dismiss(await readerOf(actor), id);
      return noContent();
    },
  }),
];
