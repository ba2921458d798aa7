import { v7 as uuidv7 } from 'uuid';
import type { ApiAnswer, Caller } from '../setup';

/** The smallest picture there is: one white pixel, as PNG. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAACklEQVQImWP4DwABAQEADeY2wwAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploads bytes in the field `file`, with a boundary of its own each time, as a browser does. */
export function uploadAs(
  api: Caller,
  path: string,
  content: Uint8Array,
  { filename = 'foto.jpg', type = 'image/jpeg', headers = {} } = {},
): Promise<ApiAnswer> {
  const boundary = `b${uuidv7()}`;
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${filename}"`,
    `Content-Type: ${type}`,
    '',
    '',
  ].join('\r\n');
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return api('POST', path, body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...headers,
  });
}
