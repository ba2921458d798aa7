import type { FlagName } from '@meja/domain';
import { db } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

export interface FlagRow {
  name: string;
  share: number | null;
  on_for: string[];
  off_for: string[];
  changed_at: Date;
  changed_by: string;
}

const COLUMNS = 'name, share, on_for, off_for, changed_at, changed_by';

/** What was decided about flags; those that nobody has touched are missing. */
export const findFlags = (): Promise<FlagRow[]> =>
  callAsPlatform('flags', `SELECT ${COLUMNS} FROM feature_flags`, []);

/** What was decided about one flag, held until the commit: whoever else switches one waits. */
export async function lockFlag(name: FlagName): Promise<Pick<FlagRow, 'share' | 'on_for' | 'off_for'>> {
  await db().$executeRaw`LOCK TABLE feature_flags IN SHARE ROW EXCLUSIVE MODE`;
  const row = (await findFlags()).find((known) => known.name === name);
  return row ?? { share: null, on_for: [], off_for: [] };
}

/** Saves what was decided about a flag that is held. */
export async function saveFlag(row: FlagRow): Promise<void> {
  await db().$executeRaw`
    INSERT INTO feature_flags (name, share, on_for, off_for, changed_at, changed_by)
    VALUES (${row.name}, ${row.share}, ${row.on_for}::uuid[], ${row.off_for}::uuid[], ${row.changed_at}::timestamptz,
      ${row.changed_by})
    ON CONFLICT (name) DO UPDATE SET share = excluded.share, on_for = excluded.on_for, off_for = excluded.off_for,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`;
}

/** The names of the businesses that flags name. */
export const findNames = (ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  callAsPlatform(
    'flag_tenants',
    'SELECT id, name FROM tenants WHERE id = ANY ($1::uuid[]) ORDER BY name, id',
    [ids],
  );
