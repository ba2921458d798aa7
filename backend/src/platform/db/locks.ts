import { db, dbTenantId } from './units';

/** What locks are taken for; SQL functions take the same by `<tenant>:<kind>:<name>` (a catalogue test reads them). */
type LockKind = 'catalog' | 'key';

const lockName = (kind: LockKind, name: string | null) =>
  [dbTenantId(), kind, ...(name === null ? [] : [name])].join(':');

/** Waits for a lock of the open transaction's tenant and holds it until the commit. */
export async function takeLock(kind: LockKind, name: string | null = null): Promise<void> {
  await db().$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lockName(kind, name)}, 0))`;
}

/** The same without waiting: false where somebody else holds it. */
export async function tryLock(kind: LockKind, name: string | null = null): Promise<boolean> {
  const [row] = await db().$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${lockName(kind, name)}, 0)) AS locked`;
  return row?.locked ?? false;
}
