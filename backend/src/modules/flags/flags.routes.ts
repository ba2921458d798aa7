import { FLAG_NAMES } from '@meja/domain';
import type { FlagBody, FlagDto, FlagName, TenantFlagBody } from '@meja/domain';
import { bodySchema, defineRoute, ok, page, s } from '../../platform/http';
import type { Route } from '../../platform/http';
import { listFlags, setForTenant, setShare } from './flags.service';

const tag = 'Service administration';
const permission = 'platform:tenants';

const flag = s.object<FlagDto>({
  name: s.enum(FLAG_NAMES),
  share: s.integer({ max: 100 }).nullable(),
  tenants: s.array(s.object({ id: s.uuid(), name: s.string(), isOn: s.boolean() })),
  changedAt: s.instant().nullable(),
  changedBy: s.string().nullable(),
});
const one = { description: 'The flag.', schema: s.object({ data: flag }).json };

export const flagRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/admin/feature-flags',
    permission,
    summary: 'Every flag of this release: for whom it is on, who changed it last and when',
    tag,
    answers: {
      200: {
        description: 'By their place in the release.',
        schema: s.object({ data: s.array(flag), meta: s.object({ nextCursor: s.string().nullable() }) }).json,
      },
    },
    handle: async () => page(await listFlags(), null),
  }),
  defineRoute<FlagBody, object, { name: FlagName }>({
    method: 'put',
    path: '/admin/feature-flags/:name',
    permission,
    idempotency: 'never',
    summary: 'Switch a flag for a share of all businesses, in percent; null: as the release has it',
    tag,
    params: { name: s.enum(FLAG_NAMES) },
    body: bodySchema<FlagBody>({ share: s.integer({ max: 100 }).nullable() }),
    answers: { 200: one },
    handle: async ({ actor, params, body }) => ok(await setShare(actor, params.name, body.share)),
  }),
  defineRoute<TenantFlagBody, object, { name: FlagName; id: string }>({
    method: 'put',
    path: '/admin/feature-flags/:name/tenants/:id',
    permission,
    idempotency: 'never',
    summary: 'Switch a flag for one business, whatever the share says; null: as for all others',
    tag,
    params: { name: s.enum(FLAG_NAMES), id: s.uuid() },
    body: bodySchema<TenantFlagBody>({ isOn: s.boolean().nullable() }),
    answers: { 200: one },
    handle: async ({ actor, params, body }) =>
      ok(await setForTenant(actor, params.name, params.id, body.isOn)),
  }),
];
