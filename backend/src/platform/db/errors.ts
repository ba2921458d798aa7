interface DriverError {
  code?: string;
  message?: string;
  constraint?: string;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
  originalCode?: string;
}

/** An error and what lies behind it: `pg` names a cause, Prisma hides the driver's in `meta`. */
function* chainOf(error: unknown): Generator<DriverError> {
  let depth = 0;
  for (let current = error; typeof current === 'object' && current !== null && depth < 6; depth += 1) {
    const found = current as DriverError;
    yield found;
    current = found.meta?.driverAdapterError ?? found.cause;
  }
}

const PRISMA_STATES: Record<string, string> = { P2002: '23505', P2003: '23503', P2034: '40001' };
const SQL_STATE = /^[0-9A-Z]{5}$/;
const PRISMA_CODE = /^P\d{4}$/;

/** The SQLSTATE behind an error of `pg` or Prisma (P2002 read as unique violation), or null. */
export function sqlState(error: unknown): string | null {
  let ofPrisma: string | null = null;
  for (const { code, originalCode } of chainOf(error)) {
    if (originalCode) return originalCode;
    if (!code) continue;
    if (PRISMA_CODE.test(code)) ofPrisma ??= PRISMA_STATES[code] ?? null;
    else if (SQL_STATE.test(code)) return code;
  }
  return ofPrisma;
}

/** What an order, a shift or an item was begun in, by or for has been removed (`meja_begin_in_living_outlet` and its kin). */
export const REMOVED = 'MJ001';
export const UNIQUE_VIOLATION = '23505';
export const FOREIGN_KEY_VIOLATION = '23503';
const DISK_FULL = '53100';

/**
 * What "away" looks like, in one list: SQLSTATEs (https://www.postgresql.org/docs/15/errcodes-appendix.html) of a
 * server that can't be reached (08), is going or coming (57P), has no room or memory or connection left (53), can't
 * read its disk (58030), or gave up on a statement, a lock or a transaction (57014, 55P03, 25P03, 40001, 40P01).
 */
const AWAY_STATES = /^(?:08...|57P..|53...|58030|57014|55P03|25P03|40001|40P01)$/;
/** The same by Node's and Prisma's codes. */
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
]);
/** And by the words of `pg`, its pool and Prisma's adapter, which give no code. */
const AWAY_WORDS =
  /Connection terminated|connection error and is not queryable|Client was closed|Query read timeout|timeout exceeded when trying to connect|timeout expired|Can't reach database|Cannot use a pool after calling end|server closed the connection/i;

/** True where the database is away rather than refusing: nothing was done, and trying again may work. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state && AWAY_STATES.test(state)) return true;
  for (const { code, message } of chainOf(error)) {
    if (AWAY_CODES.has(code ?? '') || AWAY_WORDS.test(message ?? '')) return true;
  }
  return false;
}

/** True where the database has no room left to write. */
export function isStorageFull(error: unknown): boolean {
  return sqlState(error) === DISK_FULL;
}
