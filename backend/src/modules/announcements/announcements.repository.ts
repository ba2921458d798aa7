import type {
  AnnouncementAudience,
  AnnouncementKind,
  AnnouncementReaders,
  Language,
  PlanCode,
} from '@meja/domain';
import { db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

export interface AnnouncementRow {
  id: string;
  kind: AnnouncementKind;
  text: Record<Language, string>;
  from_at: Date;
  until_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
  audience: AnnouncementAudience;
  plans: PlanCode[];
  tenant_ids: string[];
  readers: AnnouncementReaders;
  created_at: Date;
  created_by: string;
}

export interface ListedRow extends AnnouncementRow {
  tenants: { id: string; name: string }[] | null;
  dismissals: number;
}

const COLUMNS = `a.id, a.kind, a.text, a.from_at, a.until_at, a.ended_at, a.ended_by, a.audience, a.plans, a.tenant_ids,
  a.readers, a.created_at, a.created_by`;

/** Those that are not over at an instant, also those that have not begun; the urgent first, then the newest. */
export const findCurrent = (at: Date, take: number): Promise<AnnouncementRow[]> =>
  callAsPlatform(
    'announcements_current',
    `SELECT ${COLUMNS} FROM announcements a WHERE a.until_at > $1 AND a.ended_at IS NULL
     ORDER BY array_position(ARRAY['WARNING', 'MAINTENANCE', 'INFO'], a.kind), a.created_at DESC, a.id DESC LIMIT $2`,
    [at, take],
  );

const LISTED = `
  SELECT ${COLUMNS},
         (SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY t.name, t.id)
          FROM tenants t WHERE t.id = ANY (a.tenant_ids)) AS tenants,
         a.dismissed
           + (SELECT count(*)::int FROM announcement_dismissals d WHERE d.announcement_id = a.id) AS dismissals
  FROM announcements a`;

/** All of them, newest first, after a place. */
export const listAnnouncements = (
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<ListedRow[]> =>
  callAsPlatform(
    'announcements_list',
    `${LISTED} WHERE $1::timestamptz IS NULL OR (a.created_at, a.id) < ($1, $2::uuid)
     ORDER BY a.created_at DESC, a.id DESC LIMIT $3`,
    [after?.createdAt ?? null, after?.id ?? null, take],
  );

/** One of them, or null. */
export async function findAnnouncement(id: string): Promise<ListedRow | null> {
  const [row] = await callAsPlatform<ListedRow>('announcement', `${LISTED} WHERE a.id = $1::uuid`, [id]);
  return row ?? null;
}

/** Holds the list until the commit, so that no more of them are current than may be. */
export async function lockAnnouncements(): Promise<void> {
  await db().$executeRaw`LOCK TABLE announcements IN SHARE ROW EXCLUSIVE MODE`;
}

export async function insertAnnouncement(row: Omit<AnnouncementRow, 'ended_at' | 'ended_by'>): Promise<void> {
  await db().$executeRaw`
    INSERT INTO announcements (id, kind, text, from_at, until_at, audience, plans, tenant_ids, readers, created_at, created_by)
    VALUES (${row.id}::uuid, ${row.kind}, ${JSON.stringify(row.text)}::jsonb, ${row.from_at}::timestamptz,
      ${row.until_at}::timestamptz, ${row.audience}, ${row.plans}::text[], ${row.tenant_ids}::uuid[], ${row.readers},
      ${row.created_at}::timestamptz, ${row.created_by})`;
}

/** Ends one that is not over at an instant; false where it was. */
export async function endAnnouncement(id: string, at: Date, by: string): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE announcements SET ended_at = ${at}::timestamptz, ended_by = ${by}
    WHERE id = ${id}::uuid AND ended_at IS NULL AND until_at > ${at}::timestamptz`;
  return count > 0;
}

export async function countTenants(ids: readonly string[]): Promise<number> {
  const [row] = await callAsPlatform<{ n: number }>(
    'announcement_tenants',
    'SELECT count(*)::int AS n FROM tenants WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  return row!.n;
}

/** Which of some announcements somebody has put away. */
export async function findDismissed(accountId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await callAsPlatform<{ id: string }>(
    'announcements_dismissed',
    `SELECT announcement_id AS id FROM announcement_dismissals
     WHERE account_id = $1::uuid AND announcement_id = ANY ($2::uuid[])`,
    [accountId, ids],
  );
  return rows.map(({ id }) => id);
}

/** Puts one away for somebody; again it changes nothing. */
export async function insertDismissal(accountId: string, id: string, at: Date): Promise<void> {
  await callAsPlatform(
    'announcement_dismiss',
    `INSERT INTO announcement_dismissals (account_id, announcement_id, dismissed_at) VALUES ($1::uuid, $2::uuid, $3)
     ON CONFLICT DO NOTHING`,
    [accountId, id, at],
  );
}
