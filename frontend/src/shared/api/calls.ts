import type { Answer, ListAnswer } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { type CallOptions, http, toConfig } from './http';

/** A new UUID v7: the id of something created here, or an idempotency key. */
export function newId(): string {
  return uuidv7();
}

/** GET of one thing; the `{ data }` around it is taken off. Throws `ApiProblem`. */
export async function getData<T>(path: string, options?: CallOptions): Promise<T> {
  const answer = await http.get<Answer<T>>(path, toConfig(options));
  return answer.data.data;
}

/** GET of what is of no version and not wrapped in `{ data }`, below `/api`: health. Throws `ApiProblem`. */
export async function getUnversioned<T>(path: string, options?: CallOptions): Promise<T> {
  const answer = await http.get<T>(path, { ...toConfig(options), baseURL: '/api' });
  return answer.data;
}

/** POST; sends an `Idempotency-Key` by itself. Throws `ApiProblem`. */
export async function postData<T, B = unknown>(path: string, body?: B, options?: CallOptions): Promise<T> {
  const answer = await http.post<Answer<T> | ''>(path, body, toConfig(options));
  return unwrap(answer.data);
}

/** PATCH; sends an `Idempotency-Key` by itself. Throws `ApiProblem`. */
export async function patchData<T, B = unknown>(path: string, body: B, options?: CallOptions): Promise<T> {
  const answer = await http.patch<Answer<T> | ''>(path, body, toConfig(options));
  return unwrap(answer.data);
}

/** PUT; sends an `Idempotency-Key` by itself. Throws `ApiProblem`. */
export async function putData<T, B = unknown>(path: string, body: B, options?: CallOptions): Promise<T> {
  const answer = await http.put<Answer<T> | ''>(path, body, toConfig(options));
  return unwrap(answer.data);
}

/** DELETE; `body` is what some take beside the path. Throws `ApiProblem`. */
export async function deleteData<T = void>(
  path: string,
  { body, ...options }: CallOptions & { body?: object } = {},
): Promise<T> {
  const answer = await http.delete<Answer<T> | ''>(path, {
    ...toConfig(options),
    ...(body && { data: body }),
  });
  return unwrap(answer.data);
}

/** GET with `If-None-Match`: the body and its `ETag`, or null where nothing changed (304). Throws `ApiProblem`. */
export async function getIfChanged<T>(
  path: string,
  etag: string | null,
  options: CallOptions = {},
): Promise<{ body: T; etag: string | null } | null> {
  const headers = { ...options.headers, ...(etag ? { 'If-None-Match': etag } : {}) };
  const answer = await http.get<T>(path, {
    ...toConfig({ ...options, headers }),
    validateStatus: (status) => status === 304 || (status >= 200 && status < 300),
  });
  if (answer.status === 304) return null;
  return { body: answer.data, etag: (answer.headers.etag as string | undefined) ?? null };
}

export interface Page<T> {
  rows: T[];
  nextCursor: string | null;
}

/** One page of a list. Throws `ApiProblem`. */
export async function listPage<T>(path: string, options?: CallOptions): Promise<Page<T>> {
  const answer = await http.get<ListAnswer<T>>(path, toConfig(options));
  return { rows: answer.data.data, nextCursor: answer.data.meta?.nextCursor ?? null };
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

/** Uploads one file as multipart field `file`; `onSent` is told the share that is sent. Throws `ApiProblem`. */
export async function postFile<T>(
  path: string,
  file: File,
  { onSent, ...options }: CallOptions & { onSent?: (share: number) => void } = {},
): Promise<T> {
  const form = new FormData();
  form.append('file', file);
  const answer = await http.post<Answer<T>>(path, form, {
    ...toConfig({ timeoutMs: 120_000, ...options }),
    onUploadProgress: ({ progress }) => progress !== undefined && onSent?.(progress),
  });
  return answer.data.data;
}

/** Fetches bytes and hands them to the browser as a download. */
export async function downloadFile(path: string, fileName: string, options?: CallOptions): Promise<void> {
  const answer = await http.get<Blob>(path, { ...toConfig(options), responseType: 'blob' });
  const address = URL.createObjectURL(answer.data);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function unwrap<T>(body: Answer<T> | '' | undefined): T {
  return (body ? body.data : undefined) as T;
}
