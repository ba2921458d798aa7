import { v7 as uuidv7 } from 'uuid';
import type { AnnouncementBody, AnnouncementDto } from '@meja/domain';
import { isSameContent } from '../../lib/same-content';
import { auditService } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { afterCommit } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem, cutPage, decodeTimeCursor, invalid, notFound, pageLimit } from '../../platform/http';
import type { FieldIssue, PageQuery } from '../../platform/http';
import { announceAnnouncements, announceDismissal, MOST_CURRENT } from './announcement-memory';
import * as repository from './announcements.repository';
import type { ListedRow } from './announcements.repository';
import { isFor, stateOf } from './announcements.rules';
import type { AccountReader } from './announcement-memory';

const LONGEST_DAYS = 90;
const DAY_MS = 86_400_000;

function present(row: ListedRow): AnnouncementDto {
  const { id, kind, text, audience, plans, readers, dismissals } = row;
  return {
    id,
    kind,
    text,
    from: row.from_at.toISOString(),
    until: (row.ended_at ?? row.until_at).toISOString(),
    state: stateOf(row, now()),
    audience,
    plans,
    tenants: row.tenants ?? [],
    readers,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    endedBy: row.ended_by,
    dismissals,
  };
}

/** All announcements, newest first, a page at a time. */
export async function readAnnouncements(
  query: PageQuery,
): Promise<{ rows: AnnouncementDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const rows = await repository.listAnnouncements(limit + 1, decodeTimeCursor(query.cursor));
  return cutPage(rows.map(present), limit, (row) => [row.createdAt, row.id]);
}

function issuesOf({ from, until, audience, plans, tenantIds }: AnnouncementBody, at: Date): FieldIssue[] {
  const [begin, end] = [Date.parse(from), Date.parse(until)];
  const last = begin + LONGEST_DAYS * DAY_MS;
  const issues: FieldIssue[] = [];
  if (end <= Math.max(begin, at.getTime()))
    issues.push({
      path: 'until',
      code: 'too_small',
      params: { min: new Date(Math.max(begin, at.getTime())).toISOString() },
    });
  else if (end > last)
    issues.push({ path: 'until', code: 'too_large', params: { max: new Date(last).toISOString() } });
  if ((audience === 'PLANS') !== plans.length > 0)
    issues.push({ path: 'plans', code: audience === 'PLANS' ? 'required' : 'not_allowed' });
  if ((audience === 'TENANTS') !== tenantIds.length > 0)
    issues.push({ path: 'tenantIds', code: audience === 'TENANTS' ? 'required' : 'not_allowed' });
  return issues;
}

/** What of a stored announcement was asked for, to tell the same wish from another under its id. */
const wishOf = ({
  kind,
  text,
  audience,
  plans,
  readers,
  tenant_ids,
  from_at,
  until_at,
}: repository.AnnouncementRow) => ({
  kind,
  text,
  audience,
  plans,
  readers,
  tenantIds: tenant_ids,
  from: from_at.toISOString(),
  until: until_at.toISOString(),
});

/**
 * Announces something. It is never changed afterwards: what people have read stands, and a better word is another
 * announcement. With the same id and content again it answers the first. Throws 422, 409 where too much is announced.
 */
export async function announce(actor: Actor, body: AnnouncementBody): Promise<AnnouncementDto> {
  const at = now();
  const { id = uuidv7(), tenantIds, from, until, ...rest } = body;
  const row = {
    ...rest,
    id,
    tenant_ids: [...new Set(tenantIds)],
    plans: [...new Set(body.plans)],
    from_at: new Date(from),
    until_at: new Date(until),
    created_at: at,
    created_by: actor.name,
  };
  await withPlatform(async () => {
    await repository.lockAnnouncements();
    const known = await repository.findAnnouncement(id);
    if (known && isSameContent(wishOf(known), wishOf({ ...row, ended_at: null, ended_by: null }))) return;
    if (known) throw new Problem('duplicate');
    const issues = issuesOf(body, at);
    if ((await repository.countTenants(row.tenant_ids)) < row.tenant_ids.length)
      issues.push({ path: 'tenantIds', code: 'unknown_reference' });
    if (issues.length) throw invalid(...issues);
    if ((await repository.findCurrent(at, MOST_CURRENT)).length >= MOST_CURRENT)
      throw invalid({ path: 'until', code: 'too_many', params: { max: MOST_CURRENT } });
    await repository.insertAnnouncement(row);
    await auditService({ action: 'announcement.create', entity: 'announcement', entityId: id, after: body });
    afterCommit(announceAnnouncements);
  });
  return present((await repository.findAnnouncement(id))!);
}

/** Ends an announcement before its time, also one that has not begun. One that is over stays as it is. Throws 404. */
export async function endEarly(actor: Actor, id: string): Promise<AnnouncementDto> {
  const row = await repository.findAnnouncement(id);
  if (!row) throw notFound();
  await withPlatform(async () => {
    if (!(await repository.endAnnouncement(id, now(), actor.name))) return;
    await auditService({
      action: 'announcement.end',
      entity: 'announcement',
      entityId: id,
      before: wishOf(row),
    });
    afterCommit(announceAnnouncements);
  });
  return present((await repository.findAnnouncement(id))!);
}

/** Puts an announcement away for one account, wherever it is signed in. Again, or once it is over, it changes nothing. Throws 404 for another's. */
export async function dismiss(reader: AccountReader, id: string): Promise<void> {
  const row = reader && (await repository.findAnnouncement(id));
  const state = row && stateOf(row, now());
  if (!row || state === 'PLANNED' || !isFor(row, reader)) throw notFound();
  if (state === 'OVER') return;
  await repository.insertDismissal(reader.accountId, id, now());
  announceDismissal(reader.accountId);
}
