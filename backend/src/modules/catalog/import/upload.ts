import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { Problem, invalid } from '../../../platform/http';
import type { Upload } from '../../../platform/http';
import { CsvReader } from './csv-reader';
import type { CsvRecord } from './csv-reader';

const MAX_BYTES = 10 * 1024 * 1024;
export const MAX_ROWS = 20_000;
const MAX_FIRST_LINE = 64 * 1024;

export interface CsvFile {
  header: string[];
  /** 1 unless blank rows come before it. */
  headerRow: number;
  records: CsvRecord[];
  /** Rows that could not be read. */
  malformed: number[];
}

const startsWith = (chunk: Buffer, ...bytes: number[]) => bytes.every((byte, index) => chunk[index] === byte);

/** Excel's two formats and the encodings that Excel also calls text. */
function assertCsv(first: Buffer): void {
  if (startsWith(first, 0x50, 0x4b, 0x03, 0x04) || startsWith(first, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw invalid({ path: 'file', code: 'csv_expected' });
  }
  if (startsWith(first, 0xff, 0xfe) || startsWith(first, 0xfe, 0xff)) {
    throw invalid({ path: 'file', code: 'unreadable_encoding' });
  }
}

async function* decoded(file: Readable & { truncated?: boolean }, content: Hash): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  const decode = (chunk?: Buffer) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw new Problem('validation_failed', {
        errors: [{ path: 'file', code: 'unreadable_encoding' }],
        cause,
      });
    }
  };
  for await (const chunk of file as AsyncIterable<Buffer>) {
    if (isFirst) assertCsv(chunk);
    isFirst = false;
    content.update(chunk);
    yield decode(chunk);
  }
  if (file.truncated) throw new Problem('payload_too_large', { params: { limit: '10 MB' } });
  yield decode();
}

/** The separator that the first line has most of, outside quotes; Excel's `sep=;` line says it outright. */
function separatorOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"?/g, '');
  const count = (separator: string) => bare.split(separator).length;
  return [';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best), ',');
}

async function parseCsv(text: AsyncGenerator<string>): Promise<CsvFile> {
  let start = '';
  for await (const part of { [Symbol.asyncIterator]: () => ({ next: () => text.next() }) }) {
    start += part;
    if (/\S[^\r\n]*[\r\n]/.test(start) || start.length > MAX_FIRST_LINE) break;
  }
  // Spreadsheets take this line for themselves and show the next one as row 1.
  const declared = /^sep=(.)(?:\r\n|\r|\n)/i.exec(start);
  if (declared) start = start.slice(declared[0].length);
  const rows: CsvRecord[] = [];
  const malformed: number[] = [];
  const checkCount = () => {
    if (rows.length + malformed.length > MAX_ROWS + 1) {
      throw invalid({ path: 'file', code: 'too_many', params: { max: MAX_ROWS } });
    }
  };
  const reader = new CsvReader(
    declared?.[1] ?? separatorOf(start.trimStart().split(/[\r\n]/, 1)[0] ?? ''),
    (record) => {
      rows.push(record);
      checkCount();
    },
    (row) => {
      malformed.push(row);
      checkCount();
    },
  );
  reader.write(start);
  for await (const part of text) reader.write(part);
  reader.close();
  const [header, ...records] = rows;
  if (malformed[0] && !(header && header.row < malformed[0])) {
    throw invalid({ path: `file.${malformed[0]}`, code: 'malformed_row' });
  }
  if (!header) throw invalid({ path: 'file', code: 'required' });
  return { header: header.cells, headerRow: header.row, records, malformed };
}

/**
 * Reads the CSV in the field `file` of a multipart body as it arrives: comma, semicolon or tab, quotes, with or without
 * BOM, UTF-8. Throws 400 for another content type, 413 above 10 MB, 422 for Excel's own formats, another encoding, more
 * than 20,000 rows or no file.
 */
export async function readCsvUpload(req: IncomingMessage): Promise<Upload<CsvFile>> {
  if (!/^multipart\/form-data/i.test(req.headers['content-type'] ?? '')) {
    throw new Problem('unsupported_media_type', { params: { expected: 'multipart/form-data' } });
  }
  let form: busboy.Busboy;
  try {
    form = busboy({
      headers: req.headers,
      limits: { fileSize: MAX_BYTES, files: 1, fields: 10, fieldSize: 1024 },
    });
  } catch (cause) {
    throw new Problem('unsupported_media_type', { params: { expected: 'multipart/form-data' }, cause });
  }
  try {
    return await new Promise<Upload<CsvFile>>((resolve, reject) => {
      let parsing: Promise<void> | null = null;
      form.on('file', (field, file, info) => {
        file.on('error', reject);
        if (field !== 'file' || parsing) return void file.resume();
        if (/\.xlsx?$/i.test(info.filename ?? '')) {
          file.resume();
          return void reject(invalid({ path: 'file', code: 'csv_expected' }));
        }
        const content = createHash('sha256');
        parsing = parseCsv(decoded(file, content))
          .then((value) => ({ value, digest: content.digest('hex') }))
          .then(resolve, reject);
      });
      form.on('close', () => {
        if (!parsing) reject(invalid({ path: 'file', code: 'required' }));
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
