import { AUDIT_AREAS } from '@meja/domain';
import { defineRoute, ok, page, pageQuery, s } from '../../platform/http';
import type { Field, Route } from '../../platform/http';
import { readAuditLog } from './audit-log.service';
import type { AuditQuery, AuditRowDto } from './audit-log.service';
import { verifyAuditLog } from './chain.service';
import type { ChainDto, StretchQuery } from './chain.service';

const tag = 'Audit log';
const optional = <T>(field: Field<T>) => field.optional() as Field<T>;

const row = s.object<AuditRowDto>({
  seq: s.integer({ min: 1 }),
  id: s.uuid(),
  action: s.string(),
  actorId: s.uuid().nullable(),
  actorName: s.text(),
  ip: s.text(),
  device: s.text(),
  entity: s.string(),
  entityId: s.string().nullable(),
  outletId: s.uuid().nullable(),
  before: s.any({ description: 'What it was, where something changed.' }),
  after: s.any({ description: 'What it became.' }),
  occurredAt: s.instant(),
  hash: s.string({ min: 64, max: 64 }),
});

export const auditRoutes: Route[] = [
  defineRoute<undefined, AuditQuery>({
    method: 'get',
    path: '/audit-log',
    permission: 'audit:read',
    summary: 'Who did what, when and from where, newest first',
    tag,
    query: {
      ...pageQuery,
      action: optional(s.string({ max: 60, pattern: /^[a-z_]+(\.[a-z_]+)*$/ })),
      area: optional(s.enum(AUDIT_AREAS)),
      actorId: optional(s.uuid()),
      entity: optional(s.string({ max: 60 })),
      entityId: optional(s.string({ max: 60 })),
      from: optional(s.instant()),
      to: optional(s.instant()),
    },
    answers: {
      200: {
        description: 'A page of the log.',
        schema: s.object({ data: s.array(row), meta: s.object({ nextCursor: s.string().nullable() }) }).json,
      },
    },
    handle: async ({ tenantId, actor, query }) => {
      const { rows, nextCursor } = await readAuditLog({ tenantId, actor }, query);
      return page(rows, nextCursor);
    },
  }),
  defineRoute<undefined, StretchQuery>({
    method: 'get',
    path: '/audit-log/verify',
    load: 'heavy',
    permission: 'audit:verify',
    summary: 'Prove that no row of the log was changed or removed',
    tag,
    query: {
      after: optional(s.queryInteger({ min: 0, max: Number.MAX_SAFE_INTEGER })),
      limit: optional(s.queryInteger({ min: 1, max: 20_000 })),
    },
    answers: {
      200: {
        description: 'The result of recomputing the chain, or the stretch of it that was asked for.',
        schema: s.object({
          data: s.object<ChainDto>({
            intact: s.boolean(),
            brokenAt: s.integer().nullable(),
            rows: s.integer(),
            checkedTo: s.integer({ max: Number.MAX_SAFE_INTEGER }),
            checkedUntil: s.instant().nullable(),
            headSeq: s.integer({ max: Number.MAX_SAFE_INTEGER }),
          }),
        }).json,
      },
    },
    handle: async ({ tenantId, query }) => ok(await verifyAuditLog(tenantId, query)),
  }),
];
