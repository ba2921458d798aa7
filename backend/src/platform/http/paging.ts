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

/** Cuts one row more than asked into a page and the cursor of the next. */
export function cutPage<T>(
  rows: T[],
  limit: number,
  key: (row: T) => (string | number)[],
): { rows: T[]; nextCursor: string | null } {
  if (rows.length <= limit) return { rows, nextCursor: null };
  const kept = rows.slice(0, limit);
  return { rows: kept, nextCursor: encodeCursor(key(kept[kept.length - 1]!)) };
}
