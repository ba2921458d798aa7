interface DriverError {
  code?: string;
  constraint?: string;
  cause?: unknown;
  meta?: { driverAdapterError?: { cause?: { originalCode?: string; constraint?: unknown } } };
}

/** The SQLSTATE behind an error of `pg` or Prisma (P2002 read as unique violation), or null. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, meta, cause } = error as DriverError;
  const original = meta?.driverAdapterError?.cause?.originalCode;
  if (original) return original;
  if (code === 'P2002') return '23505';
  if (code === 'P2003') return '23503';
  if (code === 'P2034') return '40001';
  if (code && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
  return cause ? sqlState(cause) : null;
}

export const UNIQUE_VIOLATION = '23505';
export const FOREIGN_KEY_VIOLATION = '23503';

/** True where the database is away rather than refusing: nothing was done, and trying again may work. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state && (state.startsWith('08') || state.startsWith('57P') || state === '53300')) return true;
  const { code, message } = error as { code?: string; message?: string };
  return (
    [
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'EPIPE',
      'P1001',
      'P1002',
      'P1017',
      'P2024',
      'P2028',
    ].includes(code ?? '') ||
    /Connection terminated|timeout exceeded when trying to connect|Can't reach database/i.test(message ?? '')
  );
}
