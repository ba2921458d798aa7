import type { Answer, ListAnswer } from '@meja/domain';
import { type CallOptions, send } from './http';

/** Takes off the `{ data }` around what the server answers; nothing where it answered nothing. */
export function unwrap<T>(body: unknown): T {
  return (body as Answer<T> | undefined)?.data as T;
}

/** GET of one thing; the `{ data }` around it is taken off. Throws `ApiProblem`. */
export async function getData<T>(path: string, options?: CallOptions): Promise<T> {
  return unwrap((await send({ method: 'GET', path, ...options })).body);
}

/** GET of what is of no version and not wrapped in `{ data }`, below `/api`: health. Throws `ApiProblem`. */
export async function getUnversioned<T>(path: string, options?: CallOptions): Promise<T> {
  return (await send({ method: 'GET', path, base: '/api', ...options })).body as T;
}

/** POST; sends an `Idempotency-Key` by itself. Throws `ApiProblem`. */
export async function postData<T, B = unknown>(path: string, body?: B, options?: CallOptions): Promise<T> {
  return unwrap((await send({ method: 'POST', path, body, ...options })).body);
}

/** PATCH; sends an `Idempotency-Key` by itself. Throws `ApiProblem`. */
export async function patchData<T, B = unknown>(path: string, body: B, options?: CallOptions): Promise<T> {
  return unwrap((await send({ method: 'PATCH', path, body, ...options })).body);
}

/** PUT; sends an `Idempotency-Key` by itself. Throws `ApiProblem`. */
export async function putData<T, B = unknown>(path: string, body: B, options?: CallOptions): Promise<T> {
  return unwrap((await send({ method: 'PUT', path, body, ...options })).body);
}

/** DELETE; `body` is what some take beside the path. Throws `ApiProblem`. */
export async function deleteData<T = void>(
  path: string,
  options?: CallOptions & { body?: object },
): Promise<T> {
  return unwrap((await send({ method: 'DELETE', path, ...options })).body);
}

/** GET with `If-None-Match`: the body and its `ETag`, or null where nothing changed (304). Throws `ApiProblem`. */
export async function getIfChanged<T>(
  path: string,
  etag: string | null,
  options: CallOptions = {},
): Promise<{ body: T; etag: string | null } | null> {
  const headers = { ...options.headers, ...(etag ? { 'If-None-Match': etag } : {}) };
  const answer = await send({ method: 'GET', path, ...options, headers });
  if (answer.status === 304) return null;
  return { body: answer.body as T, etag: answer.header('etag') };
}

export interface Page<T> {
  rows: T[];
  nextCursor: string | null;
}

/** One page of a list. Throws `ApiProblem`. */
export async function listPage<T>(path: string, options?: CallOptions): Promise<Page<T>> {
  const { data, meta } = (await send({ method: 'GET', path, ...options })).body as ListAnswer<T>;
  return { rows: data, nextCursor: meta?.nextCursor ?? null };
}

/** A whole list, page after page; for lists that are known to be short (outlets, staff, categories). */
export async function listAll<T>(path: string, options: CallOptions = {}): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const params: Record<string, unknown> = { limit: 500, ...options.params, ...(cursor ? { cursor } : {}) };
    const page: Page<T> = await listPage<T>(path, { ...options, params });
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}
