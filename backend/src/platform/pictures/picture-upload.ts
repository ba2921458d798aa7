import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { PICTURE_MAX_BYTES } from '@meja/domain';
import { Problem, invalid } from '../http';
import type { Upload } from '../http';

async function bytesOf(file: Readable & { truncated?: boolean }): Promise<Upload<Buffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of file as AsyncIterable<Buffer>) chunks.push(chunk);
  if (file.truncated) throw new Problem('payload_too_large', { params: { limit: '10 MB' } });
  const value = Buffer.concat(chunks);
  if (!value.length) throw invalid({ path: 'file', code: 'required' });
  return { value, digest: createHash('sha256').update(value).digest('hex') };
}

/**
 * Reads the field `file` of a multipart body. Throws 400 for another content type, 413 above 10 MB, 422 where there is no
 * file or an empty one. What it holds is not looked at.
 */
export async function readPictureUpload(req: IncomingMessage): Promise<Upload<Buffer>> {
  const unsupported = (cause?: unknown) =>
    new Problem('unsupported_media_type', { params: { expected: 'multipart/form-data' }, cause });
  if (!/^multipart\/form-data/i.test(req.headers['content-type'] ?? '')) throw unsupported();
  let form: busboy.Busboy;
  try {
    form = busboy({
      headers: req.headers,
      limits: { fileSize: PICTURE_MAX_BYTES, files: 1, fields: 10, fieldSize: 1024 },
    });
  } catch (cause) {
    throw unsupported(cause);
  }
  try {
    return await new Promise<Upload<Buffer>>((resolve, reject) => {
      let reading: Promise<void> | null = null;
      form.on('file', (field, file) => {
        file.on('error', reject);
        if (field !== 'file' || reading) return void file.resume();
        reading = bytesOf(file).then(resolve, reject);
      });
      form.on('close', () => {
        if (!reading) reject(invalid({ path: 'file', code: 'required' }));
      });
      form.on('error', (cause) => reject(new Problem('malformed_json', { cause })));
      req.on('aborted', () => reject(new Problem('malformed_json')));
      req.pipe(form);
    });
  } finally {
    req.unpipe(form);
    req.resume();
  }
}
