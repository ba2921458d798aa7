import type { AnnouncementState, MyAnnouncementDto, PlanCode, Role } from '@meja/domain';
import type { AnnouncementRow } from './announcements.repository';

/** Whom an announcement may be for. */
export interface Reader {
  tenantId: string;
  role: Role | null;
  plan: PlanCode;
}

/** Planned, then live from its beginning on, over from its end on or where it was ended. */
export function stateOf(
  { from_at, until_at, ended_at }: Pick<AnnouncementRow, 'from_at' | 'until_at' | 'ended_at'>,
  at: Date,
): AnnouncementState {
  if (ended_at !== null || until_at <= at) return 'OVER';
  return from_at <= at ? 'LIVE' : 'PLANNED';
}

/** Whether an announcement is for somebody. */
export function isFor(row: AnnouncementRow, { tenantId, role, plan }: Reader): boolean {
  if (row.readers === 'ADMINS' && role !== 'ADMIN_TENANT') return false;
  if (row.audience === 'PLANS') return row.plans.includes(plan);
  return row.audience === 'ALL' || row.tenant_ids.includes(tenantId);
}

/** What is live at an instant for somebody who has put some away, in the order of the rows. */
export function newsFor(
  rows: readonly AnnouncementRow[],
  reader: Reader,
  dismissed: ReadonlySet<string>,
  at: Date,
): MyAnnouncementDto[] {
  return rows
    .filter((row) => stateOf(row, at) === 'LIVE' && isFor(row, reader) && !dismissed.has(row.id))
    .map(({ id, kind, text, until_at }) => ({ id, kind, text, until: until_at.toISOString() }));
}

/** Milliseconds until the next of them begins or ends; null where nothing does. */
export function untilNextChange(rows: readonly AnnouncementRow[], at: Date): number | null {
  const later = rows
    .flatMap(({ from_at, until_at }) => [from_at.getTime(), until_at.getTime()])
    .filter((time) => time > at.getTime());
  return later.length ? Math.min(...later) - at.getTime() : null;
}
