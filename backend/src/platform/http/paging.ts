import { s } from './schema';
import type { Shape } from './schema';
import { invalid } from './problem';

export interface PageQuery {
  limit?: number;
  cursor?: string;
}

/** `?limit=` (1–1000, 50 unless told) and `?cursor=`, to spread into a route's query. */
export const pageQuery: Shape<PageQuery> = {
  limit: s.queryInteger({ min: 1, max: 1000 }).optional(),
  cursor: s.string({ max: 1500, pattern: /^[\w.-]+$/ }).optional(),
};

export const pageLimit = (query: PageQuery): number => query.limit ?? 50;

/** A cursor over the values a list is sorted by. The pipeline seals it on its way out and opens it on its way in. */
export const encodeCursor = (values: (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** The values behind a cursor of `length` parts, or null without one; one of other parts is a 422. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((v) => typeof v === 'string' || typeof v === 'number')
    ) {
      return values;
    }
  } catch {
    // falls through to the refusal below
  }
  throw invalid({ path: 'cursor', code: 'invalid_value' });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The place behind the cursor of a list sorted by creation, or null without one; one of other parts is a 422. */
export function decodeTimeCursor(cursor: string | undefined): { createdAt: Date; id: string } | null {
  const values = decodeCursor(cursor, 2);
  if (!values) return null;
  const [time, id] = values;
  const createdAt = new Date(time!);
  if (
    typeof time !== 'string' ||
    Number.isNaN(createdAt.getTime()) ||
    typeof id !== 'string' ||
    !UUID.test(id)
  ) {
    throw invalid({ path: 'cursor', code: 'invalid_value' });
  }
  return { createdAt, id };
}

/** Roughly the bytes that a value takes as JSON, without making it. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null || value instanceof Date) return 24;
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + sizeOf(entry), 2);
  return Object.entries(value).reduce((sum, [key, entry]) => sum + key.length + 4 + sizeOf(entry), 2);
}

/** A page ends when its rows come to this much, however many were asked for. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** How many of the rows fit into one answer; one always does. */
function fitting(rows: readonly unknown[]): number {
  let left = PAGE_BYTES;
  const tooMuch = rows.findIndex((row) => (left -= sizeOf(row)) < 0);
  return tooMuch < 0 ? rows.length : Math.max(1, tooMuch);
}

/** Cuts one row more than asked into a page and the cursor of the next; a page of very large rows ends earlier. */
export function cutPage<T>(
  rows: T[],
  limit: number,
  key: (row: T) => (string | number)[],
): { rows: T[]; nextCursor: string | null } {
  const most = Math.min(limit, fitting(rows));
  if (rows.length <= most) return { rows, nextCursor: null };
  const kept = rows.slice(0, most);
  return { rows: kept, nextCursor: encodeCursor(key(kept[kept.length - 1]!)) };
}
