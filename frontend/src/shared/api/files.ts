import { unwrap } from './calls';
import type { Carrier } from './carrier';
import { type CallOptions, send } from './http';

/** Files go by axios, which is fetched with the first of them. */
const fileCarrier = async (): Promise<Carrier> => (await import('./axios-carrier')).axiosCarrier;

/** Uploads one file as multipart field `file`; `onSent` is told the share that is sent. Throws `ApiProblem`. */
export async function postFile<T>(
  path: string,
  file: File,
  options?: CallOptions & { onSent?: (share: number) => void },
): Promise<T> {
  const body = new FormData();
  body.append('file', file);
  const carrier = await fileCarrier();
  return unwrap((await send({ method: 'POST', path, body, timeoutMs: 120_000, ...options, carrier })).body);
}

/** Fetches bytes and hands them to the browser as a download. */
export async function downloadFile(path: string, fileName: string, options?: CallOptions): Promise<void> {
  const carrier = await fileCarrier();
  const answer = await send({ method: 'GET', path, reads: 'blob', ...options, carrier });
  const address = URL.createObjectURL(answer.body as Blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
