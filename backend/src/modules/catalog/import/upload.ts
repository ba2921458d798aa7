import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import { CsvError, parse } from 'csv-parse';
import { Problem, invalid } from '../../../platform/http';

const MAX_BYTES = 10 * 1024 * 1024;
export const MAX_ROWS = 20_000;
const MAX_RECORD = 64 * 1024;

export interface CsvRecord {
  /** Line of the file on which it begins, the first being 1. */
  line: number;
  cells: string[];
}

export interface CsvFile {
  header: string[];
  records: CsvRecord[];
  /** Lines that could not be read. */
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

async function* decoded(file: Readable & { truncated?: boolean }): AsyncGenerator<string> {
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

const newlines = (cells: readonly string[]) =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

async function parseCsv(text: AsyncGenerator<string>): Promise<CsvFile> {
  let start = '';
  for await (const part of { [Symbol.asyncIterator]: () => ({ next: () => text.next() }) }) {
    start += part;
    if (/[\r\n]/.test(start) || start.length > MAX_RECORD) break;
  }
  const declared = /^sep=(.)(?:\r\n|\r|\n)/i.exec(start);
  if (declared) start = start.slice(declared[0].length);
  const skipped = declared ? 1 : 0;
  const malformed: number[] = [];
  const parser = parse({
    delimiter: declared?.[1] ?? separatorOf(start.split(/[\r\n]/, 1)[0] ?? ''),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_RECORD,
    trim: true,
    info: true,
    on_skip: (error) => {
      malformed.push(
        skipped + (error instanceof CsvError ? Number((error as { lines?: number }).lines ?? 1) : 1),
      );
      return undefined;
    },
  });
  const source = Readable.from(
    (async function* () {
      yield start;
      yield* text;
    })(),
  );
  source.on('error', (error) => parser.destroy(error));
  const rows: CsvRecord[] = [];
  try {
    for await (const entry of source.pipe(parser) as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (entry.record.every((cell) => !cell.trim())) continue;
      rows.push({ line: skipped + entry.info.lines - newlines(entry.record), cells: entry.record });
      if (rows.length > MAX_ROWS + 1)
        throw invalid({ path: 'file', code: 'too_many', params: { max: MAX_ROWS } });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    malformed.push(skipped + Number((error as { lines?: number }).lines ?? 1));
  }
  const [header, ...records] = rows;
  if (!header) throw invalid({ path: 'file', code: 'required' });
  return { header: header.cells, records, malformed };
}

/**
 * Reads the CSV in the field `file` of a multipart body as it arrives: comma, semicolon or tab, quotes, with or without
 * BOM, UTF-8. Throws 400 for another content type, 413 above 10 MB, 422 for Excel's own formats, another encoding, more
 * than 20,000 rows or no file.
 */
export async function readCsvUpload(req: IncomingMessage): Promise<CsvFile> {
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
    return await new Promise<CsvFile>((resolve, reject) => {
      let parsing: Promise<void> | null = null;
      form.on('file', (field, file, info) => {
        file.on('error', reject);
        if (field !== 'file' || parsing) return void file.resume();
        if (/\.xlsx?$/i.test(info.filename ?? '')) {
          file.resume();
          return void reject(invalid({ path: 'file', code: 'csv_expected' }));
        }
        parsing = parseCsv(decoded(file)).then(resolve, reject);
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
